namespace Portfolio.Slippage.Rulings;

/// <summary>Puts what was found day by day together to episodes.</summary>
internal sealed class TrialDays
{
    private readonly Dictionary<long, Run> open = [];
    private readonly List<Run> all = [];
    private bool begun;

    /// <summary>Takes what was found on the next day.</summary>
    /// <param name="day">Day, after those before.</param>
    /// <param name="found">What was found.</param>
    /// <param name="firstCounts">Whether what stands on the very first day was raised on it; otherwise it was there before, and counts as soon as it turns red later.</param>
    public void Add(DateOnly day, IEnumerable<TriedRow> found, bool firstCounts)
    {
        var seen = new HashSet<long>();
        foreach (var row in found)
        {
            seen.Add(row.SubjectId);
            if (!open.TryGetValue(row.SubjectId, out var run))
            {
                open[row.SubjectId] = run = new Run(row.SubjectId, row.ProjectId, day, stoodBefore: !begun && !firstCounts);
                all.Add(run);
            }
            run.Severity = Worse(run.Severity, row.Severity);
            if (row.Severity == "red")
                run.RedOn ??= day;
        }
        foreach (var (subject, run) in open.Where(o => !seen.Contains(o.Key)).ToList())
        {
            run.EndedOn = day;
            open.Remove(subject);
        }
        begun = true;
    }

    /// <summary>The episodes that were raised, red first and then latest first.</summary>
    public IReadOnlyList<Run> Raised() =>
        [.. all.Where(r => r.Counts).OrderByDescending(r => Rank(r.Severity)).ThenByDescending(r => r.StoodBefore ? r.RedOn : r.FoundOn).ThenBy(r => r.SubjectId)];

    /// <summary>How many there are.</summary>
    public static TrialCount Count(IReadOnlyList<Run> raised) =>
        new(raised.Count(r => r.Severity == "amber"), raised.Count(r => r.Severity == "red"), raised.Count(r => r.Severity == "notice"),
            raised.Count(r => r.StoodBefore));

    private static string Worse(string a, string b) => Rank(a) >= Rank(b) ? a : b;

    private static int Rank(string severity) => severity switch { "red" => 3, "amber" => 2, "notice" => 1, _ => 0 };

    /// <summary>Days in a row on which a subject was found.</summary>
    public sealed class Run(long subjectId, long? projectId, DateOnly foundOn, bool stoodBefore)
    {
        public long SubjectId { get; } = subjectId;

        public long? ProjectId { get; } = projectId;

        /// <summary>First day on which it was found.</summary>
        public DateOnly FoundOn { get; } = foundOn;

        /// <summary>Whether that is the very first day, so that it had stood before.</summary>
        public bool StoodBefore { get; } = stoodBefore;

        /// <summary>Whether the days raised it: they opened it, or it turned red in them.</summary>
        public bool Counts => !StoodBefore || RedOn > FoundOn;

        public string Severity { get; set; } = "";

        public DateOnly? RedOn { get; set; }

        public DateOnly? EndedOn { get; set; }
    }
}

/// <summary>What a rule found on a day.</summary>
internal sealed record TriedRow(DateOnly Day, long SubjectId, long? ProjectId, string Severity);
