using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Provinces;

/// <summary>The limits of warnings of a province: read, tried on the last 90 days, and ruled on.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WarningRulePageTests
{
    private const string Rules = "/provinces/cb/warning-rules";
    private const string Overdue = Rules + "/milestone.overdue";
    private const string Obstacle = Rules + "/land.obstacle_open";
    private const string Moved = Rules + "/milestone.date_moved";
    private const string Idle = Rules + "/capital.idle";

    private TestHost host = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync();
        desk = await Desk.OfAsync(host, Role.Construction);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_trial_tells_what_would_have_been_raised_beside_the_limits_in_force_and_saves_nothing()
    {
        // Heard of on 3/8 and then not before 20/11: by the usual 14 days amber since before the first of the days and red within them, by 25 and 40 both within them.
        using (var later = await desk.SendAsync(await desk.OpenAsync(Obstacle), ("Limits.amber_days", "25"), ("Limits.red_days", "40"), ("Reason", "Quyết định 20"), ("Do", "try")))
        {
            Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await Desk.ReadAsync(later), Does.Contain("<dd>0 vàng, 1 đỏ</dd>").And.Contain("<dd>0 vàng, 1 đỏ; trong số đỏ, 1 đã có từ trước và chuyển đỏ trong thời gian này</dd>").And.Contain("từ 22/8/2026 đến 20/11/2026")
                .And.Contain($"href=\"/projects/{LandStory.Project}\"").And.Contain("<td>28/8/2026</td>").And.Contain("<td>12/9/2026</td>")
                .And.Contain("value=\"25\"").And.Contain("value=\"40\"").And.Contain("Quyết định 20</textarea>"));
        }
        using (var never = await desk.SendAsync(await desk.OpenAsync(Obstacle), ("Limits.amber_days", "999"), ("Limits.red_days", "1000"), ("Do", "try")))
            Assert.That(await Desk.ReadAsync(never), Does.Contain("<dd>0 vàng, 0 đỏ</dd>").And.Not.Contain("<tbody>"));
        using (var today = await desk.SendAsync(await desk.OpenAsync(Moved), ("Do", "try")))
            Assert.That(await Desk.ReadAsync(today), Does.Contain("theo tình trạng ngày 20/11/2026"));
        Assert.That(await host.AskAsync<long>("select count(*) from slippage.ruling where rule_code in ('land.obstacle_open', 'milestone.date_moved')"), Is.Zero);
    }

    [Test]
    public async Task A_ruling_stands_beside_the_usual_limit_and_who_saw_the_old_one_is_told()
    {
        var old = await desk.OpenAsync(Overdue);
        using (var saved = await desk.SendAsync(old, ("Limits.red_days", "10"), ("Reason", "Quyết định 12/QĐ-UBND"), ("Do", "save")))
            Assert.That(saved.Headers.Location?.OriginalString, Is.EqualTo(Overdue), await Desk.ReadAsync(saved));
        Assert.That(await desk.PageAsync(Overdue), Does.Contain("Đã lưu ngưỡng").And.Contain("Đang áp dụng 10 ngày; mặc định 15 ngày").And.Contain("Mốc quá hạn – Đỏ: số ngày quá hạn: 10 ngày").And.Contain("Quyết định 12/QĐ-UBND"));
        Assert.That(await desk.PageAsync(Rules), Does.Contain("tỉnh quy định; mặc định 15 ngày"));
        using var stale = await desk.SendAsync(old, ("Limits.red_days", "12"), ("Reason", "Quyết định 13"), ("Do", "save"));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(stale), Does.Contain("Người khác vừa sửa ngưỡng").And.Contain("value=\"12\"").And.Contain("Đang áp dụng 10 ngày").And.Contain("Quyết định 13</textarea>"));
        using var again = await desk.SendAsync(await Desk.AgainAsync(stale, Overdue), ("Do", "save"));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(again));
    }

    [TestCase(Obstacle, "red_days", "mười", "save", "Ngưỡng phải là số nguyên từ 1 đến 1000.")]
    [TestCase(Obstacle, "red_days", "0", "try", "Ngưỡng phải là số nguyên từ 1 đến 1000.")]
    [TestCase(Obstacle, "amber_days", "1000", "try", "“Vàng: số ngày chưa có trả lời” không được lớn hơn “Đỏ: số ngày chưa có trả lời” (30).")]
    [TestCase(Idle, "amber_day", "29/2", "save", "Ghi ngày và tháng, ví dụ 1/7; không lấy ngày 29/2.")]
    [TestCase(Idle, "amber_day", "31/12", "try", "Không được sau ngày ")]
    public async Task A_limit_that_cannot_be_is_refused_at_its_field_and_stays_as_typed(string page, string limit, string typed, string button, string fault)
    {
        using var refused = await desk.SendAsync(await desk.OpenAsync(page), ("Limits." + limit, typed), ("Reason", "Quyết định 12"), ("Do", button));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(refused), Does.Contain($"id=\"limit-{limit}-fault\">{fault}").And.Contain($"value=\"{typed}\"").And.Contain("Quyết định 12</textarea>"));
    }

    [Test]
    public async Task Saving_needs_a_reason_and_a_change()
    {
        using (var mute = await desk.SendAsync(await desk.OpenAsync(Obstacle), ("Limits.red_days", "40"), ("Do", "save")))
            Assert.That(await Desk.ReadAsync(mute), Does.Contain("id=\"reason-fault\"").And.Contain("value=\"40\""));
        using (var same = await desk.SendAsync(await desk.OpenAsync(Obstacle), ("Reason", "Quyết định 12"), ("Do", "save")))
            Assert.That(await Desk.ReadAsync(same), Does.Contain("Các ngưỡng đang đúng như vậy."));
        Assert.That(await desk.StatusAsync(Rules + "/no.such"), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Who_may_not_rule_reads_the_limits_and_sees_no_form()
    {
        using var finance = await Desk.OfAsync(host);
        Assert.That(await finance.PageAsync("/provinces"), Does.Contain($"href=\"{Rules}\""));
        Assert.That(await finance.PageAsync(Rules), Does.Contain($"href=\"{Idle}\"").And.Not.Contain("Mở một quy tắc để thử"));
        Assert.That(await finance.PageAsync(Idle), Does.Contain("Vàng: từ ngày").And.Not.Contain("name=\"Limits."));
    }

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_a_trial_is_seen_there([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, name) in new[] { (Rules, "warning-rules"), (Idle, "warning-rule-idle"), (Obstacle, "warning-rule-tried") })
            {
                Assert.That(await visitor.GoAsync(path), Is.EqualTo(200), path);
                if (path == Obstacle)
                {
                    await visitor.Page.Locator("#limit-amber_days").FillAsync("25");
                    await visitor.Page.Locator("button[value=try]").ClickAsync();
                    await Expect(visitor.Page.Locator("#trial tbody tr")).ToHaveCountAsync(1);
                }
                Assert.That(await visitor.Page.OverflowAsync(), Is.Null, path);
                Assert.That(await visitor.Page.BarriersAsync(), Is.Empty, path);
                Assert.That(await visitor.Page.MissingTextsAsync(), Is.Empty, path);
                await visitor.PictureAsync($"{name}.{language}.{width}");
            }
            Assert.That(visitor.Complaints, Is.Empty);
        }
    }
}
