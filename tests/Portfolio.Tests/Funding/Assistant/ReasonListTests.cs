using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Portfolio.Database;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>The list of reasons in the README, from which texts are written, against the reasons that come out.</summary>
internal sealed partial class ReasonListTests
{
    private const int Cases = 3_000;

    [Test]
    public void Every_reason_stands_in_the_README_with_its_arguments_and_every_one_that_stands_there_occurs()
    {
        var occurring = Proposed().Concat(Replanned())
            .Select(reason => $"{reason.Code}: {string.Join(" ", reason.Arguments.Keys.Order(StringComparer.Ordinal))}")
            .Distinct();
        Assert.That(occurring, Is.EquivalentTo(Listed()));
    }

    [Test]
    public void Every_code_in_the_source_stands_in_the_README() => Assert.That(
        Directory.EnumerateFiles(Folder, "*.cs")
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(code => code.Groups[1].Value))
            // The one parameter that is called like a reason.
            .Where(code => code != "replan.safety_share")
            .Distinct(),
        Is.EquivalentTo(Listed().Select(row => row.Split(':')[0])));

    private static string Folder => Path.Combine(RepositoryFolder.Require("src/Portfolio"), "Funding", "Assistant");

    private static IEnumerable<Reason> Proposed() =>
        from request in RandomPlans.Any().Sample(Cases)
        let proposal = ProposalPlanner.Plan(request)
        from reason in proposal.Lines.Select(line => line.Reason)
            .Concat(proposal.Shortfalls.Concat(Resting(request)).SelectMany(shortfall => shortfall.Sources).SelectMany(source => source.Blockers))
        select reason;

    private static IEnumerable<Shortfall> Resting(ProposalRequest request) =>
        AtRest.Shortfalls(request.Projects.Select(project => (project, (string?)"suspended")));

    private static IEnumerable<Reason> Replanned() =>
        from request in RandomYears.Any().Sample(Cases)
        let replan = Replanner.Plan(request)
        from reason in replan.Lines.Select(line => line.Reason).Concat(replan.Leftovers.Select(left => left.Reason))
        select reason;

    private static string[] Listed()
    {
        var rows = Row()
            .Matches(File.ReadAllText(Path.Combine(Folder, "README.md")))
            .Select(row => (Code: row.Groups[1].Value, Arguments: Names(row.Groups[2].Value)))
            .ToArray();
        var shared = rows.Where(row => row.Code.EndsWith('…')).ToArray();
        return
        [
            .. from row in rows.Except(shared)
               let inherited = shared
                   .Where(s => row.Code.StartsWith(s.Code[..^1], StringComparison.Ordinal))
                   .Where(_ => !row.Code.Contains(".blocked.", StringComparison.Ordinal))
                   .SelectMany(s => s.Arguments)
               select $"{row.Code}: {string.Join(" ", row.Arguments.Concat(inherited).Order(StringComparer.Ordinal))}",
        ];
    }

    private static string[] Names(string cell) => [.. Name().Matches(Bracket().Replace(cell, "")).Select(name => name.Groups[1].Value)];

    [GeneratedRegex(@"^\| `([a-z_.…]+)` \|[^|]*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"((?:propose|replan)[.][a-z_.]+)\"")]
    private static partial Regex Code();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Bracket();
}
