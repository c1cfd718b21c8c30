using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Short words for what a replanning is made from and for what comes out of it. The budget year is 2027, the plan ends in 2030.</summary>
internal static class ReplanCase
{
    public const int Year = 2027;

    /// <summary>The 146th of the 365 days: two fifths of the year are over.</summary>
    public static readonly DateOnly Date = new(2027, 5, 26);

    /// <summary>20 points, 15 days, a tenth stays.</summary>
    public static readonly ReplanThresholds Usual = new(
        new Threshold(20, "disbursement.behind"), new Threshold(15, "milestone.overdue"), new Threshold(1_000, "replan.safety_share"));

    /// <summary>Everything a giver is not expected to spend may be taken.</summary>
    public static readonly ReplanThresholds NoSafety = Usual with { SafetyShare = new Threshold(0, "replan.safety_share") };

    public static ReplanRequest Request(params YearProject[] projects) => new(Date, 2030, projects, NoSafety);

    public static YearProject InYear(PlanningProject project, int? planned, params (string Source, long Paid)[] paid) =>
        new(project, [.. paid.Select(p => new YearSpending(p.Source, Vnd.Zero, new Vnd(p.Paid), Vnd.Zero))]) { PlannedShare = planned };

    /// <summary>A project that should have spent 40 % of the 100 it has of s, and whose land is late: it keeps what it spent.</summary>
    public static YearProject LandLate(string code, long paid, params (int Year, long Amount)[] later) =>
        InYear(PlanCase.Project(code, 8, PlanCase.Source("s", 1_000, [(Year, 100), .. later])), 4_000, ("s", paid)) with { Land = LandState.Late, LandDaysLate = 16 };

    /// <summary>A project that spent more of its 100 of s than the 10 % planned, so that nothing bounds what it can take.</summary>
    public static YearProject Ahead(string code, long need, params (int Year, long Amount)[] later) =>
        InYear(PlanCase.Project(code, 7, PlanCase.Source("s", need, [(Year, 100), .. later])), 1_000, ("s", 60));

    /// <summary>Lines as <c>A s 2027 -3</c>.</summary>
    public static string[] Written(Replan replan) =>
        [.. replan.Lines.Select(line => $"{line.ProjectCode} {line.Source} {line.Year} {line.Amount.Dong}")];

    /// <summary>Leftovers as <c>A s 3 replan.left.no_taker(…)</c>.</summary>
    public static string[] WrittenLeftovers(Replan replan) =>
        [.. replan.Leftovers.Select(left => $"{left.ProjectCode} {left.Source} {left.Amount.Dong} {PlanCase.Written(left.Reason)}")];

    /// <summary>Everything that came out, arguments included, as text that can be compared.</summary>
    public static string[] WrittenInFull(Replan replan) =>
    [
        .. replan.Lines.Select(line => $"{line.ProjectCode} {line.Source} {line.Year} {line.Amount.Dong} {PlanCase.Written(line.Reason)}"),
        .. replan.Moves.Select(move => move.ToString()),
        .. WrittenLeftovers(replan),
    ];
}
