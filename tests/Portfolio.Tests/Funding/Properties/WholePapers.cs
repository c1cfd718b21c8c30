using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>Papers from the first line to the approval, so that much is in force for the single steps to meet.</summary>
internal static class WholePapers
{
    private const string UnspentSql = """
        select p.code as project, a.source_code as source, a.year, a.allocated, a.payable - a.paid as left
        from funding.allocation a join projects.project p on p.id = a.project_id
        where a.plan_id = @Id and a.allocated > 0
        order by p.code, a.source_code, a.year
        """;

    private const string OpenYearSql = """
        select min(y)::int from generate_series(2026, 2030) y
        where not exists (select 1 from funding.decision d where d.plan_id = @Id and d.kind = 'closing' and d.closes_year = y and d.status = 'approved')
        """;

    public static Task DecideAsync(Officer officer, Operation.Decide operation) => WholeAsync(
        officer, DecisionKind.Allocation,
        [.. operation.Cells.Select(c => new LineEdit(officer.Field.ProjectCodes[c.Project], PlanField.Sources[c.Source], 2026 + c.Year, new Vnd(c.Amount)))], null);

    public static async Task MoveAsync(Officer officer, Operation.Move operation)
    {
        var givers = await UnspentAsync(officer);
        if (givers.Count == 0)
            return;
        var giver = givers[operation.From % givers.Count];
        var amount = (Math.Min(giver.Allocated, giver.Left) / 2) + 1;
        var to = officer.Field.ProjectCodes[operation.To.Project];
        List<LineEdit> lines = [new(giver.Project, giver.Source, giver.Year, new Vnd(-amount))];
        if (to != giver.Project || operation.To.Year != giver.Year - 2026)
            lines.Add(new LineEdit(to, giver.Source, 2026 + operation.To.Year, new Vnd(amount)));
        (long, Vnd)? draw = null;
        var contingencies = await PaperWork.ContingenciesAsync(officer);
        if (operation.Contingency is { } pick && contingencies.Count > 0)
        {
            var contingency = contingencies[pick % contingencies.Count];
            draw = (contingency.Id, new Vnd(Math.Abs(operation.To.Amount)));
            // Every other time what is drawn is given as well, so that the paper balances.
            var target = new LineEdit(to, contingency.Source, 2026 + operation.To.Year, draw.Value.Item2);
            if (pick % 2 == 0 && !lines.Any(l => (l.Project, l.Source, l.Year) == (target.Project, target.Source, target.Year)))
                lines.Add(target);
        }
        await WholeAsync(officer, DecisionKind.Adjustment, lines, draw);
    }

    public static async Task CloseYearAsync(Officer officer, Operation.CloseYear operation)
    {
        if ((await officer.Field.AskAsync<int?>(OpenYearSql, new { officer.Field.Id }))[0] is not { } year)
            return;
        if (operation.Turn)
            officer.Field.Clock.TurnTo(new DateOnly(year + 1, 2, 1));
        await PaymentWork.ClearAsync(officer, year);
        long? id = null;
        if (!await officer.CallAsync("close", async actor => id = (await officer.Field.Closing.BeginAsync(actor, officer.Field.Code, year, "Khóa sổ", default)).Id))
            return;
        officer.Field.AddPaper(id!.Value);
        List<LineEdit> lines =
        [
            .. (await UnspentAsync(officer)).Where(u => u.Year == year && u.Left > 0)
                .Select(u => new LineEdit(u.Project, u.Source, year, new Vnd(Math.Min(u.Allocated, u.Left) * operation.CarryPercent / 100))),
        ];
        if (lines.Count > 0)
            await officer.CallAsync("carry", actor => officer.Field.Drafts.EditAsync(actor, new EditLines(id.Value, null, lines), default));
        if (await PaperWork.SubmitAsync(officer, id.Value, false) && operation.Finish)
            await PaperWork.ApproveAsync(officer, id.Value, Operation.Day.Today, false);
    }

    private static async Task WholeAsync(Officer officer, string kind, IReadOnlyList<LineEdit> lines, (long Contingency, Vnd Amount)? draw)
    {
        long? id = null;
        await officer.CallAsync(
            "begin", async actor => id = (await officer.Field.Papers.BeginAsync(actor, new BeginDecision(officer.Field.Code, kind, "Quyết định", null, null), default)).Id);
        if (id is not { } paper)
            return;
        officer.Field.AddPaper(paper);
        if (draw is { } drawn)
            await officer.CallAsync("draw", actor => officer.Field.Draws.SetAsync(actor, new DrawContingency(paper, null, drawn.Contingency, drawn.Amount), default));
        if (await officer.CallAsync("edit", actor => officer.Field.Drafts.EditAsync(actor, new EditLines(paper, null, lines), default))
            && await PaperWork.SubmitAsync(officer, paper, false))
            await PaperWork.ApproveAsync(officer, paper, Operation.Day.Today, false);
    }

    private static Task<IReadOnlyList<Unspent>> UnspentAsync(Officer officer) => officer.Field.AskAsync<Unspent>(UnspentSql, new { officer.Field.Id });

    private sealed record Unspent(string Project, string Source, int Year, long Allocated, long Left);
}
