using System.Globalization;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>Single steps on papers.</summary>
internal static class PaperWork
{
    private const string PresentSql = """
        select coalesce(a.allocated, 0) as in_force, coalesce(d.amount, 0) as change
        from projects.project p
        left join funding.allocation a on a.project_id = p.id and a.source_code = @Source and a.year = @Year
        left join funding.draft_line d on d.project_id = p.id and d.source_code = @Source and d.year = @Year and d.decision_id = @Id
        where p.code = @Project
        """;

    public static Task BeginAsync(Officer officer, Operation.Begin operation) => officer.CallAsync("begin", async actor =>
    {
        var copy = operation.Copy is { } pick ? await officer.Field.PaperAsync(pick, DecisionStatus.Approved, DecisionStatus.Draft) : null;
        var kind = operation.Adjustment ? DecisionKind.Adjustment : DecisionKind.Allocation;
        var request = new BeginDecision(officer.Field.Code, kind, "Phương án", null, copy);
        officer.Field.AddPaper(await officer.OnceAsync(actor, operation.Twice, async a => (await officer.Field.Papers.BeginAsync(a, request, default)).Id));
    });

    public static async Task RenameAsync(Officer officer, Operation.Rename operation)
    {
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Draft, DecisionStatus.Returned) is not { } id)
            return;
        await officer.CallAsync(
            "rename", async actor => await officer.Field.Papers.RenameAsync(
                actor, new RenameDecision(id, operation.Outdated ? await OldVersionAsync(officer, actor, id) : null, "Phương án đổi tên", null), default),
            operation.Outdated ? "an old version" : null);
    }

    public static async Task DiscardAsync(Officer officer, Operation.Discard operation)
    {
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Draft, DecisionStatus.Returned) is { } id)
            await officer.CallAsync("discard", actor => officer.Field.Papers.DiscardAsync(actor, id, null, default));
    }

    public static async Task EditAsync(Officer officer, Operation.Edit operation)
    {
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Draft, DecisionStatus.Returned) is not { } id)
            return;
        await officer.CallAsync("edit", async actor =>
        {
            var paper = await officer.Field.Papers.GetAsync(actor, id, default);
            var lines = new List<LineEdit>();
            foreach (var (cell, index) in operation.Cells.Select((c, i) => (c, i)))
                lines.Add(await LineAsync(officer, paper, cell, index, operation.How));
            var version = operation.How switch
            {
                Operation.Manner.Versioned => paper.Version,
                Operation.Manner.Outdated => paper.Version - 1,
                _ => (long?)null,
            };
            await officer.Field.Drafts.EditAsync(actor, new EditLines(id, version, lines), default);
        }, operation.How is Operation.Manner.Outdated ? "an old version" : null);
    }

    public static async Task DrawAsync(Officer officer, Operation.Draw operation)
    {
        var contingencies = await ContingenciesAsync(officer);
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Draft, DecisionStatus.Returned) is { } id && contingencies.Count > 0)
            await officer.CallAsync("draw", actor => officer.Field.Draws.SetAsync(
                actor, new DrawContingency(id, null, contingencies[operation.Contingency % contingencies.Count].Id, new Vnd(operation.Amount)), default));
    }

    public static async Task SubmitAsync(Officer officer, Operation.Submit operation)
    {
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Draft, DecisionStatus.Returned) is { } id)
            await SubmitAsync(officer, id, operation.Outdated);
    }

    public static async Task ReturnAsync(Officer officer, Operation.Return operation)
    {
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Submitted) is { } id)
            await officer.CallAsync("return", actor => officer.Field.Flow.ReturnAsync(actor, new ReturnDecision(id, null, "Xem lại"), default));
    }

    public static async Task ApproveAsync(Officer officer, Operation.Approve operation)
    {
        if (await officer.Field.PaperAsync(operation.Paper, DecisionStatus.Submitted) is { } id)
            await ApproveAsync(officer, id, operation.When, operation.SameNumber);
    }

    public static Task<bool> SubmitAsync(Officer officer, long id, bool outdated) => officer.CallAsync(
        "submit", async actor => await officer.Field.Flow.SubmitAsync(actor, id, outdated ? await OldVersionAsync(officer, actor, id) : null, default),
        outdated ? "an old version" : null);

    public static async Task<bool> ApproveAsync(Officer officer, long id, Operation.Day day, bool sameNumber)
    {
        var latest = (await officer.Field.AskAsync<DateOnly?>(
            "select max(decided_on) from funding.decision where plan_id = @Id and status = 'approved'", new { officer.Field.Id }))[0];
        var today = officer.Field.Calendar.Today;
        var on = day switch
        {
            Operation.Day.Latest => latest ?? today,
            Operation.Day.Before => (latest ?? today).AddDays(-1),
            Operation.Day.Ahead => today.AddDays(1),
            _ => today,
        };
        var number = sameNumber ? "01/qđ" : string.Create(CultureInfo.InvariantCulture, $"{officer.Field.NextNumber():00}/QĐ");
        return await officer.CallAsync(
            "approve", actor => officer.Field.Flow.ApproveAsync(actor, new ApproveDecision(id, null, number, on, "Chủ tịch UBND tỉnh"), default),
            day is Operation.Day.Before && latest is not null ? "a date before the latest" : null);
    }

    public static async Task<IReadOnlyList<(long Id, string Source, long Left)>> ContingenciesAsync(Officer officer) =>
        await officer.Field.AskAsync<(long, string, long)>(
            "select id, source_code, amount - drawn from funding.contingency where plan_id = @Id order by id", new { officer.Field.Id });

    private static async Task<long?> OldVersionAsync(Officer officer, Portfolio.Accounts.Actor actor, long id) =>
        (await officer.Field.Papers.GetAsync(actor, id, default)).Version - 1;

    // An adjustment gives with one line and takes with the next; a closing knows one year.
    private static async Task<LineEdit> LineAsync(Officer officer, Decision paper, Operation.Cell cell, int index, Operation.Manner manner)
    {
        var (project, source) = (officer.Field.ProjectCodes[cell.Project], PlanField.Sources[cell.Source]);
        var year = paper.ClosesYear ?? 2026 + cell.Year;
        var change = new Vnd(paper.Kind == DecisionKind.Adjustment && index % 2 == 1 ? -cell.Amount : cell.Amount);
        if (manner is not (Operation.Manner.Fresh or Operation.Manner.Stale))
            return new LineEdit(project, source, year, change);
        var present = (await officer.Field.AskAsync<(long InForce, long Change)>(
            PresentSql, new { Project = project, Source = source, Year = year, paper.Id }))[0];
        return new LineEdit(
            project, source, year, change, new Vnd(present.Change), new Vnd(manner is Operation.Manner.Stale ? present.InForce + 100_000 : present.InForce), "Lý do");
    }
}
