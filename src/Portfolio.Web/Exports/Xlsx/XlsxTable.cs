namespace Portfolio.Web.Exports.Xlsx;

/// <summary>
/// What a spreadsheet of one sheet says: titles over the table, the unit, columns, groups with their sub-totals, a grand total,
/// and who signs. Every text comes from the caller, in the language of the request.
/// </summary>
/// <typeparam name="T">What one row is made of.</typeparam>
internal sealed class XlsxTable<T>
{
    /// <summary>Name of the sheet; what a spreadsheet allows in no name is replaced, and 31 letters are kept.</summary>
    public required string Sheet { get; init; }

    /// <summary>Lines over the table, the first one in bold.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>In which unit the amounts are, above the table at the right; null = no such line.</summary>
    public string? Unit { get; init; }

    /// <summary>The columns, from the left.</summary>
    public required IReadOnlyList<XlsxColumn<T>> Columns { get; init; }

    /// <summary>How the rows are grouped, the outermost first. The rows come in this order; a group ends where its key changes.</summary>
    public IReadOnlyList<XlsxGrouping<T>> Groupings { get; init; } = [];

    /// <summary>Label of the grand total; null = none.</summary>
    public string? Total { get; init; }

    /// <summary>How many columns stay in sight while one moves to the right.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>Where the writer gives up: a spreadsheet ends at row 1.048.576.</summary>
    public int MostRows { get; init; } = 1_000_000;

    /// <summary>Who signs below the table; null = nobody.</summary>
    public XlsxSignatures? Signatures { get; init; }
}

/// <summary>A level of groups.</summary>
/// <param name="Key">What tells one group from the next.</param>
/// <param name="Heading">Text above the rows of the group.</param>
/// <param name="Subtotal">Label of the sub-total below them.</param>
internal sealed record XlsxGrouping<T>(Func<T, object> Key, Func<T, string> Heading, Func<T, string> Subtotal);

/// <summary>The end of a sheet that is printed and signed.</summary>
/// <param name="PlaceAndDate">Line above the right one.</param>
/// <param name="Left">Who signs at the left.</param>
/// <param name="Right">Who signs at the right.</param>
internal sealed record XlsxSignatures(string PlaceAndDate, XlsxSignature Left, XlsxSignature Right);

/// <summary>Place for a signature.</summary>
/// <param name="Title">Who signs, by office.</param>
/// <param name="Hint">What is asked for, in small letters below.</param>
internal sealed record XlsxSignature(string Title, string? Hint = null);
