using System.Globalization;
using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Short words for what proposals are made from and for what comes out of them.</summary>
internal static class PlanCase
{
    public const string RankParameter = "capital.priority.ongoing_finishing_in_period";
    public const string LimitParameter = "capital.duration_years.c";

    public static PlanningProject Project(string code, int rank, params SourceCapital[] sources) =>
        new(code, new Priority(rank, RankParameter, SetByOfficer: false), sources);

    public static SourceCapital Source(string source, long need, params (int Year, long Amount)[] allocated) => new(
        source, new Vnd(need), new Vnd(allocated.Sum(a => a.Amount)), allocated.ToDictionary(a => a.Year, a => new Vnd(a.Amount)));

    public static FundingLimit Limit(int years) => new(years, LimitParameter);

    public static ProposalRequest Request(
        PlanningProject[] projects, (string Source, int Year, long Room)[]? rooms = null, long minimum = 0, int first = 2026, int last = 2030) =>
        new(
            first, last, new Vnd(minimum), projects,
            (rooms ?? []).ToDictionary(room => new RoomKey(room.Source, room.Year), room => new Vnd(room.Room)));

    public static (string Source, int Year, long Room)[] Rooms(string source, params long[] fromFirstYear) =>
        [.. fromFirstYear.Select((room, i) => (source, 2026 + i, room))];

    /// <summary>A plan as text, to see what a property failed on.</summary>
    public static string Written(ProposalRequest request) => string.Join("; ", [
        $"{request.FirstYear}-{request.LastYear} minimum {request.Minimum.Dong}",
        .. request.Projects.Select(project =>
            $"{project.Code} rank {project.Priority.Rank} limit {project.Limit?.Years} work {project.StartYear}-{project.FinishYear} "
            + $"investment {project.TotalInvestment?.Dong} {string.Join(" ", project.Sources.Select(Written))}"),
        .. request.Rooms.Select(room => $"{room.Key.Source} {room.Key.Year} {room.Value.Dong}"),
    ]);

    private static string Written(SourceCapital source) =>
        $"{source.Source} {source.Need.Dong} [{string.Join(" ", source.AllocatedByYear.Where(y => y.Value.Dong > 0).Select(y => $"{y.Key}:{y.Value.Dong}"))}]";

    /// <summary>Lines as <c>A s 2026 3</c>.</summary>
    public static string[] Written(Proposal proposal) =>
        [.. proposal.Lines.Select(line => $"{line.ProjectCode} {line.Source} {line.Year} {line.Amount.Dong}")];

    /// <summary>Everything that came out, arguments included, as text that can be compared.</summary>
    public static string[] WrittenInFull(Proposal proposal) =>
    [
        .. proposal.Lines.Select(line => $"{line.ProjectCode} {line.Source} {line.Year} {line.Amount.Dong} {Written(line.Reason)}"),
        .. from shortfall in proposal.Shortfalls
           from source in shortfall.Sources
           let blockers = string.Join(" ", source.Blockers.Select(Written))
           select $"{shortfall.Place} {shortfall.ProjectCode} {source.Source} {source.Amount.Dong} {blockers}",
    ];

    /// <summary>A reason as <c>code(name=value, …)</c>, the names in the order of the alphabet.</summary>
    public static string Written(Reason reason) =>
        $"{reason.Code}({string.Join(", ", reason.Arguments.Select(a => $"{a.Key}={Written(a.Value)}").Order(StringComparer.Ordinal))})";

    private static string Written(object? value) => value switch
    {
        null => "-",
        Vnd amount => amount.Dong.ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable<int> years => string.Join("+", years),
        IEnumerable<string> codes => string.Join("+", codes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
