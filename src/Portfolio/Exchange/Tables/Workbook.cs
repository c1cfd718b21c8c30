using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Portfolio.Common;

namespace Portfolio.Exchange.Tables;

/// <summary>Takes a spreadsheet of Excel apart, of today (xlsx) or of before 2007 (xls).</summary>
internal static class Workbook
{
    private const int MostRows = 1_048_576;

    // A sheet may have cells to the right that hold nothing; the reader makes room for each.
    private const int MostPlaces = 1_000;

    // Windows-1252 and its relatives, which xls knows and .NET does not by itself.
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool Is(ReadOnlySpan<byte> file) => FileSignature.IsZip(file) || FileSignature.IsCompound(file);

    /// <summary>The visible sheets, one after the other.</summary>
    /// <exception cref="ValidationFailedException">It is damaged, protected, no spreadsheet at all, or grows beyond measure when it is unpacked.</exception>
    public static List<RawSheet> Sheets(byte[] file)
    {
        try
        {
            return FileSignature.IsZip(file) ? OfXlsx(file) : OfXls(XlsCheck.Stream(file));
        }
        catch (InvalidPasswordException)
        {
            throw TableFault.Protected();
        }
        catch (Exception fault) when (fault is not (ValidationFailedException or OutOfMemoryException))
        {
            // A damaged file can make the reader stumble over anything.
            throw TableFault.NotReadable();
        }
    }

    private static List<RawSheet> OfXlsx(byte[] file)
    {
        var unread = XlsxCheck.Of(file);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file, writable: false));
        return Sheets(reader, unread);
    }

    private static List<RawSheet> OfXls(byte[] stream)
    {
        var unread = XlsCheck.Of(stream);
        using var reader = ExcelReaderFactory.CreateBinaryReader(new MemoryStream(stream, writable: false));
        return Sheets(reader, unread);
    }

    private static List<RawSheet> Sheets(IExcelDataReader reader, List<UnreadCells> unread)
    {
        var sheets = new List<RawSheet>();
        for (var i = 0; i == 0 || reader.NextResult(); i++)
        {
            if (reader.VisibleState is not ("hidden" or "veryhidden"))
                sheets.Add(Sheet(reader, unread[i]));
        }
        return sheets;
    }

    private static RawSheet Sheet(IExcelDataReader reader, UnreadCells unread)
    {
        if (reader.RowCount is < 0 or > MostRows)
            throw TableFault.NotReadable();
        return reader.FieldCount <= MostPlaces ? RawSheet.Of(Rows(reader, unread)) : throw TableFault.TooManyColumns();
    }

    private static IEnumerable<RawRow> Rows(IExcelDataReader reader, UnreadCells unread)
    {
        for (var row = 0; reader.Read(); row++)
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = unread.TryGetValue((row, i), out var what) ? CellText.Of(what) : CellText.Of(reader.GetValue(i));
            yield return new RawRow(row + 1, cells);
        }
    }
}
