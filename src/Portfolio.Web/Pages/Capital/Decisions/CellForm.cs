using System.Globalization;
using Portfolio.Common;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>
/// Cells of a paper as a form holds them. What is typed is the change, as the annex of a decision states it: what goes up in one
/// column, what goes down in another; nobody has to type a sign or to work out a sum.
/// </summary>
internal sealed class CellForm
{
    /// <summary>What goes up, by cell.</summary>
    public Dictionary<string, string?> Up { get; set; } = [];

    /// <summary>What goes down.</summary>
    public Dictionary<string, string?> Down { get; set; } = [];

    /// <summary>What the paper changed when the form was filled, whole đồng: tells what the officer himself changed.</summary>
    public Dictionary<string, string?> Was { get; set; } = [];

    /// <summary>What was in force when the form was filled, whole đồng.</summary>
    public Dictionary<string, string?> InForce { get; set; } = [];

    public string? Reason { get; set => field = TypedText.Plain(value); }

    /// <summary>Puts a cell as it stands into the form.</summary>
    public void Take(FormCell cell)
    {
        Up[cell.Key] = cell.Change > Vnd.Zero ? VndText.Typed(cell.Change) : null;
        Down[cell.Key] = cell.Change < Vnd.Zero ? VndText.Typed(Vnd.Zero - cell.Change) : null;
        Settle(cell);
    }

    /// <summary>
    /// Brings a cell onto its present figures: one the officer did not touch takes them, what he typed stays. Saving again is then
    /// done knowing them.
    /// </summary>
    /// <returns>The cell as it was when the form was filled; null where nobody changed it since.</returns>
    public FormCell? Merge(FormCell present)
    {
        if (!Knows(present.Key))
        {
            Take(present);
            return null;
        }
        var loaded = Loaded(present);
        if (IsTouched(present))
            Settle(present);
        else
            Take(present);
        return loaded == present ? null : loaded;
    }

    /// <summary>Every cell of which the form has a field.</summary>
    public IEnumerable<string> Keys => Up.Keys.Concat(Down.Keys).Concat(Was.Keys).Concat(InForce.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the form has any field of the cell; one that came about since it was filled has none.</summary>
    public bool Knows(string key) => Up.ContainsKey(key) || Down.ContainsKey(key) || Was.ContainsKey(key) || InForce.ContainsKey(key);

    /// <summary>Whether the form holds all of the cell; one that lost a field on its way must not take a figure for gone.</summary>
    public bool Holds(string key) => Up.ContainsKey(key) && Whole(Was, key) is not null && Whole(InForce, key) is not null;

    /// <inheritdoc cref="Holds(string)"/>
    public bool Holds(FormCell cell) => Holds(cell.Key);

    /// <summary>What the officer typed into a cell, where it is otherwise than what stood there; null where he left it alone.</summary>
    public string? Typed(string key)
    {
        if (Read(key, out var change) is null && change == (Whole(Was, key) ?? Vnd.Zero))
            return null;
        return string.Join(" / ", new[] { Up.GetValueOrDefault(key), Down.GetValueOrDefault(key) }.Where(typed => !string.IsNullOrWhiteSpace(typed)));
    }

    /// <summary>Reads the change that is typed.</summary>
    /// <returns>Null when it can be read, else an error code.</returns>
    public string? Read(string key, out Vnd change)
    {
        change = Vnd.Zero;
        if (VndText.TryParse(Up.GetValueOrDefault(key), out var up) is { } upFault)
            return upFault;
        if (VndText.TryParse(Down.GetValueOrDefault(key), out var down) is { } downFault)
            return downFault;
        if (up > Vnd.Zero && down > Vnd.Zero)
            return "capital.up_and_down";
        change = up - down;
        return null;
    }

    /// <summary>The figures that the cell had when the form was filled.</summary>
    public FormCell Loaded(FormCell cell) =>
        new(cell.Key, Whole(Was, cell.Key) ?? cell.Change, Whole(InForce, cell.Key) ?? cell.InForce);

    /// <summary>Whether a cell that the page does not show any more holds another figure than the form was filled with.</summary>
    public bool IsTyped(string key) => Read(key, out var typed) is not null || typed != (Whole(Was, key) ?? Vnd.Zero);

    private bool IsTouched(FormCell cell) => Read(cell.Key, out var typed) is not null || typed != Loaded(cell).Change;

    private void Settle(FormCell cell)
    {
        Was[cell.Key] = cell.Change.Dong.ToString(CultureInfo.InvariantCulture);
        InForce[cell.Key] = cell.InForce.Dong.ToString(CultureInfo.InvariantCulture);
    }

    private static Vnd? Whole(Dictionary<string, string?> fields, string key) =>
        long.TryParse(fields.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var dong) ? new Vnd(dong) : null;
}

/// <summary>A cell of a paper in a form.</summary>
/// <param name="Key">Its name among the fields.</param>
/// <param name="Change">What the paper changes, whole đồng.</param>
/// <param name="InForce">What is in force.</param>
internal sealed record FormCell(string Key, Vnd Change, Vnd InForce);
