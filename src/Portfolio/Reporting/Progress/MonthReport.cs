namespace Portfolio.Reporting.Progress;

/// <summary>Milestones of a plan that fall due in a year, by the body that answers for them and by month.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Year">Year.</param>
/// <param name="FirstYear">First year in which a milestone of the plan falls due; null without any.</param>
/// <param name="LastYear">The last such year.</param>
/// <param name="Bodies">Bodies with milestones in the year, those with most overdue ones first.</param>
/// <param name="Today">Business date.</param>
public sealed record MonthReport(string PlanCode, int Year, int? FirstYear, int? LastYear, IReadOnlyList<BodyMonths> Bodies, DateOnly Today)
{
    /// <summary>Whether the plan has milestones made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>All bodies together.</summary>
    public IReadOnlyList<MonthCount> Months { get; } = Together(Bodies);

    /// <summary>The whole year of all bodies.</summary>
    public MonthCount Sum { get; } = Bodies.Aggregate(MonthCount.None, (sum, b) => sum + b.Sum);

    private static MonthCount[] Together(IReadOnlyList<BodyMonths> bodies) =>
        [.. Enumerable.Range(0, 12).Select(month => bodies.Aggregate(MonthCount.None, (sum, b) => sum + b.Months[month]))];
}

/// <summary>The year of a body.</summary>
/// <param name="Code">Body; null = projects for which nobody answers yet.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Months">Its twelve months.</param>
public sealed record BodyMonths(string? Code, string? Name, string? NameEn, IReadOnlyList<MonthCount> Months)
{
    /// <summary>The whole year.</summary>
    public MonthCount Sum { get; } = Months.Aggregate(MonthCount.None, (sum, m) => sum + m);
}

/// <summary>Milestones that fall due in a month.</summary>
/// <param name="Due">All of them.</param>
/// <param name="Met">Of these, met.</param>
/// <param name="MetLate">Of those met, after their day.</param>
/// <param name="Late">Past due, and not even reported done.</param>
public sealed record MonthCount(int Due, int Met, int MetLate, int Late)
{
    /// <summary>Nothing falls due.</summary>
    public static readonly MonthCount None = new(0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public static MonthCount operator +(MonthCount a, MonthCount b) => new(a.Due + b.Due, a.Met + b.Met, a.MetLate + b.MetLate, a.Late + b.Late);
}

/// <summary>Which milestones of a plan to list; what is null lets all pass.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="From">First due day.</param>
/// <param name="To">Last due day.</param>
/// <param name="Body">Body that answers for them; <see cref="Nobody"/> for those nobody answers for.</param>
/// <param name="State">How they stand.</param>
/// <param name="Number">Page, from 1.</param>
public sealed record DueRequest(string Plan, DateOnly From, DateOnly To, string? Body, DueState? State, int Number)
{
    /// <summary>Value of <see cref="Body"/> for milestones nobody answers for.</summary>
    public const string Nobody = "none";
}

/// <summary>How a milestone that falls due stands.</summary>
public enum DueState
{
    /// <summary>Met.</summary>
    Met,

    /// <summary>Past due, and not even reported done.</summary>
    Late,

    /// <summary>Neither.</summary>
    Open,
}

/// <summary>A milestone that falls due.</summary>
/// <param name="ProjectCode">Its project.</param>
/// <param name="ProjectName">Name of that.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="PlannedOn">Last day of the planned period.</param>
/// <param name="PlannedText">The plan as it is written.</param>
/// <param name="ExpectedOn">When the program expects it.</param>
/// <param name="StatedText">When its owner expects it, as it is written; null = he has not spoken.</param>
/// <param name="ReportedOn">Day on which it is done by the word of its owner.</param>
/// <param name="MetOn">Day on which it was met.</param>
/// <param name="Responsible">Body that answers for it.</param>
public sealed record DueMilestone(
    string ProjectCode, string ProjectName, string Code, string Name, DateOnly PlannedOn, string PlannedText, DateOnly? ExpectedOn, string? StatedText,
    DateOnly? ReportedOn, DateOnly? MetOn, string? Responsible)
{
    /// <summary>Whether figures of its project are made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>Days past due on a day, or by which it was met late; null = neither.</summary>
    public int? DaysLate(DateOnly today) =>
        (MetOn ?? ReportedOn ?? today).DayNumber - PlannedOn.DayNumber is > 0 and var days ? days : null;
}
