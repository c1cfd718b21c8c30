namespace Portfolio.Exchange.Tables;

/// <summary>
/// The cells of a sheet that ExcelDataReader gives as blank though they are not: errors such as #REF!, and formulas whose result
/// was not kept. Somebody would take them for noughts. Row and column count from 0.
/// </summary>
internal sealed class UnreadCells : Dictionary<(int Row, int Column), string>;
