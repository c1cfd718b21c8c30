using System.Globalization;
using Portfolio.Common;

namespace Portfolio.Web.Tests.FrontEnd;

/// <summary>Amounts in the grid: exact, or refused. Judged by decimal arithmetic, which knows nothing of the script's ways.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridMoneyTests
{
    private static readonly Dictionary<string, int> Places = new() { ["dong"] = 0, ["million"] = 6, ["billion"] = 9 };

    private static readonly string[] Money = ["money"];

    [Test]
    public async Task Every_amount_typed_is_read_to_the_dong_or_refused_and_never_rounded()
    {
        var cases = Typed().ToList();
        var read = await Script.RunAsync<Read>(Money, "return code.read(input.Text, input.Unit)", cases);
        Assert.That(cases, Has.Count.GreaterThan(5_000));
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < cases.Count; i++)
                Assert.That(read[i], Is.EqualTo(Expected(cases[i])), cases[i].ToString());
        }
    }

    [Test]
    public async Task Whatever_is_written_is_read_back_the_same()
    {
        var cases = Amounts().SelectMany(dong => Places.Keys.Select(unit => new { Dong = dong.ToString(CultureInfo.InvariantCulture), Unit = unit })).ToList();
        var read = await Script.RunAsync<string[]>(Money, """
            const dong = BigInt(input.Dong);
            return [code.write(dong, input.Unit), code.plain(dong, input.Unit)].map(text => String(code.read(text, input.Unit).dong));
            """, cases);
        for (var i = 0; i < cases.Count; i++)
            Assert.That(read[i], Is.EqualTo((string[])[cases[i].Dong, cases[i].Dong]), cases[i].ToString());
    }

    [TestCase(1_234_567_891_000L, "million", "1.234.567,891")]
    [TestCase(1_500_000_000L, "million", "1.500")]
    [TestCase(1L, "million", "0,000001")]
    [TestCase(-1_050_000L, "million", "-1,05")]
    [TestCase(0L, "billion", "0")]
    [TestCase(93_243_100_000_000L, "billion", "93.243,1")]
    [TestCase(999L, "dong", "999")]
    [TestCase(1_000L, "dong", "1.000")]
    [TestCase(-100_000L, "dong", "-100.000")]
    public async Task Amounts_are_written_as_on_the_forms_with_decimals_only_where_there_are_any(long dong, string unit, string text)
    {
        var written = await Script.RunAsync<string>(Money, "return code.write(BigInt(input.Dong), input.Unit)", [new { Dong = dong, Unit = unit }]);
        Assert.That(written, Is.EqualTo((string[])[text]));
    }

    [Test]
    public async Task What_the_server_reads_in_a_form_the_grid_reads_alike()
    {
        string[] texts = ["1,5 tỷ", "2.000 triệu", "1.500.000.000", "1500", "12 345 đồng", "0,25 ty", "1,5 tr", "3 tỉ đồng", "7đ", "1,000 triệu"];
        var read = await Script.RunAsync<Read>(Money, "return code.read(input.Text, 'dong')", texts.Select(text => new Case(text, "dong")));
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.That(VndText.TryParse(texts[i], out var amount), Is.Null, texts[i]);
            Assert.That(read[i], Is.EqualTo(new Read(amount.Dong.ToString(CultureInfo.InvariantCulture), null)), texts[i]);
        }
    }

    [TestCase("một tỷ")]
    [TestCase("1.5")]
    [TestCase("1.23.456")]
    [TestCase("12.3456")]
    [TestCase("0.234")]
    [TestCase("1,234,567")]
    [TestCase("1,2.3")]
    [TestCase(",5")]
    [TestCase("5,")]
    [TestCase("1e5")]
    [TestCase("=1+1")]
    [TestCase("--1")]
    [TestCase("1 23")]
    [TestCase("Infinity")]
    [TestCase("١٢")]
    [TestCase("1 usd")]
    public async Task What_is_no_amount_in_Vietnamese_notation_is_refused(string text)
    {
        var read = await Script.RunAsync<Read>(Money, "return code.read(input.Text, input.Unit)", [new Case(text, "million")]);
        Assert.That(read.Single(), Is.EqualTo(new Read(null, "not_a_number")));
    }

    /// <summary>Digits and decimals of every length around what a unit and the largest amount allow, with dots and without.</summary>
    private static IEnumerable<Case> Typed()
    {
        string[] wholes =
        [
            "0", "1", "9", "10", "99", "100", "999", "1000", "1234", "9999", "10000", "999999", "1000000", "123456789", "9007199254740991",
            "9007199254740992", "9007199254740993", "99999999999999999", "100000000000000000", "100000000000000001", "100000000", "99999999", "99999999999",
            "100000000000", "100000000001", "0001", "200000000000000000",
        ];
        foreach (var unit in Places.Keys)
            foreach (var digits in wholes)
                foreach (var fraction in Fractions(Places[unit]))
                    foreach (var sign in (string[])["", "-", "− "])
                    {
                        yield return new Case(sign + digits + fraction, unit);
                        if (digits.Length > 3 && digits[0] != '0')
                            yield return new Case(sign + Dotted(digits) + fraction, unit);
                    }
    }

    private static IEnumerable<string> Fractions(int places)
    {
        yield return "";
        for (var length = 1; length <= places + 2; length++)
        {
            yield return "," + new string('0', length);
            yield return "," + new string('0', length - 1) + "1";
            yield return "," + new string('9', length);
            yield return "," + "5".PadRight(length, '0');
        }
    }

    private static IEnumerable<long> Amounts()
    {
        foreach (var edge in (long[])[0, 1, 9, 10, 999, 1_000, 999_999, 1_000_000, 1_000_001, 999_999_999, 1_000_000_000, 1_000_000_001,
            9_007_199_254_740_991, 9_007_199_254_740_993, 99_999_999_999_999_999, 100_000_000_000_000_000])
        {
            yield return edge;
            yield return -edge;
        }
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
            yield return random.NextInt64(-VndText.Largest, VndText.Largest) / (long)Math.Pow(10, random.Next(17));
    }

    private static Read Expected(Case typed)
    {
        var text = typed.Text.Replace("− ", "-", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        // decimal keeps 28 digits, which is as many as any of the cases has.
        var exact = decimal.Parse(text, CultureInfo.InvariantCulture) * (decimal)Math.Pow(10, Places[typed.Unit]);
        if (exact != decimal.Truncate(exact))
            return new Read(null, "not_whole");
        return Math.Abs(exact) > VndText.Largest ? new Read(null, "too_large") : new Read(decimal.Truncate(exact).ToString("0", CultureInfo.InvariantCulture), null);
    }

    private static string Dotted(string digits) =>
        decimal.Parse(digits, CultureInfo.InvariantCulture).ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '.');

    private sealed record Case(string Text, string Unit);

    private sealed record Read(string? Dong, string? Fault);
}
