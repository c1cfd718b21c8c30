using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>Makes spreadsheets as officers have them, and as nobody should.</summary>
internal static class XlsxBook
{
    /// <param name="rows">Cells: text, double, int, DateTime, bool, a ready cell, or null.</param>
    public static byte[] Of(params object?[][] rows) => OfSheets(("Trang 1", true, rows));

    public static byte[] OfSheets(params (string Name, bool IsVisible, object?[][] Rows)[] sheets)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            foreach (var (index, sheet) in sheets.Index())
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(new SheetData(sheet.Rows.Index().Select(row =>
                    new Row(row.Item.Index().Where(cell => cell.Item is not null).Select(cell => Placed(Cell(cell.Item!), cell.Index, row.Index))) { RowIndex = (uint)row.Index + 1 })));
                book.Workbook.Sheets!.Append(new Sheet
                {
                    Name = sheet.Name,
                    SheetId = (uint)index + 1,
                    Id = book.GetIdOfPart(part),
                    // Excel says nothing of a sheet that can be seen.
                    State = sheet.IsVisible ? null : new EnumValue<SheetStateValues>(SheetStateValues.Hidden),
                });
            }
        }
        return file.ToArray();
    }

    /// <summary>The same book with another text for one of its parts.</summary>
    public static byte[] With(byte[] book, string part, Func<string, string> change)
    {
        using var file = new MemoryStream();
        file.Write(book);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            using var reader = new StreamReader(entry.Open());
            var text = change(reader.ReadToEnd());
            reader.Dispose();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part, CompressionLevel.SmallestSize).Open());
            writer.Write(text);
        }
        return file.ToArray();
    }

    private static Cell Placed(Cell cell, int column, int row)
    {
        cell.CellReference = (column >= 26 ? ((char)('A' + (column / 26) - 1)).ToString() : "") + (char)('A' + (column % 26)) + (row + 1).ToString(CultureInfo.InvariantCulture);
        return cell;
    }

    private static Cell Cell(object value) => value switch
    {
        Cell ready => (Cell)ready.CloneNode(deep: true),
        string text => new Cell(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString },
        bool yes => new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(yes ? "1" : "0") },
        DateTime day => new Cell { StyleIndex = 1, CellValue = new CellValue(day.ToOADate().ToString("R", CultureInfo.InvariantCulture)) },
        IFormattable number => new Cell { CellValue = new CellValue(number.ToString(null, CultureInfo.InvariantCulture)) },
        _ => throw new ArgumentException("No such cell."),
    };

    private static Stylesheet Styles() => new(
        new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
}
