using System.Globalization;
using Portfolio.Common;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>
/// The cells of a project in a paper as a form holds them. What is typed is the change, as the annex of a decision states it:
/// what goes up in one column, what goes down in another; nobody has to type a sign or to work out a sum.
/// </summary>
internal sealed class CellForm
{
    /// <summary>What goes up, by cell (<see cref="PaperCell.Key"/>).</summary>
    public Dictionary<string, string?> Up { get; set; } = [];

    /// <summary>What goes down.</summary>
    public Dictionary<string, string?> Down { get; set; } = [];

    /// <summary>What the paper changed when the form was filled, whole đồng: tells what the officer himself changed.</summary>
    public Dictionary<string, string?> Was { get; set; } = [];

    /// <summary>What was in force when the form was filled, whole đồng.</summary>
    public Dictionary<string, string?> InForce { get; set; } = [];

    public string? Reason { get; set; }

    /// <summary>Puts a cell as it stands into the form.</summary>
    public void Take(PaperCell cell)
    {
        Up[cell.Key] = cell.Change > Vnd.Zero ? VndText.Dong(cell.Change) : null;
        Down[cell.Key] = cell.Change < Vnd.Zero ? VndText.Dong(Vnd.Zero - cell.Change) : null;
        Settle(cell);
    }

    /// <summary>Takes note of the present figures and leaves what is typed: saving again is then done knowing them.</summary>
    public void Settle(PaperCell cell)
    {
        Was[cell.Key] = cell.Change.Dong.ToString(CultureInfo.InvariantCulture);
        InForce[cell.Key] = cell.InForce.Dong.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the form holds all of the cell; one that lost a field on its way must not take a figure for gone.</summary>
    public bool Holds(PaperCell cell) => Up.ContainsKey(cell.Key) && Whole(Was, cell) is not null && Whole(InForce, cell) is not null;

    /// <summary>Reads the change that is typed.</summary>
    /// <returns>Null when it can be read, else an error code.</returns>
    public string? Read(PaperCell cell, out Vnd change)
    {
        change = Vnd.Zero;
        if (VndText.TryParse(Up.GetValueOrDefault(cell.Key), out var up) is { } upFault)
            return upFault;
        if (VndText.TryParse(Down.GetValueOrDefault(cell.Key), out var down) is { } downFault)
            return downFault;
        if (up > Vnd.Zero && down > Vnd.Zero)
            return "capital.up_and_down";
        change = up - down;
        return null;
    }

    /// <summary>The figures that the cell had when the form was filled.</summary>
    public CellState Loaded(PaperCell cell, string project) =>
        new(project, cell.Source, cell.Year, Whole(InForce, cell) ?? cell.InForce, Whole(Was, cell) ?? cell.Change, null);

    private static Vnd? Whole(Dictionary<string, string?> fields, PaperCell cell) =>
        long.TryParse(fields.GetValueOrDefault(cell.Key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var dong) ? new Vnd(dong) : null;
}
