using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage;
using Portfolio.Slippage.Rules;
using Portfolio.Web.Api.Warnings;
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

    private static IEnumerable<string> EveryRule => RuleLimit.All.Select(l => l.Rule).Append("ledger.broken").Distinct();

    [OneTimeTearDown]
    public void Dispose() => Services.Dispose();

    [Test]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void A_sentence_tells_what_since_when_who_and_what_capital() => Assert.That(
        Sentence.Whole(Facts("milestone.overdue") with { Until = new DateOnly(2026, 11, 10) }, Today),
        Is.EqualTo("Mốc “Khởi công” quá hạn 21 ngày (hạn 10/11/2026); Ban QLDA phải xử lý; vốn năm 2026 chưa giải ngân còn 12,5 tỷ."));

    [Test]
    [SetUICulture("en")]
    [SetCulture("en")]
    public void So_it_does_in_English() => Assert.That(
        Sentence.Whole(Facts("land.notice_expiring") with { Until = new DateOnly(2026, 12, 31) }, Today),
        Is.EqualTo("The notice of recovery for Ground breaking runs out in 30 days (31/12/2026); Project board must act; 12.5 billion of the capital of 2026 is not yet paid out."));

    [Test]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void What_nobody_knows_is_left_out() => Assert.Multiple(() =>
    {
        var bare = Facts("capital.idle") with { Measure = null, Since = new DateOnly(2026, 3, 31), Body = null, BodyEn = null };
        Assert.That(Sentence.Whole(bare with { AtRisk = null }, Today), Is.EqualTo("Vốn năm 2026 còn 3,2 tỷ chưa sử dụng mà dự án chưa được phê duyệt hoặc chưa có hợp đồng."));
        Assert.That(Sentence.Whole(bare with { AtRisk = Vnd.Zero }, Today), Does.Not.Contain("giải ngân"));
        Assert.That(Sentence.Whole(bare, Today), Does.EndWith("; vốn năm 2026 chưa giải ngân còn 12,5 tỷ."));
        Assert.That(Sentence.Whole(bare with { Body = "Sở", AtRisk = null }, Today), Does.EndWith("; Sở phải xử lý."));
    });

    // Until 31/1 the year before is still paid out, and at risk.
    [TestCase("2027-01-31", 2026)]
    [TestCase("2027-02-01", 2027)]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void Capital_is_that_of_the_year_that_is_judged(string day, int year) => Assert.Multiple(() =>
    {
        var today = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        Assert.That(Sentence.Whole(Facts("milestone.overdue"), today), Does.EndWith($"; vốn năm {year} chưa giải ngân còn 12,5 tỷ."));
        Assert.That(Sentence.Whole(Facts("milestone.overdue") with { Body = null }, today), Does.EndWith($"; vốn năm {year} chưa giải ngân còn 12,5 tỷ."));
        Assert.That(Sentence.Of(Facts("disbursement.behind"), today), Does.StartWith($"Mới giải ngân 12,5 % vốn năm {year} trong khi"));
        Assert.That(Sentence.Of(Facts("disbursement.run_rate"), today), Does.Contain($"12,5 % vốn năm {year},"));
        Assert.That(new BoardCapital(0, 0, 0, Vnd.Zero, Vnd.Zero, today, false).YearOn(today.AddYears(1)), Is.EqualTo(year));
        Assert.That(new BoardCapital(0, 0, 0, Vnd.Zero, Vnd.Zero, null, false).YearOn(today), Is.EqualTo(year));
    });

    [TestCase("milestone.due_soon", "Mốc “Khởi công” đến hạn hôm nay, 1/12/2026")]
    [TestCase("land.behind_start", "Khởi công hôm nay (1/12/2026) mà mới bàn giao 12,5 % mặt bằng")]
    [TestCase("land.notice_expiring", "Thông báo thu hồi đất Khởi công chỉ còn hiệu lực đến hết hôm nay, 1/12/2026")]
    [TestCase("capital.duration", "Hôm nay, 1/12/2026, là ngày cuối của thời gian bố trí vốn 12,5 năm")]
    [TestCase("capital.other_source", "Khởi công hôm nay (1/12/2026) mà 3,2 tỷ vốn ngoài ngân sách chưa được cam kết")]
    [TestCase("settlement.late", "Hoàn thành ngày 1/10/2026, hôm nay, 1/12/2026, là hạn lập hồ sơ quyết toán")]
    [TestCase("report.late", "Báo cáo “Khởi công” phải nộp trong hôm nay, 1/12/2026")]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void On_the_day_itself_it_says_today(string rule, string said) => Assert.That(Sentence.Of(Facts(rule) with { Until = Today }, Today), Is.EqualTo(said));

    [TestCase("2026-12-02", "amber", "Còn 1 ngày đến khởi công (2/12/2026) mà mới bàn giao 12,5 % mặt bằng")]
    [TestCase("2026-12-02", "red", "Còn 1 ngày đến khởi công (2/12/2026) mà phần đất cản trở khởi công chưa bàn giao hết, toàn dự án mới bàn giao 12,5 % mặt bằng")]
    [TestCase("2026-11-30", "red", "Đã quá ngày khởi công 30/11/2026 là 1 ngày mà phần đất cản trở khởi công chưa bàn giao hết, toàn dự án mới bàn giao 12,5 % mặt bằng")]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void Land_that_blocks_is_said_to(string start, string severity, string said) => Assert.That(
        Sentence.Of(Facts("land.behind_start") with { Severity = severity, Until = DateOnly.Parse(start, CultureInfo.InvariantCulture) }, Today), Is.EqualTo(said));

    [TestCase(1, "mà dự án chưa được phê duyệt")]
    [TestCase(2, "mà dự án chưa có hợp đồng")]
    [TestCase(3, "mà dự án chưa được phê duyệt và chưa có hợp đồng")]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void Idle_capital_says_what_it_waits_for(int lacking, string said) =>
        Assert.That(Sentence.Of(Facts("capital.idle") with { Measure = lacking }, Today), Does.EndWith(said));

    [Test]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void A_step_is_named_where_it_is_known() => Assert.Multiple(() =>
    {
        var late = Facts("land.step_late") with { Detail = "Niêm yết", DetailEn = "Publication" };
        Assert.That(Sentence.Of(late, Today), Is.EqualTo("Giải phóng mặt bằng Khởi công: bước “Niêm yết” quá thời hạn 21 ngày (hạn 10/11/2026)"));
        Assert.That(Sentence.Of(late with { Detail = null }, Today), Is.EqualTo("Giải phóng mặt bằng Khởi công quá thời hạn 21 ngày (hạn 10/11/2026)"));
    });

    [Test]
    [SetUICulture("en")]
    [SetCulture("en")]
    public void A_step_is_named_in_English() => Assert.That(
        Sentence.Of(Facts("land.step_late") with { Detail = "Niêm yết", DetailEn = "Publication" }, Today), Does.Contain("step “Publication” is 21 days past its limit"));

    // What has ended is told as of the day on which it did.
    [TestCase(null, "quá hạn 21 ngày", 50)]
    [TestCase("2026-11-12", "quá hạn 2 ngày", 31)]
    [SetUICulture("vi-VN")]
    [SetCulture("vi-VN")]
    public void A_warning_that_has_ended_grows_no_older(string? ended, string said, int days)
    {
        var row = new WarningRow
        {
            Rule = "milestone.overdue",
            Severity = "red",
            SubjectType = "milestone",
            Until = new DateOnly(2026, 11, 10),
            OpenedOn = new DateOnly(2026, 10, 12),
            ResolvedOn = ended is null ? null : DateOnly.Parse(ended, CultureInfo.InvariantCulture),
        };
        Assert.That(WarningDto.Of(row, Today, Sentence).Sentence, Does.Contain(said));
        Assert.That(row.Days(Today), Is.EqualTo(days));
    }

    [TestCase("vi-VN")]
    [TestCase("en")]
    public void Every_rule_has_its_sentence_before_and_after_its_day(string language)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var said =
                (from rule in EveryRule
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
        EveryRule.Where(rule => In("vi-VN", rule) == In("en", rule)), Is.Empty);

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
