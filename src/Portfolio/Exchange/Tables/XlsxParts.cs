using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Portfolio.Exchange.Tables;

/// <summary>The parts of an xlsx, found as ExcelDataReader finds them.</summary>
internal sealed class XlsxParts(ZipArchive zip)
{
    // A list of sheets; what is larger was made to keep the reader busy.
    private const int LargestList = 1024 * 1024;

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Texts that cells share; null when there are none.</summary>
    public ZipArchiveEntry? Strings => Find("xl/sharedStrings.xml");

    public static XmlReader Open(ZipArchiveEntry part) => XmlReader.Create(part.Open(), Plain);

    /// <summary>The part of every sheet, in the order of the book; null for one that is not there.</summary>
    public List<ZipArchiveEntry?> Sheets()
    {
        var ids = List("xl/workbook.xml").Elements(Main + "sheets").Elements(Main + "sheet").Select(sheet => sheet.Attribute(Relation + "id")?.Value).ToList();
        var paths = new string?[ids.Count];
        foreach (var relation in List("xl/_rels/workbook.xml.rels").Elements(Package + "Relationship"))
        {
            if (ids.IndexOf(relation.Attribute("Id")?.Value) is >= 0 and var place)
                paths[place] = relation.Attribute("Target")?.Value;
        }
        return [.. paths.Select(path => path is null ? null : Find(path.StartsWith("/xl/", StringComparison.OrdinalIgnoreCase) ? path[1..] : "xl/" + path))];
    }

    private XElement List(string name)
    {
        if (Find(name) is not { Length: <= LargestList } part)
            throw TableFault.NotReadable();
        using var reader = Open(part);
        return XElement.Load(reader);
    }

    private ZipArchiveEntry? Find(string name) =>
        zip.Entries.FirstOrDefault(entry => entry.FullName.Replace('\\', '/').Equals(name, StringComparison.OrdinalIgnoreCase));
}
