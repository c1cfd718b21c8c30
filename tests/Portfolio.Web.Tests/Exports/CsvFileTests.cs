using System.Text;
using CsvHelper;
using Portfolio.Web.Exports;

namespace Portfolio.Web.Tests.Exports;

/// <summary>A spreadsheet that opens one of our files runs nothing in it.</summary>
internal sealed class CsvFileTests
{
    [TestCase("=1+1")]
    [TestCase("+84 khu")]
    [TestCase("-2 làn xe")]
    [TestCase("@SUM(A1)")]
    [TestCase("\t=1+1")]
    [TestCase("\tx")]
    [TestCase("\rx")]
    [TestCase("\r\n=1+1")]
    [TestCase("  =1+1")]
    [TestCase("\u00A0=1+1")]
    [TestCase("\u3000=1+1")]
    [TestCase("\u200B=1+1")]
    [TestCase("\uFEFF=1+1")]
    [TestCase("\uFF1D1+1")]
    [TestCase("\uFF0B84")]
    [TestCase("\uFF0D2")]
    [TestCase("\uFF20SUM(A1)")]
    [TestCase(" \uFF1D1")]
    [TestCase("=cmd|' /C calc'!A0;x")]
    public async Task What_could_be_a_formula_is_marked_as_text(string text) =>
        Assert.That(await WrittenAsync(csv => csv.WriteText(text)), Is.EqualTo("'" + text));

    [TestCase("Đường Đồng Đăng - Trà Lĩnh")]
    [TestCase("1 + 1 = 2")]
    [TestCase(" a=b")]
    [TestCase("\"x\"; y")]
    [TestCase("")]
    [TestCase("   ")]
    public async Task Any_other_text_stays_as_it_is(string text) =>
        Assert.That(await WrittenAsync(csv => csv.WriteText(text)), Is.EqualTo(text));

    [Test]
    public async Task A_text_written_past_the_helper_does_not_slip_through_either() =>
        Assert.That(await WrittenAsync(csv => csv.WriteField("=1+1")), Is.EqualTo("'=1+1"));

    [Test]
    public async Task A_negative_amount_stays_a_number() =>
        Assert.That(await WrittenAsync(csv => csv.WriteField(-1_500_000_000L)), Is.EqualTo("-1500000000"));

    /// <summary>The one cell of a file, as a reader of CSV takes it.</summary>
    private static async Task<string> WrittenAsync(Action<CsvWriter> write)
    {
        using var file = new MemoryStream();
        await using (var csv = CsvFile.Create(file))
        {
            write(csv);
            await csv.EndRecordAsync();
        }
        var line = Encoding.UTF8.GetString(file.ToArray())[1..^2];
        return line is ['"', .., '"'] ? line[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : line;
    }
}
