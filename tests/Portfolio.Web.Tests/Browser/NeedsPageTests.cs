using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Playwright;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>An officer of the finance department enters the needs of a project. Every test has a project of its own.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class NeedsPageTests
{
    private const string Provincial = "Ngân sách tỉnh";
    private const string Central = "Ngân sách trung ương";

    private TestHost host = null!;
    private Visitor officer = null!;
    private NeedsForm form = null!;

    private IPage Page => officer.Page;

    private ILocator History => Page.Locator("section[aria-labelledby=history-title]");

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task The_live_sum_of_a_project_with_needs_is_what_stands_in_the_fields()
    {
        await using var reader = await Visitor.OpenAsync();
        await reader.GoAsync("/projects/CB-GT-004/needs");
        foreach (var group in await reader.Page.Locator("fieldset[data-class]").AllAsync())
        {
            var live = group.Locator("[data-live]");
            var held = await group.Locator("dl data.vnd").Nth(2).InnerTextAsync();
            Assert.That(await live.InnerTextAsync(), Does.StartWith($"Cộng: {held.Replace('\u00a0', ' ')}"));
            Assert.That(await live.GetAttributeAsync("class"), Does.Not.Contain("over"));
        }
    }

    [SetUp]
    public async Task OpenAsync()
    {
        officer = await Visitor.OpenAsync(host);
        form = new NeedsForm(officer.Page);
    }

    [TearDown]
    public async Task CloseAsync() => await officer.DisposeAsync();

    [Test]
    public async Task An_amount_in_billions_is_saved_shown_and_kept_in_the_history()
    {
        await form.OpenAsync("CB-GT-005");
        await form.TypeAsync(Provincial, "1,5 tỷ");
        await form.ReasonAsync("Nghị quyết số 08/NQ-HĐND");
        await form.SaveAsync();

        await Expect(Page).ToHaveURLAsync(new Uri(host.Address, "/projects/CB-GT-005").ToString());
        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Đã lưu nhu cầu vốn.");
        await Expect(Page.GetByRole(AriaRole.Row, new() { Name = Provincial }).First).ToContainTextAsync("1,5");
        await Expect(Page.GetByRole(AriaRole.Row, new() { Name = Provincial }).First).ToContainTextAsync("Đã nhập");
        await Expect(History).ToContainTextAsync("Nghị quyết số 08/NQ-HĐND");
        Assert.That(await LastChangeAsync(), Is.EqualTo((string[])[Provincial, "–", "1.500.000.000 đồng"]));
        Assert.That(await HeldAsync("CB-GT-005"), Is.EqualTo(1_500_000_000));

        await form.OpenAsync("CB-GT-005");
        await Expect(form.Amount(Provincial)).ToHaveValueAsync("1.500.000.000");
        await form.TypeAsync(Provincial, "2.000 triệu");
        await form.SaveAsync();

        await Expect(Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        Assert.That(await LastChangeAsync(), Is.EqualTo((string[])[Provincial, "1.500.000.000 đồng", "2.000.000.000 đồng"]));
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task More_than_the_envelope_is_refused_by_programme_class_and_excess_and_nothing_typed_is_lost()
    {
        var room = await RoomAsync("giao-thong", "state");
        await form.OpenAsync("CB-GT-006");
        await form.TypeAsync(Central, Written(room));
        await form.TypeAsync(Provincial, "1");
        await form.TypeAsync("Vốn doanh nghiệp", "3 tỷ");
        await form.ReasonAsync("thử vượt");

        await Expect(form.Sum("state")).ToContainTextAsync("vượt phần còn lại của chương trình 1 đồng.");
        await form.SaveAsync();

        await Expect(form.Message).ToContainTextAsync("Chương trình “Giao thông”, Ngân sách nhà nước: vượt 1 đồng");
        await Expect(form.Message).ToBeFocusedAsync();
        await Expect(form.Amount(Central)).ToHaveValueAsync(Written(room));
        await Expect(form.Amount(Provincial)).ToHaveValueAsync("1");
        await Expect(form.Amount("Vốn doanh nghiệp")).ToHaveValueAsync("3 tỷ");
        await Expect(form.Reason).ToHaveValueAsync("thử vượt");
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        await officer.PictureAsync("needs-refused");
        Assert.That(await HeldAsync("CB-GT-006"), Is.Zero);
    }

    [Test]
    public async Task The_sum_tells_the_excess_before_anything_is_sent()
    {
        var room = await RoomAsync("quy-hoach", "state");
        await form.OpenAsync("CB-QH-001");
        await form.TypeAsync(Central, Written(room));
        await Expect(form.Sum("state")).ToHaveTextAsync("Cộng: 315,2 tỷ. Chương trình còn lại: 0,0 tỷ.");

        await form.TypeAsync(Provincial, "2,5 tỷ");

        await Expect(form.Row(Provincial)).ToContainTextAsync("→ 2,5 tỷ");
        await Expect(form.Sum("state")).ToHaveTextAsync("Cộng: 317,7 tỷ, vượt phần còn lại của chương trình 2,5 tỷ.");
        await Expect(form.Sum("other")).ToHaveTextAsync("Cộng: 0,0 tỷ. Chương trình còn lại: 0,0 tỷ.");
    }

    [TestCase("một tỷ", "Chưa đọc được số tiền này")]
    [TestCase("1.5", "Chưa đọc được số tiền này")]
    [TestCase("-3", "không được âm")]
    [TestCase("0,5", "Số lẻ phải kèm đơn vị")]
    [TestCase("999.999.999 tỷ", "quá lớn")]
    public async Task What_is_no_amount_is_refused_beside_its_field(string typed, string says)
    {
        await form.OpenAsync("CB-GT-007");
        await form.TypeAsync(Central, "4 tỷ");
        await form.TypeAsync(Provincial, typed);
        await form.SaveAsync();

        await Expect(form.Row(Provincial).Locator(".fault")).ToContainTextAsync(says);
        await Expect(form.Amount(Provincial)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(form.Amount(Provincial)).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(says)));
        await Expect(form.Amount(Provincial)).ToHaveValueAsync(typed);
        await Expect(form.Amount(Central)).ToHaveValueAsync("4 tỷ");
        await Expect(Page.Locator(".fault")).ToHaveCountAsync(1);
        await Expect(form.Message).ToBeFocusedAsync();
        Assert.That(await HeldAsync("CB-GT-007"), Is.Zero);
    }

    [Test]
    public async Task Of_two_tabs_the_second_sees_what_the_first_saved_and_may_then_save()
    {
        await form.OpenAsync("CB-GT-008");
        var second = new NeedsForm(await officer.NewTabAsync());
        await second.OpenAsync("CB-GT-008");

        await form.TypeAsync(Provincial, "10 tỷ");
        await form.SaveAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        await form.OpenAsync("CB-GT-008");
        await form.TypeAsync(Central, "7 tỷ");
        await form.SaveAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        await second.TypeAsync(Provincial, "25 tỷ");
        await second.ReasonAsync("tab thứ hai");
        await second.SaveAsync();

        await Expect(second.Message).ToContainTextAsync("Người khác vừa sửa nhu cầu vốn");
        await Expect(second.Message).ToBeFocusedAsync();
        await Expect(second.Row(Provincial)).ToContainTextAsync("Người khác cũng vừa sửa ô này: 0 đồng → 10.000.000.000 đồng.");
        await Expect(second.Row(Central)).ToContainTextAsync("Người khác vừa sửa: 0 đồng → 7.000.000.000 đồng.");
        await Expect(second.Amount(Central)).ToHaveValueAsync("7.000.000.000");
        await Expect(second.Amount(Provincial)).ToHaveValueAsync("25 tỷ");
        await Expect(second.Reason).ToHaveValueAsync("tab thứ hai");
        await Expect(second.Save).ToHaveTextAsync("Lưu theo các ô bên trên");
        Assert.That(await HeldAsync("CB-GT-008"), Is.EqualTo(17_000_000_000));

        await second.SaveAsync();

        await Expect(second.Save).ToHaveCountAsync(0);
        Assert.That(await HeldAsync("CB-GT-008"), Is.EqualTo(32_000_000_000));
    }

    [Test]
    public async Task A_leader_finds_no_button_and_no_form()
    {
        await using var reading = await TestHost.StartAsync(Role.Leader, demo: false, on: host);
        await using var leader = await Visitor.OpenAsync(reading);

        Assert.That(await leader.GoAsync("/projects/CB-GT-009"), Is.EqualTo(200));
        await Expect(leader.Page.Locator("a[href$='/needs']")).ToHaveCountAsync(0);
        Assert.That(await leader.GoAsync("/projects/CB-GT-009/needs"), Is.EqualTo(403));
        await Expect(leader.Page.Locator("h1")).ToHaveTextAsync("Không có quyền");
        await Expect(leader.Page.Locator("form.needs-form")).ToHaveCountAsync(0);
    }

    private async Task<IReadOnlyList<string>> LastChangeAsync() =>
        await History.Locator("li").First.Locator(".changes > div").First.Locator("dt, dd > span:not(.visually-hidden, [aria-hidden])").AllInnerTextsAsync();

    private static string Written(long dong) => dong.ToString("#,##0", CultureInfo.GetCultureInfo("vi-VN"));

    private async Task<long> HeldAsync(string project)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        return await connection.ExecuteScalarAsync<long>(
            "select coalesce(sum(n.amount), 0) from funding.need n join projects.project p on p.id = n.project_id where p.code = @project", new { project });
    }

    private async Task<long> RoomAsync(string programme, string sourceClass)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        return await connection.ExecuteScalarAsync<long>(
            """
            select e.amount - e.itemised from funding.envelope e
            join plans.programme g on g.id = e.programme_id join plans.plan p on p.id = g.plan_id
            where p.code = 'cb-ha-tang-2026-2030' and g.code = @programme and e.source_class = @sourceClass
            """,
            new { programme, sourceClass });
    }
}
