using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Funding;
using Portfolio.Slippage.Answers;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Refuses what the files ask for and money that is posted, or what people have said, forbids. It runs before anything of it is written.</summary>
internal static class PlanGuard
{
    private const string PutBack = "put the row back; a project that is given up has the stage cancelled";

    public static async Task DemandAsync(SeedSession session, PlanBook book, PlanScope scope, CancellationToken ct)
    {
        await CheckEnvelopesAsync(session, book, scope, ct);
        await CheckMovesAsync(session, book, scope, ct);
        await CheckProjectsAsync(session, scope, ct);
        await CheckProgrammesAsync(session, scope, ct);
        session.Faults.Demand();
    }

    private static async Task CheckEnvelopesAsync(SeedSession session, PlanBook book, PlanScope scope, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var changes = await FundingImport.EnvelopeChangesAsync(connection, transaction, scope.Envelopes(book), ct);
        var lineOf = book.Programmes.Lines.ToDictionary(l => $"{l.Value.Plan}/{l.Value.Code}", StringComparer.Ordinal);
        foreach (var change in changes.Where(c => c.TooSmall))
        {
            var line = lineOf[scope.AddressOf(change.ProgrammeId)];
            session.Faults.Add(
                line.File, line.Line, $"envelope_{change.SourceClass}",
                FormattableString.Invariant(
                    $"{change.Now?.Dong} is less than the {change.Itemised.Dong} that projects of programme {SeedFaults.Quote(line.Value.Name)} have taken up"),
                "first lower the needs of its projects, or correct the amount");
        }
    }

    private static async Task CheckMovesAsync(SeedSession session, PlanBook book, PlanScope scope, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var held = (await FundingImport.NeedsHeldAsync(connection, transaction, ct)).ToDictionary(n => n.ProjectId);
        foreach (var project in scope.ExistingProjects)
        {
            if (!held.TryGetValue(project.Id, out var need) || !scope.ProgrammeOf.TryGetValue(project.Code, out var programme)
                || need.ProgrammeId == programme.Id)
                continue;
            var line = book.Projects.Lines.First(l => l.Value.Project.Code == project.Code);
            session.Faults.Add(
                line.File, line.Line, "programme",
                FormattableString.Invariant(
                    $"project {SeedFaults.Quote(project.Code)} cannot move to programme {SeedFaults.Quote(programme.Code)}: it has needs of {need.InForce.Dong} đồng in programme {SeedFaults.Quote(scope.AddressOf(need.ProgrammeId))}"),
                "first set its needs to nothing, or put the old programme back");
        }
    }

    private static async Task CheckProjectsAsync(SeedSession session, PlanScope scope, CancellationToken ct)
    {
        if (scope.VanishedProjects.Count == 0)
            return;
        var (connection, transaction) = session;
        var codeOf = scope.VanishedProjects.ToDictionary(p => p.Id);
        foreach (var money in await FundingImport.MoneyOfProjectsAsync(connection, transaction, [.. codeOf.Keys], ct))
            session.Faults.Add(
                $"{SeedFolder.Plans}/{scope.PlanCodeOf(codeOf[money.Id].PlanId)}/{ProjectTables.Projects.Name}", null, null,
                FormattableString.Invariant(
                    $"project {SeedFaults.Quote(codeOf[money.Id].Code)} was taken out, but {money.Lines} lines of needs name it ({money.InForce.Dong} đồng in force)"),
                PutBack);
        foreach (var project in await AnswerUses.SaidOfAsync(connection, transaction, [.. codeOf.Keys], ct))
            session.Faults.Add(
                $"{SeedFolder.Plans}/{scope.PlanCodeOf(codeOf[project].PlanId)}/{ProjectTables.Projects.Name}", null, null,
                $"project {SeedFaults.Quote(codeOf[project].Code)} was taken out, but people have answered its warnings or stated its colour",
                PutBack);
    }

    private static async Task CheckProgrammesAsync(SeedSession session, PlanScope scope, CancellationToken ct)
    {
        if (scope.VanishedProgrammes.Count == 0)
            return;
        var (connection, transaction) = session;
        var keyOf = scope.VanishedProgrammes.ToDictionary(p => p.Id);
        foreach (var money in await FundingImport.MoneyOfProgrammesAsync(connection, transaction, [.. keyOf.Keys], ct))
            session.Faults.Add(
                $"{SeedFolder.Plans}/{keyOf[money.Id].PlanCode}/{PlanTables.Programmes.Name}", null, null,
                FormattableString.Invariant(
                    $"programme {SeedFaults.Quote(keyOf[money.Id].Code)} was taken out, but {money.Lines} lines of needs name it ({money.InForce.Dong} đồng in force)"),
                "put the row back");
    }
}
