using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Portfolio.Common;

namespace Portfolio.Tests.Common;

internal sealed class VndTextTests
{
    [TestCase("1500000000", 1_500_000_000)]
    [TestCase("1.500.000.000", 1_500_000_000)]
    [TestCase("1 500 000 000", 1_500_000_000)]
    [TestCase("1\u00a0500\u00a0000", 1_500_000)]
    [TestCase("1,5 tỷ", 1_500_000_000)]
    [TestCase("1,5 tỉ đồng", 1_500_000_000)]
    [TestCase("64.571,2 tỷ", 64_571_200_000_000)]
    [TestCase("0,000000001 tỷ", 1)]
    [TestCase("1,50 triệu", 1_500_000)]
    [TestCase("2 TR", 2_000_000)]
    [TestCase("1.500", 1_500)]
    [TestCase("1,5 ty", 1_500_000_000)]
    [TestCase("1.500 trieu dong", 1_500_000_000)]
    [TestCase("7 đồng", 7)]
    [TestCase("7đ", 7)]
    [TestCase("10,00", 10)]
    [TestCase("1.500,000", 1_500)]
    [TestCase("1,000 tỷ", 1_000_000_000)]
    [TestCase("", 0)]
    [TestCase("  ", 0)]
    [TestCase(null, 0)]
    [TestCase("0", 0)]
    public void An_amount_reads_as_it_is_written_in_Vietnamese(string? text, long dong)
    {
        Assert.That(VndText.TryParse(text, out var amount), Is.Null);
        Assert.That(amount, Is.EqualTo(new Vnd(dong)));
    }

    [TestCase("1.5", "money.not_a_number")]
    [TestCase("1.5 tỷ", "money.not_a_number")]
    [TestCase("1.50.000", "money.not_a_number")]
    [TestCase("1,500,000", "money.not_a_number")]
    [TestCase("1,000", "money.not_a_number")]
    [TestCase("500,000 đồng", "money.not_a_number")]
    [TestCase("1.500 000", "money.not_a_number")]
    [TestCase("abc", "money.not_a_number")]
    [TestCase("1e9", "money.not_a_number")]
    [TestCase("=1+1", "money.not_a_number")]
    [TestCase("٣", "money.not_a_number")]
    [TestCase("-5", "money.negative")]
    [TestCase("- 1,5 tỷ", "money.negative")]
    [TestCase("1,5", "money.not_whole_dong")]
    [TestCase("0,0000000001 tỷ", "money.not_whole_dong")]
    [TestCase("1,0000005 triệu", "money.not_whole_dong")]
    [TestCase("100.000.000.000.000.001", "money.too_large")]
    [TestCase("99999999999999999999999999", "money.too_large")]
    [TestCase("999.999.999.999 tỷ", "money.too_large")]
    public void What_is_not_a_whole_amount_or_could_be_read_in_two_ways_is_refused(string text, string code)
    {
        Assert.That(VndText.TryParse(text, out var amount), Is.EqualTo(code));
        Assert.That(amount, Is.EqualTo(Vnd.Zero));
    }

    [TestCase(93_243_100_000_000, "93.243,1")]
    [TestCase(0, "0,0")]
    [TestCase(1_000_000_000, "1,0")]
    [TestCase(1_234_567_000_000, "1.234,567")]
    [TestCase(1, "≈ 0,0")]
    [TestCase(1_234_567_890_123, "≈ 1.234,568")]
    [TestCase(-500_000_000, "-0,5")]
    public void Tỷ_are_shown_exactly_or_marked(long dong, string shown) =>
        Assert.That(VndText.Billions(new Vnd(dong), CultureInfo.GetCultureInfo("vi-VN")), Is.EqualTo(shown));

    [Test]
    public void What_is_shown_in_đồng_reads_back_as_the_same_amount() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), number =>
        {
            var amount = new Vnd(Math.Abs(number % VndText.Largest));
            return VndText.TryParse(VndText.Dong(amount), out var read) is null && read == amount;
        }));

    [Test]
    public void Sums_that_do_not_fit_throw_instead_of_turning_over()
    {
        Assert.That(() => new Vnd(long.MaxValue) + new Vnd(1), Throws.InstanceOf<OverflowException>());
        Assert.That(() => new Vnd(long.MinValue) - new Vnd(1), Throws.InstanceOf<OverflowException>());
    }

    [TestCase(0L, "0 tỷ")]
    [TestCase(1_500_000_000L, "1,5 tỷ")]
    [TestCase(93_243_100_000_000L, "93.243,1 tỷ")]
    [TestCase(1_000_000L, "0,001 tỷ")]
    [TestCase(1_500_000_500L, "1.500.000.500")]
    public void What_a_field_shows_is_read_as_the_same_amount(long dong, string shown)
    {
        Assert.That(VndText.Typed(new Vnd(dong)), Is.EqualTo(shown));
        Assert.That((VndText.TryParse(shown, out var read), read), Is.EqualTo(((string?)null, new Vnd(dong))));
    }
}
