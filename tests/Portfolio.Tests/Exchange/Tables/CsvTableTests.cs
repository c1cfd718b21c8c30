using System.Text;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>A CSV file reads, whichever of Excel's separators it has.</summary>
internal sealed class CsvTableTests
{
    [TestCase(";", "")]
    [TestCase(",", "")]
    [TestCase("\t", "")]
    [TestCase(";", "\uFEFF")]
    [TestCase(",", "\uFEFFsep=,\r\n")]
    public async Task The_separator_is_the_one_that_parts_the_heads(string separator, string start)
    {
        var lines = (string[])["Mã dự án|Ngày chi|Số tiền|Ghi chú", "CB-GT-001|19/5/2026|\"1,5 tỷ; hết\"|\"nói \"\"có\"\"\"", "", "b|2026-05-19|2|\"hai\r\ndòng\"", "c|d|e|"];
        var table = await Tables.CsvAsync(start + string.Join("\r\n", lines).Replace("|", separator, StringComparison.Ordinal));

        var first = start.Length > 1 ? 3 : 2;
        Assert.That(table.Lines(), Is.EqualTo(new[]
        {
            $"{first}: CB-GT-001 | 19/5/2026 | 1,5 tỷ; hết | nói \"có\"", $"{first + 2}: b | 2026-05-19 | 2 | hai\ndòng", $"{first + 3}: c | d | e | ",
        }));
    }

    [Test]
    public async Task A_stray_quote_is_a_letter() => Assert.That(
        (await Tables.CsvAsync("project;date;amount;note\na;b;c;ống 5\" thép\n")).Rows[0]["note"], Is.EqualTo("ống 5\" thép"));

    [TestCase("a;b;c;\"chưa đóng\ne;f;g;h\n", 3)]
    [TestCase("a;b;c;\"Đường A\" nối dài\n", 3)]
    public async Task Quotes_that_make_no_sense_are_refused_with_their_row(string rows, int row) => Assert.That(
        await Tables.RefusalAsync(() => Tables.CsvAsync("project;date;amount;note\nx;y;z;\n" + rows)), Is.EqualTo(("table.quotes", row.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    [Test]
    public async Task Another_encoding_than_UTF_8_is_refused_and_named()
    {
        const string text = "project;date;amount\nĐường;b;c\n";
        foreach (var file in (byte[][])[Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray(), Encoding.Latin1.GetBytes("Mã dự án;x")])
            Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.not_utf8"));
    }

    [Test]
    public async Task What_is_no_text_at_all_is_refused()
    {
        foreach (var file in (byte[][])[[0x25, 0x50, 0x44, 0x46, 0, 1, 2, 0xFF], [.. "project;date;amount\na\0;b;c"u8]])
            Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(file))).Code, Is.EqualTo("table.not_readable"));
    }

    [TestCase("", "table.empty")]
    [TestCase("\uFEFF", "table.empty")]
    [TestCase("\n\n \n", "table.empty")]
    [TestCase("\n\n;;;\n", "table.head_missing")]
    [TestCase("project;date;amount\n", "table.empty")]
    [TestCase("a;b\n", "table.head_missing")]
    [TestCase("project,date;amount\na,b;c", "table.column_missing")]
    public async Task What_is_no_such_table_is_told_so(string text, string code) =>
        Assert.That((await Tables.RefusalAsync(() => Tables.CsvAsync(text))).Code, Is.EqualTo(code));

    [Test]
    public async Task More_than_five_megabytes_are_not_read()
    {
        var endless = new EndlessStream();

        Assert.That(
            await Tables.RefusalAsync(() => Portfolio.Exchange.Tables.TableReader.ReadFileAsync(endless, Tables.Columns, CancellationToken.None)),
            Is.EqualTo(("table.too_large", "5")));
        Assert.That(endless.Given, Is.LessThan(6_000_000));
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
