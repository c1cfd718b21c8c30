using Dapper;
using Npgsql;
using Portfolio.Funding.Decisions;

namespace Portfolio.Funding.Closing;

/// <summary>Posts what a closing decides: what is carried over leaves the year and comes into the next, all else that is unspent lapses.</summary>
internal static class YearLines
{
    private const string PostSql = """
        -- Funding.PostYear
        with unspent as (
            select a.project_id, a.source_code, a.programme_id, a.source_class, a.payable - a.paid as amount, coalesce(d.amount, 0) as carried, d.reason
            from funding.allocation a
            left join funding.draft_line d
                on d.decision_id = @Id and d.project_id = a.project_id and d.source_code = a.source_code and d.year = a.year
            where a.plan_id = @PlanId and a.year = @Year and a.payable > a.paid
        )
        insert into funding.allocation_line
            (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount, reason)
        select @Id, @PlanId, u.programme_id, u.project_id, u.source_code, u.source_class, e.year, e.entry, e.amount, u.reason
        from unspent u
        cross join lateral (values
            (@Year, 'carried_out', u.carried), (@Year + 1, 'carried_in', u.carried), (@Year, 'lapsed', u.amount - u.carried)) e (year, entry, amount)
        where e.amount <> 0
        order by u.project_id, u.source_code, e.year
        """;

    public static Task PostAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DecisionState state, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            PostSql, new { state.Id, state.PlanId, Year = state.ClosesYear }, transaction, commandTimeout: 0, cancellationToken: ct));
}
