using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Grid;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Capital;

/// <summary>A paper as a grid that works like a spreadsheet. The figures come by <see cref="GridDataModel"/>, what is typed goes by POST.</summary>
[RequestSizeLimit(GridBody.Largest)]
internal sealed class GridModel(
    GridReports grids, DraftService drafts, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Texts that the script says itself begin so.</summary>
    private const string Spoken = "grid.say.";

    /// <summary>The keys of the grid, and the text of each.</summary>
    public static IReadOnlyList<(string[] Keys, string Text)> Keys { get; } =
    [
        (["←", "↑", "→", "↓"], "move"), (["Shift + ←↑→↓"], "select"), (["Tab"], "next"), (["Enter"], "enter"), (["F2"], "edit"), (["Shift + F2"], "reason"),
        (["Delete"], "clear"), (["Ctrl + Delete"], "revert"), (["Ctrl + C", "Ctrl + V"], "copy"), (["Ctrl + Enter"], "fill"),
        (["Ctrl + D"], "down"), (["Ctrl + Z", "Ctrl + Y"], "undo"), (["Ctrl + S"], "save"), (["Esc"], "escape"),
    ];

    public PaperHead Head { get; private set; } = null!;

    public Decision Paper => Head.Decision;

    public bool Typing => MayEdit(actors.Current, Head);

    /// <summary>Under which what is not saved is kept in the browser: nobody else finds it.</summary>
    public string StoreKey => string.Create(CultureInfo.InvariantCulture, $"{actors.Current.AccountId}/{Paper.Id}");

    /// <summary>The texts of the script, as JSON.</summary>
    public string ScriptTexts => JsonSerializer.Serialize(
        texts.GetAllStrings(includeParentCultures: true).Where(text => text.Name.StartsWith(Spoken, StringComparison.Ordinal))
            .DistinctBy(text => text.Name).ToDictionary(text => text.Name[Spoken.Length..], text => text.Value));

    /// <summary>Whether somebody may type into the grid of a paper.</summary>
    public static bool MayEdit(Actor actor, PaperHead head) => head.Decision.Editable && actor.May(Permission.AllocateCapital, head.Place);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        Head = await grids.HeadAsync(actors.Current, id, ct);
        // What a decision in force gave stands on its page.
        return Paper.Status == DecisionStatus.Approved ? Redirect(string.Create(CultureInfo.InvariantCulture, $"/capital/decisions/{id}")) : Page();
    }

    /// <summary>Saves the cells that were changed, all or none.</summary>
    public async Task<IActionResult> OnPostAsync(long id, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.AllocateCapital, (await grids.HeadAsync(actor, id, ct)).Place);
        try
        {
            var receipt = await drafts.EditAsync(actor, new EditLines(id, null, await GridBody.ReadAsync(Request, ct)), ct);
            var sources = await grids.SourcesAsync(actor, id, ct);
            return Answer(StatusCodes.Status200OK, json =>
            {
                GridJson.WriteCells(json, receipt.Cells);
                GridJson.WriteSources(json, sources);
            });
        }
        catch (StaleCellsException stale)
        {
            return Answer(stale.Status, json =>
            {
                json.WriteString("message", errors.Of(stale));
                GridJson.WriteCells(json, stale.Cells);
            });
        }
        catch (PortfolioException refusal) when (refusal is RuleException or RulesException)
        {
            var sources = await grids.SourcesAsync(actor, id, ct);
            return Answer(refusal.Status, json =>
            {
                json.WriteString("message", errors.Of(refusal));
                WriteRefusals(json, refusal is RulesException several ? several.Refusals : [refusal]);
                GridJson.WriteSources(json, sources);
            });
        }
        catch (PortfolioException fault) when (fault is ValidationFailedException or RequestException)
        {
            var sentences = fault is ValidationFailedException { Failures: var failures } ? failures.Select(errors.Of).Distinct() : [errors.Of(fault)];
            return Answer(fault.Status, json => json.WriteString("message", string.Join(' ', sentences)));
        }
    }

    private static IActionResult Answer(int status, Action<Utf8JsonWriter> members) => GridJson.Answer(status, json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>Each with what it names, so that the script finds its cells.</summary>
    private void WriteRefusals(Utf8JsonWriter json, IReadOnlyList<PortfolioException> refusals)
    {
        json.WriteStartArray("refusals");
        foreach (var refusal in refusals)
        {
            json.WriteStartObject();
            json.WriteString("message", errors.Of(refusal));
            foreach (var name in (string[])["project", "source", "year"])
                if (refusal.Arguments.TryGetValue(name, out var value))
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
