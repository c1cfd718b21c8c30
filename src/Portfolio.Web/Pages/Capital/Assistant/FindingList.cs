using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Web.Pages.Capital.Assistant;

/// <summary>What the assistant wrote down beside the lines of a paper, read for people.</summary>
/// <param name="Projects">Who lacks capital, or keeps what it should give, most capital first.</param>
/// <param name="Moves">Who gives how much to whom, most capital first.</param>
internal sealed record FindingList(IReadOnlyList<FindingProject> Projects, IReadOnlyList<FindingMove> Moves)
{
    public static FindingList None { get; } = new([], []);

    /// <param name="json">As the assistant keeps it.</param>
    public static FindingList Read(string json)
    {
        using var findings = JsonDocument.Parse(json);
        var root = findings.RootElement;
        var rows = root.TryGetProperty("shortfalls", out var shortfalls) ? Shortfalls(shortfalls) : Leftovers(root.GetProperty("leftovers"));
        return new(
            [
                .. rows.GroupBy(row => row.Project, row => row.Finding, StringComparer.Ordinal)
                    .Select(group => new FindingProject(group.Key, [.. group]))
                    .OrderByDescending(project => project.Amount).ThenBy(project => project.Project, StringComparer.Ordinal),
            ],
            root.TryGetProperty("moves", out var moves) ? Moved(moves) : []);
    }

    private static IEnumerable<(string Project, Finding Finding)> Shortfalls(JsonElement shortfalls) =>
        from project in shortfalls.EnumerateArray()
        from source in project.GetProperty("sources").EnumerateArray()
        select (Text(project, "projectCode"), new Finding(
            Text(source, "source"), Amount(source), [.. source.GetProperty("blockers").EnumerateArray().Select(blocker => blocker.Clone())]));

    private static IEnumerable<(string Project, Finding Finding)> Leftovers(JsonElement leftovers) =>
        leftovers.EnumerateArray().Select(left => (Text(left, "projectCode"), new Finding(Text(left, "source"), Amount(left), [left.GetProperty("reason").Clone()])));

    // A giver may serve a taker out of several later years: people want to see once who gives to whom.
    private static IReadOnlyList<FindingMove> Moved(JsonElement moves) =>
    [
        .. from move in moves.EnumerateArray()
           group Amount(move) by (Giver: Text(move, "giver"), Taker: Text(move, "taker"), Source: Text(move, "source")) into sum
           let amount = sum.Aggregate(Vnd.Zero, (total, one) => total + one)
           orderby amount descending, sum.Key
           select new FindingMove(sum.Key.Giver, sum.Key.Taker, sum.Key.Source, amount),
    ];

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static Vnd Amount(JsonElement element) => new(element.GetProperty("amount").GetInt64());
}

/// <summary>What was found out about a project.</summary>
/// <param name="Project">Code.</param>
/// <param name="Findings">By source.</param>
internal sealed record FindingProject(string Project, IReadOnlyList<Finding> Findings)
{
    /// <summary>Of all sources, whole đồng.</summary>
    public Vnd Amount { get; } = Findings.Aggregate(Vnd.Zero, (total, one) => total + one.Amount);
}

/// <summary>What is missing, or stays where it is.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">Whole đồng.</param>
/// <param name="Reasons">Why.</param>
internal sealed record Finding(string Source, Vnd Amount, IReadOnlyList<JsonElement> Reasons);

/// <summary>Capital that goes from one project to another.</summary>
/// <param name="Giver">Code of the project that gives.</param>
/// <param name="Taker">Code of the project that takes.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">Whole đồng.</param>
internal sealed record FindingMove(string Giver, string Taker, string Source, Vnd Amount);
