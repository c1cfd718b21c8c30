using Portfolio.Funding.Curves;

namespace Portfolio.Tests.Funding.Curves;

internal sealed class ShareTextTests
{
    [TestCase("0", 0)]
    [TestCase("8,33", 833)]
    [TestCase("8.33", 833)]
    [TestCase("8,3", 830)]
    [TestCase(" 12,5 % ", 1250)]
    [TestCase("100", 10_000)]
    [TestCase("100,00%", 10_000)]
    public void A_share_is_read_to_the_basis_point(string text, int expected)
    {
        Assert.That(ShareText.TryParse(text, out var share), Is.Null);
        Assert.That(share, Is.EqualTo(expected));
    }

    [TestCase("", "curve.share_missing")]
    [TestCase("  ", "curve.share_missing")]
    [TestCase("8,333", "curve.not_a_share")]
    [TestCase("-1", "curve.not_a_share")]
    [TestCase("một nửa", "curve.not_a_share")]
    [TestCase("1.000", "curve.not_a_share")]
    [TestCase("٣", "curve.not_a_share")]
    [TestCase("100,01", "curve.share_outside")]
    [TestCase("999", "curve.share_outside")]
    public void What_is_no_share_is_refused(string text, string code) => Assert.That(ShareText.TryParse(text, out _), Is.EqualTo(code));

    [Test]
    public void What_is_written_is_read_back()
    {
        for (var share = 0; share <= DefaultCurve.Whole; share++)
        {
            Assert.That(ShareText.TryParse(ShareText.Of(share), out var read), Is.Null);
            Assert.That(read, Is.EqualTo(share));
        }
    }
}
