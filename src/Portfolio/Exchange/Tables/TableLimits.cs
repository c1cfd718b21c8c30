namespace Portfolio.Exchange.Tables;

/// <summary>How large a table may be.</summary>
public static class TableLimits
{
    /// <summary>Bytes of a file or of a pasted text.</summary>
    public const int Bytes = 5 * 1024 * 1024;

    /// <summary>Rows below the head that hold anything.</summary>
    public const int Rows = 20_000;

    /// <summary>Columns, up to the last one that holds anything.</summary>
    public const int Columns = 50;

    /// <summary>Bytes of a spreadsheet when it is unpacked: rows and columns at their most, and room to spare.</summary>
    internal const long UnpackedBytes = 100 * 1024 * 1024;

    /// <summary>Rows among which the head is looked for, below titles and the like.</summary>
    internal const int HeadRows = 50;

    internal const int Megabyte = 1024 * 1024;
}
