namespace Portfolio.Web.Exports.Xlsx;

/// <summary>How a cell that is no part of the table's body looks; the number is its place in the sheet of styles.</summary>
internal enum XlsxStyle
{
    Plain,
    Title,
    Subtitle,
    Unit,
    Header,
    Heading,
    Place,
    Office,
    Hint,

    /// <summary>Where the styles of rows, sub-totals and totals begin.</summary>
    Body,
}

/// <summary>How much a row of the body stands out.</summary>
internal enum XlsxWeight
{
    Row,
    Subtotal,
    Total,
}

/// <summary>What a cell of the body holds, as its style knows it.</summary>
internal enum XlsxCellKind
{
    Text,

    /// <summary>A text that would begin a formula: it stays text also when somebody edits the cell and leaves it.</summary>
    QuotedText,

    Whole,

    /// <summary>A whole number that only a text can hold.</summary>
    WholeAsText,

    Date,
    Percent,
}
