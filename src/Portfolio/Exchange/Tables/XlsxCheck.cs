using System.IO.Compression;
using System.Xml;
using Portfolio.Common;

namespace Portfolio.Exchange.Tables;

/// <summary>
/// Looks through an xlsx before ExcelDataReader does: for what would keep that busy without end, and for the cells it passes over
/// in silence.
/// </summary>
internal static class XlsxCheck
{
    // Pieces of differing looks within one text. The reader joins them one by one, each time anew.
    private const int MostPieces = 1_000;

    /// <summary>The cells of every sheet that will read as blank and are not, in the order of the book.</summary>
    /// <exception cref="ValidationFailedException">It is too large, or such as no spreadsheet program writes it.</exception>
    public static List<UnreadCells> Of(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        // A part yields no more than it says: what it holds beyond is never unpacked.
        DemandMeasure(zip.Entries);
        var parts = new XlsxParts(zip);
        if (parts.Strings is { } strings)
            DemandWholeTexts(strings);
        var sheets = parts.Sheets();
        // Several sheets may claim the same part.
        DemandMeasure(sheets.OfType<ZipArchiveEntry>());
        return [.. sheets.Select(part => part is null ? [] : Unread(part))];
    }

    private static void DemandMeasure(IEnumerable<ZipArchiveEntry> parts)
    {
        if (parts.Sum(part => part.Length) > TableLimits.UnpackedBytes)
            throw TableFault.TooLarge();
    }

    private static void DemandWholeTexts(ZipArchiveEntry strings)
    {
        using var xml = XlsxParts.Open(strings);
        for (var pieces = 0; xml.Read();)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "si" or "t")
                pieces = xml.LocalName == "si" ? 0 : Counted(pieces);
        }
    }

    private static UnreadCells Unread(ZipArchiveEntry sheet)
    {
        using var xml = XlsxParts.Open(sheet);
        var walk = new XlsxWalk();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
                walk.Enter(xml);
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                walk.Text(xml);
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "row" or "sheetData" })
                walk.EndCell();
        }
        return walk.Unread;
    }

    /// <summary>One more piece of a text.</summary>
    internal static int Counted(int pieces) => pieces < MostPieces ? pieces + 1 : throw TableFault.NotReadable();
}
