using Dapper;
using Npgsql;
using Portfolio.Funding.Drafts;

namespace Portfolio.Funding.Closing;

/// <summary>
/// What can be carried over: unspent capital that was given for the year itself. What was carried into the year is spent first, as long
/// as the law lets it be spent, and cannot be carried on once more.
/// </summary>
internal static class CarryRules
{
    private const string BreachesSql = $"""
        -- Funding.CarryBreaches
        select case when d.amount < 0 then 'capital.below_zero' else 'capital.carry_exceeded' end as code, d.project_id, d.source_code, d.year,
            m.most as bound, d.amount as after
        from funding.draft_line d
        left join funding.allocation a on a.project_id = d.project_id and a.source_code = d.source_code and a.year = d.year
        {CarrySql.Most}
        where d.decision_id = @Id and d.amount <> 0 and (d.amount < 0 or d.amount > m.most)
        order by d.project_id, d.source_code
        limit 200
        """;

    /// <summary>Lines of a closing that would carry over more than there is.</summary>
    public static async Task<IReadOnlyList<Breach>> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, int year, CancellationToken ct) =>
        [
            .. await connection.QueryAsync<Breach>(new CommandDefinition(
                BreachesSql, new { Id = id, CarryOver = await YearRules.CarriedInUntilAsync(connection, transaction, year, ct) }, transaction,
                cancellationToken: ct)),
        ];
}
