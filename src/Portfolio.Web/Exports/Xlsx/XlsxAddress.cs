using System.Globalization;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Names of cells.</summary>
internal static class XlsxAddress
{
    private const int Letters = 26;

    /// <summary>"A" for column 0, "AA" for column 26.</summary>
    public static string Column(int column) =>
        (column >= Letters ? Column((column / Letters) - 1) : "") + (char)('A' + (column % Letters));

    /// <summary>"D7".</summary>
    public static string Cell(int column, int row) => Column(column) + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>"D7:D9".</summary>
    public static string Range(int column, int row, int toColumn, int toRow) => $"{Cell(column, row)}:{Cell(toColumn, toRow)}";
}
