using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Portfolio.Common;
using Portfolio.Exchange.Tables;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>No file brings the program to fall or to its knees: it is read, or refused in words.</summary>
internal sealed class HostileWorkbookTests
{
    private const string SheetPart = "xl/worksheets/sheet1.xml";

    private static readonly object?[][] Rows = [["Mã dự án", "Ngày chi", "Số tiền"], ["a", new DateTime(2026, 5, 19), 5d]];

    [Test]
    public async Task A_zip_that_grows_beyond_measure_is_refused_before_it_is_unpacked()
    {
        var bomb = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace("<x:sheetData>", "<x:sheetData>" + new string(' ', 120_000_000), StringComparison.Ordinal));
        Assert.That(bomb, Has.Length.LessThan(TableLimits.Bytes));

        Assert.That(await Tables.RefusalAsync(() => Tables.FileAsync(bomb)), Is.EqualTo(("table.too_large", "5")));
    }

    [Test]
    public async Task A_zip_that_lies_about_its_size_is_refused_as_well()
    {
        var bomb = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace("<x:sheetData>", "<x:sheetData>" + new string(' ', 120_000_000), StringComparison.Ordinal));
        var before = GC.GetTotalAllocatedBytes();

        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(Understated(bomb)))).Code, Is.EqualTo("table.not_readable"));
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(50_000_000));
    }

    [Test]
    public async Task Entities_that_multiply_are_refused()
    {
        const string laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        var file = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace("<x:worksheet", laughs + "<x:worksheet", StringComparison.Ordinal).Replace(">a<", ">&b;&c;<", StringComparison.Ordinal));

        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.not_readable"));
    }

    [Test]
    public async Task What_a_password_protects_is_told_so() => Assert.That(
        (await Tables.RefusalAsync(() => Tables.FileAsync(XlsFile.Compound("EncryptedPackage", new byte[5000])))).Code, Is.EqualTo("table.protected"));

    [Test]
    public async Task A_zip_or_compound_file_that_is_no_spreadsheet_is_refused()
    {
        foreach (var file in (byte[][])[Zip("word/document.xml"), Zip("a.txt"), XlsFile.Compound("WordDocument", new byte[5000]), "PK\u0003\u0004"u8.ToArray()])
            Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.not_readable"));
    }

    [Test]
    public async Task A_row_of_sixteen_thousand_cells_is_refused()
    {
        var file = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace("r=\"C2\"", "r=\"XFD2\"", StringComparison.Ordinal));

        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.too_many_columns"));
    }

    [TestCase("<x:row r=\"2\">", "<x:row r=\"2147483647\">")]
    [TestCase("<x:row r=\"2\">", "<x:row r=\"1\">")]
    [TestCase("<x:row r=\"2\">", "<x:row r=\"x\">")]
    [TestCase("r=\"C2\"", "r=\"ZZZZZZZ2\"")]
    public async Task Cells_that_stand_nowhere_are_refused(string from, string to)
    {
        var file = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace(from, to, StringComparison.Ordinal));

        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.not_readable"));
    }

    [Test]
    public async Task A_text_in_a_million_pieces_is_refused()
    {
        var pieces = new StringBuilder().Insert(0, "<x:t>a</x:t>", 1_000_000).ToString();
        var file = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace("<x:is>", "<x:is>" + pieces, StringComparison.Ordinal));

        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.not_readable"));
    }

    [Test]
    public async Task A_part_that_many_sheets_claim_counts_for_each()
    {
        var file = XlsxBook.With(XlsxBook.Of(Rows), SheetPart, xml => xml.Replace("<x:sheetData>", "<x:sheetData>" + new string(' ', 20_000_000), StringComparison.Ordinal));
        file = XlsxBook.With(file, "xl/workbook.xml", xml => xml.Replace("</x:sheets>", string.Concat(Enumerable.Range(2, 9).Select(i => $"<x:sheet name=\"{i}\" sheetId=\"{i}\" r:id=\"x{i}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>")) + "</x:sheets>", StringComparison.Ordinal));
        file = XlsxBook.With(file, "xl/_rels/workbook.xml.rels", xml => xml.Replace("</Relationships>", string.Concat(Enumerable.Range(2, 9).Select(i => $"<Relationship Id=\"x{i}\" Type=\"x\" Target=\"/xl/worksheets/sheet1.xml\"/>")) + "</Relationships>", StringComparison.Ordinal));

        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.too_large"));
    }

    [Test]
    public async Task Whatever_is_damaged_is_read_or_refused_and_soon([Values("xlsx", "xls")] string kind, [Range(0, 19)] int seed)
    {
        var whole = kind == "xlsx" ? XlsxBook.Of(Rows) : XlsFile.Of(Rows);
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var damaged = Damaged(whole, random);
            var watch = Stopwatch.StartNew();
            try
            {
                await Tables.FileAsync(damaged).WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (ValidationFailedException)
            {
                // Refused in words.
            }
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        }
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var damaged = whole[..(random.Next(3) == 0 ? random.Next(9, whole.Length) : whole.Length)];
        for (var i = random.Next(1, 30); i > 0; i--)
            damaged[random.Next(8, damaged.Length)] = (byte)random.Next(4) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
        return damaged;
    }

    /// <summary>The zip with ten bytes as the unpacked size of each of its parts.</summary>
    private static byte[] Understated(byte[] zip)
    {
        var lying = (byte[])zip.Clone();
        foreach (var (mark, at) in (ReadOnlySpan<(byte[], int)>)[([0x50, 0x4B, 1, 2], 24), ([0x50, 0x4B, 3, 4], 22)])
        {
            for (var i = lying.AsSpan().IndexOf(mark); i >= 0;)
            {
                BitConverter.GetBytes(10).CopyTo(lying, i + at);
                var next = lying.AsSpan(i + 4).IndexOf(mark);
                i = next < 0 ? -1 : i + 4 + next;
            }
        }
        return lying;
    }

    private static byte[] Zip(string name)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(name).Open(), Encoding.UTF8))
            writer.Write("<x/>");
        return file.ToArray();
    }
}
