using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Errors;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Work;

/// <summary>Saves the rows of the grid: those that are sound together, and every other one says what is wrong with it.</summary>
internal sealed class GridSave(MilestoneUpdates updates, FileIntake intake, ErrorText errors, IStringLocalizer<Texts> texts)
{
    // The first names all that is refused; a row may still be overtaken before the rest is written.
    private const int MostAttempts = 3;

    /// <summary>Names of the reasons, as they are shown, with their codes.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; } =
        MoveReason.All.ToDictionary(code => texts["move_reason." + code].Value, code => code, StringComparer.CurrentCultureIgnoreCase);

    /// <summary>Saves what can be saved.</summary>
    /// <param name="actor">Who says it.</param>
    /// <param name="key">The caller's name for all of this, which is then done once; null = none.</param>
    /// <param name="rows">What is typed; those that are not saved bear their faults.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>The rows that are saved.</returns>
    public async Task<IReadOnlyCollection<GridRow>> RunAsync(Actor actor, string? key, IReadOnlyList<GridRow> rows, CancellationToken ct)
    {
        List<(GridRow Row, IReadOnlyList<MilestoneUpdate> Said)> waiting = [];
        foreach (var row in rows)
            if (await row.ReadAsync(new FormFaults(errors), Reasons, intake, ct) is { } said)
                waiting.Add((row, said));
        // Sent again it is the same although some of it is refused then: the key stands for all that was sent.
        var once = key is null ? null : WorkForm.Once(key, waiting.SelectMany(w => w.Said));
        HashSet<GridRow> saved = [];
        for (var attempt = 0; attempt < MostAttempts && waiting.Count > 0; attempt++)
        {
            var written = await WriteAsync(actor with { Once = saved.Count == 0 ? once : null }, waiting, ct);
            saved.UnionWith(waiting.Select(w => w.Row).Where(r => written.Contains((r.Project, r.Milestone))));
            waiting.RemoveAll(w => w.Row.Faults!.Any || saved.Contains(w.Row));
        }
        foreach (var (row, _) in waiting)
            row.Faults!.Say(texts["work.refused"].Value);
        return saved;
    }

    private async Task<HashSet<(string Project, string Milestone)>> WriteAsync(
        Actor actor, List<(GridRow Row, IReadOnlyList<MilestoneUpdate> Said)> waiting, CancellationToken ct)
    {
        var lines = waiting.SelectMany(w => w.Said.Select(said => (w.Row, Said: said))).ToList();
        try
        {
            return [.. (await updates.UpdateManyAsync(actor, [.. lines.Select(l => l.Said)], ct)).Select(r => (r.Project, r.Milestone))];
        }
        catch (ValidationFailedException invalid)
        {
            foreach (var failure in invalid.Failures)
                Note(lines[int.Parse(failure.Field.Split('[', ']')[1], CultureInfo.InvariantCulture)].Row, failure);
            return [];
        }
        // All rows are of one project, which was taken from him, or is none: what he typed stays nevertheless.
        catch (PortfolioException refusal) when (refusal is NotFoundException or OutOfReachException)
        {
            foreach (var (row, _) in waiting)
                row.Faults!.Add(refusal);
            return [];
        }
    }

    private void Note(GridRow row, FieldFailure failure)
    {
        var field = failure.Field[(failure.Field.IndexOf('.', StringComparison.Ordinal) + 1)..];
        row.Stale |= field == "Revision";
        if (field is "Revision" or "Project" or "Milestone")
            row.Faults!.Say(errors.Of(failure));
        else
            row.Faults!.Add(failure with { Field = field == "ReasonCode" ? "Reason" : field });
    }
}
