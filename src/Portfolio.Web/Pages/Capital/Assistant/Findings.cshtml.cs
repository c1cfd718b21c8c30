using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital.Assistant;

/// <summary>What the assistant found beside the lines of a paper: who got less than it needs, or what was and what could not be moved, and why.</summary>
internal sealed class FindingsModel(DecisionPapers papers, CapitalNames names, ActorSource actors) : PageModel
{
    private const int Size = 40;

    /// <summary>Page of moves and projects, from 1; one past the end gives the last one.</summary>
    [FromQuery(Name = "page")]
    public int? Asked { get; set; }

    /// <summary>The page that is shown.</summary>
    public int Number { get; private set; }

    public Decision Decision { get; private set; } = null!;

    public FindingList All { get; private set; } = FindingList.None;

    /// <summary>The moves of this page, most capital first.</summary>
    public IReadOnlyList<FindingMove> Moves { get; private set; } = [];

    /// <summary>The projects of this page, most capital first.</summary>
    public IReadOnlyList<FindingProject> Projects { get; private set; } = [];

    /// <summary>Pages there are.</summary>
    public int Pages { get; private set; }

    public NameBook Names { get; private set; } = NameBook.Empty;

    /// <summary>Whether the signed-in person may open the paper for writing.</summary>
    public bool MayEdit => Decision.Editable && actors.Current.May(Permission.AllocateCapital);

    public async Task OnGetAsync(long id, CancellationToken ct)
    {
        var actor = actors.Current;
        Decision = await papers.GetAsync(actor, id, ct);
        // Who made a paper by hand has found nothing beside its lines.
        if (await papers.FindingsAsync(actor, id, ct) is { } kept)
            All = FindingList.Read(kept);
        Pages = Math.Max(1, (Math.Max(All.Projects.Count, All.Moves.Count) + Size - 1) / Size);
        Number = Math.Clamp(Asked ?? 1, 1, Pages);
        Projects = [.. All.Projects.Skip((Number - 1) * Size).Take(Size)];
        Moves = [.. All.Moves.Skip((Number - 1) * Size).Take(Size)];
        Names = await names.OfAsync(actor, Projects.Select(p => p.Project).Concat(Moves.SelectMany(m => (string[])[m.Giver, m.Taker])), ct);
    }

    /// <summary>This page at another number.</summary>
    public string Address(int number) => FormattableString.Invariant($"/capital/decisions/{Decision.Id}/findings?page={number}");
}
