using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital.Assistant;

/// <summary>What the assistant found beside the lines of a paper: who got less than it needs, or what could not be moved, and why.</summary>
internal sealed class FindingsModel(DecisionPapers papers, ActorSource actors) : PageModel
{
    /// <summary>Rows on one page.</summary>
    public const int Shown = 200;

    public Decision Decision { get; private set; } = null!;

    /// <summary>The rows; those beyond <see cref="Shown"/> are only counted.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public int Count { get; private set; }

    public async Task OnGetAsync(long id, CancellationToken ct)
    {
        Decision = await papers.GetAsync(actors.Current, id, ct);
        // Who made a paper by hand has found nothing beside its lines.
        if (await papers.FindingsAsync(actors.Current, id, ct) is not { } kept)
            return;
        using var findings = JsonDocument.Parse(kept);
        List<Finding> all = [.. Read(findings.RootElement)];
        (Findings, Count) = ([.. all.Take(Shown)], all.Count);
    }

    private static IEnumerable<Finding> Read(JsonElement root)
    {
        if (root.TryGetProperty("shortfalls", out var shortfalls))
            return from project in shortfalls.EnumerateArray()
                   from source in project.GetProperty("sources").EnumerateArray()
                   select Of(project, source, [.. source.GetProperty("blockers").EnumerateArray().Select(b => b.Clone())]);
        return root.GetProperty("leftovers").EnumerateArray().Select(left => Of(left, left, [left.GetProperty("reason").Clone()]));
    }

    private static Finding Of(JsonElement project, JsonElement source, IReadOnlyList<JsonElement> reasons) => new(
        project.GetProperty("projectCode").GetString()!, source.GetProperty("source").GetString()!, new Vnd(source.GetProperty("amount").GetInt64()), reasons);
}

/// <summary>What is missing, or stays where it is.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">Whole đồng.</param>
/// <param name="Reasons">Why.</param>
internal sealed record Finding(string Project, string Source, Vnd Amount, IReadOnlyList<JsonElement> Reasons);
