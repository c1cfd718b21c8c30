using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Notifications;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Decisions;

/// <summary>What an approval leaves behind besides its lines: the history of every project it touches, and a notice to every body that answers for one.</summary>
internal static class Consequences
{
    // Read after posting: what is in force now, and, without the lines of this decision, what was.
    private const string CellsSql = """
        -- Funding.DecidedCells
        select l.project_id, l.source_code, l.year, coalesce(a.allocated, 0) as now, l.given, l.carried_out, l.carried_in, l.lapsed
        from (
            select project_id, source_code, year, coalesce(sum(amount) filter (where entry = 'allocated'), 0)::bigint as given,
                coalesce(sum(amount) filter (where entry = 'carried_out'), 0)::bigint as carried_out,
                coalesce(sum(amount) filter (where entry = 'carried_in'), 0)::bigint as carried_in,
                coalesce(sum(amount) filter (where entry = 'lapsed'), 0)::bigint as lapsed
            from funding.allocation_line
            where decision_id = @Id
            group by project_id, source_code, year
        ) l
        left join funding.allocation a on a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year
        order by l.project_id, l.source_code, l.year
        """;

    public static async Task TellAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, DecisionState state, PlanRow plan, ApproveDecision decision,
        CancellationToken ct)
    {
        var cells = (await connection.QueryAsync<Cell>(new CommandDefinition(
            CellsSql, new { state.Id }, transaction, commandTimeout: 0, cancellationToken: ct))).ToLookup(c => c.ProjectId);
        var projects = await ProjectLookup.FindManyAsync(connection, transaction, [], [.. cells.Select(c => c.Key)], ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "capital." + state.Kind, "project",
            [.. projects.OrderBy(p => p.Code, StringComparer.Ordinal).Select(p => Change(p, plan, cells[p.Id]))],
            $"{decision.Number.Trim()} ({decision.DecidedOn:dd/MM/yyyy})", ct);
        if (state.Kind != DecisionKind.Allocation)
            await NoticeBox.AddAsync(
                connection, transaction, actor, "capital." + (state.Kind == DecisionKind.Adjustment ? "adjusted" : "closed"), plan.ProvinceCode,
                "decision", Notices(projects, cells, state, decision), ct);
    }

    private static AuditChange Change(ProjectRow project, PlanRow plan, IEnumerable<Cell> cells)
    {
        var before = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var after = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"{cell.SourceCode}/{cell.Year}");
            if (cell.Given != Vnd.Zero)
                (before[field], after[field]) = ((cell.Now - cell.Given).Dong, cell.Now.Dong);
            foreach (var (entry, amount) in cell.Entries().Where(e => e.Amount != Vnd.Zero))
                after[$"{field}/{entry}"] = amount.Dong;
        }
        return new AuditChange(project.Code, plan.ProvinceCode, before, after);
    }

    /// <summary>One notice for each body, with the projects it answers for and what each got or gave.</summary>
    private static List<NewNotice> Notices(
        IReadOnlyList<ProjectRow> projects, ILookup<long, Cell> cells, DecisionState state, ApproveDecision decision) =>
    [
        .. projects
            .SelectMany(p => p.Bodies.Distinct().Select(body => (Body: body, Project: p)))
            .GroupBy(x => x.Body)
            .OrderBy(g => g.Key)
            .Select(g => new NewNotice(g.Key, DecisionPapers.Text(state.Id), new
            {
                number = decision.Number.Trim(),
                decidedOn = decision.DecidedOn,
                projects = g.OrderBy(x => x.Project.Code, StringComparer.Ordinal).Select(x => new
                {
                    code = x.Project.Code,
                    given = cells[x.Project.Id].Sum(c => Math.Max(0, c.Given.Dong)),
                    taken = cells[x.Project.Id].Sum(c => Math.Max(0, -c.Given.Dong)),
                    carriedOver = cells[x.Project.Id].Sum(c => c.CarriedOut.Dong),
                    lapsed = cells[x.Project.Id].Sum(c => c.Lapsed.Dong),
                }).ToList(),
            })),
    ];

    private sealed record Cell(
        long ProjectId, string SourceCode, int Year, Vnd Now, Vnd Given, Vnd CarriedOut, Vnd CarriedIn, Vnd Lapsed)
    {
        public (string Entry, Vnd Amount)[] Entries() => [("carried_out", CarriedOut), ("carried_in", CarriedIn), ("lapsed", Lapsed)];
    }
}
