using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Portfolio.Common;
using Portfolio.Slippage;
using Portfolio.Slippage.Rules;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Tests.Warnings;

internal sealed class WarningSentenceTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).AddLocalization().BuildServiceProvider();

    private static readonly WarningSentence Sentence = new(
        Services.GetRequiredService<IStringLocalizer<Texts>>(), new Display(Services.GetRequiredService<IStringLocalizer<Texts>>()));

    [OneTimeTearDown]
    public void Dispose() => Services.Dispose();

    [Test]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void A_sentence_tells_what_since_when_who_and_what_capital() => Assert.That(
        Sentence.Whole(Facts("milestone.overdue") with { Until = new DateOnly(2026, 11, 10) }, Today),
        Is.EqualTo("Mốc “Khởi công” quá hạn 21 ngày (hạn 10/11/2026); Ban QLDA phải xử lý; vốn năm nay chưa giải ngân còn 12,5 tỷ."));

    [Test]
    [SetUICulture("en")]
    [SetCulture("en")]
    public void So_it_does_in_English() => Assert.That(
        Sentence.Whole(Facts("land.notice_expiring") with { Until = new DateOnly(2026, 12, 31) }, Today),
        Is.EqualTo("The notice of recovery for Ground breaking runs out in 30 days (31/12/2026); Project board must act; 12.5 billion of this year's capital is not yet paid out."));

    [Test]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void What_nobody_knows_is_left_out() => Assert.Multiple(() =>
    {
        var bare = Facts("capital.idle") with { Since = new DateOnly(2026, 3, 31), Body = null, BodyEn = null };
        Assert.That(Sentence.Whole(bare with { AtRisk = null }, Today), Is.EqualTo("Vốn năm 2026 còn 3,2 tỷ chưa sử dụng mà dự án chưa được phê duyệt hoặc chưa có hợp đồng."));
        Assert.That(Sentence.Whole(bare with { AtRisk = Vnd.Zero }, Today), Does.Not.Contain("giải ngân"));
        Assert.That(Sentence.Whole(bare, Today), Does.EndWith("; vốn năm nay chưa giải ngân còn 12,5 tỷ."));
        Assert.That(Sentence.Whole(bare with { Body = "Sở", AtRisk = null }, Today), Does.EndWith("; Sở phải xử lý."));
    });

    [TestCase("vi-VN")]
    [TestCase("en")]
    public void Every_rule_has_its_sentence_before_and_after_its_day(string language)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var said =
                (from rule in RuleLimit.All.Select(l => l.Rule).Distinct()
                 from until in (DateOnly?[])[Today.AddDays(9), Today.AddDays(-9), Today, null]
                 from bound in (decimal?[])[50.5m, null]
                 select Sentence.Whole(Facts(rule) with { Until = until, Bound = bound }, Today)).ToList();
            Assert.That(said.Where(s => s.Contains("warning.", StringComparison.Ordinal) || s.Contains('{') || !s.EndsWith('.')), Is.Empty);
            Assert.That(said.Select(s => s.Split(' ')[0]).Distinct().Count(), Is.GreaterThan(5));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    [Test]
    public void The_language_decides_the_words() => Assert.That(
        RuleLimit.All.Select(l => l.Rule).Distinct().Where(rule => In("vi-VN", rule) == In("en", rule)), Is.Empty);

    private static string In(string language, string rule)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var said = Sentence.Of(Facts(rule), Today);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        return said;
    }

    private static WarningFacts Facts(string rule) => new(
        rule, "amber", "Khởi công", "Ground breaking", new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 10), 12.5m, 50.5m, new Vnd(3_200_000_000), "Ban QLDA",
        "Project board", new Vnd(12_500_000_000));
}
