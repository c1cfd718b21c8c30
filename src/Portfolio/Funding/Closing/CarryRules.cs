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
    private const string BreachesSql = """
        -- Funding.CarryBreaches
        select case when d.amount < 0 then 'capital.below_zero' else 'capital.carry_exceeded' end as code, d.project_id, d.source_code, d.year,
            coalesce(m.most, 0) as bound, d.amount as after
        from funding.draft_line d
        left join funding.allocation a on a.project_id = d.project_id and a.source_code = d.source_code and a.year = d.year
        left join lateral (
            select coalesce(sum(p.amount), 0)::bigint as amount
            from funding.payment p
            left join funding.payment o on o.id = p.reverses
            where p.project_id = d.project_id and p.source_code = d.source_code and p.year = d.year and p.status = 'confirmed'
                and coalesce(o.paid_on, p.paid_on) <= @CarryOver
        ) t on a.carried_in > 0
        left join lateral (
            select greatest(0, least(a.payable - a.paid, a.allocated - (a.paid - least(a.carried_in, coalesce(t.amount, 0))))) as most
        ) m on a.project_id is not null
        where d.decision_id = @Id and d.amount <> 0 and (d.amount < 0 or d.amount > coalesce(m.most, 0))
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
