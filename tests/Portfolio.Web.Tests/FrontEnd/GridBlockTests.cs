namespace Portfolio.Web.Tests.FrontEnd;

/// <summary>Blocks copied in another program: cut into cells, and read by the notation they show.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridBlockTests
{
    private const string Ambiguous = "?";

    [TestCase("1\t2\n3\t4", "1|2/3|4")]
    [TestCase("1\t2\r\n3\t4\r\n", "1|2/3|4")]
    [TestCase("1\r2\r", "1/2")]
    [TestCase("1\t\n\t2", "1|/|2")]
    [TestCase("\"a\tb\"\t\"c \"\"d\"\"\"\n\"e\nf\"\tg", "a\tb|c \"d\"/e\nf|g")]
    [TestCase("\"7", "\"7")]
    [TestCase("5", "5")]
    [TestCase("", "")]
    public async Task A_block_is_cut_into_cells_as_spreadsheets_copy_it(string text, string cells)
    {
        var cut = await Script.RunAsync<string[][]>(["paste"], "return code.cells(input)", [text]);
        Assert.That(string.Join('/', cut.Single().Select(row => string.Join('|', row))), Is.EqualTo(cells));
    }

    // One figure that only one notation allows decides for its block.
    [TestCase("1.234,5|2.000", "million", "1234500000|2000000000")]
    [TestCase("1,234.5|2,000", "million", "1234500000|2000000000")]
    [TestCase("0.5|1.234", "million", "500000|1234000")]
    [TestCase("0,5|1.234", "million", "500000|1234000000")]
    [TestCase("1.234.567|1,5", "million", "1234567000000|1500000")]
    [TestCase("1,234,567|1,500", "million", "1234567000000|1500000000")]
    [TestCase("12345|1.500", "million", "12345000000|?")]
    [TestCase("1.234", "million", Ambiguous)]
    [TestCase("1,234", "million", Ambiguous)]
    [TestCase("1.234|5,678", "million", "?|?")]
    // Two notations in one block decide nothing for the figures that both allow.
    [TestCase("1,5|1.5|1.500", "million", "1500000|1500000|?")]
    // Where one reading breaks a dong there is only the other.
    [TestCase("1.234|1,234", "dong", "1234|1234")]
    [TestCase("1.2345678", "million", "not_whole")]
    [TestCase("1234.567", "million", "1234567000")]
    [TestCase("1234,567", "million", "1234567000")]
    [TestCase("0.234|0,234", "billion", "234000000|234000000")]
    [TestCase("(1.500,5)|-2|−3|- 4,5", "million", "-1500500000|-2000000|-3000000|-4500000")]
    [TestCase("|-|–| ", "million", "0|0|0|0")]
    [TestCase("1 234 567,5|12\u00a0345|7 ₫|8 đồng|9 VND", "million", "1234567500000|12345000000|7000000|8000000|9000000")]
    [TestCase("abc|1.2.3|12,34,5|1e3|#REF!|1/2|50%", "million", "not_a_number|not_a_number|not_a_number|not_a_number|not_a_number|not_a_number|not_a_number")]
    [TestCase("100.000.000.001", "million", "too_large")]
    public async Task A_block_is_read_by_the_notation_it_shows_and_nothing_is_guessed(string block, string unit, string read)
    {
        var cells = await Script.RunAsync<Read[][]>(
            ["paste"], "return code.readBlock([input.Cells], input.Unit)", [new { Cells = block.Split('|'), Unit = unit }]);
        Assert.That(string.Join('|', cells.Single()[0].Select(c => c.Dong ?? (c.Fault == "ambiguous" ? Ambiguous : c.Fault))), Is.EqualTo(read));
    }

    [TestCase("vi", "1234000000|2500000")]
    [TestCase("en", "1234000|2500000000")]
    public async Task The_officer_may_say_which_notation_is_meant(string notation, string read)
    {
        var cells = await Script.RunAsync<Read[][]>(
            ["paste"], "return code.readBlock([['1.234', '2,500']], 'million', input)", [notation]);
        Assert.That(string.Join('|', cells.Single()[0].Select(c => c.Dong)), Is.EqualTo(read));
    }

    private sealed record Read(string Text, string? Dong, string? Fault);
}
