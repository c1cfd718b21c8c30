using System.Text.Json;
using Microsoft.Playwright;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>What is typed is saved, or stays typed: nothing is lost, whatever happens.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridSaveTests
{
    private const string Source = GridPlan.Provincial;

    private TestHost host = null!;
    private GridPlan plan = null!;
    private Visitor officer = null!;
    private GridPage grid = null!;
    private long paper;

    private IPage Page => officer.Page;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [SetUp]
    public async Task OpenAsync()
    {
        plan = await GridPlan.MakeAsync(host);
        paper = await plan.PaperAsync();
        officer = await Visitor.OpenAsync(host);
        grid = new GridPage(Page, plan, paper);
    }

    [TearDown]
    public async Task CloseAsync() => await officer.DisposeAsync();

    [Test]
    public async Task One_request_brings_just_the_changed_cells_with_what_they_were_based_on()
    {
        await plan.DecideAsync("01/QĐ", (1, Source, 2026, 100));
        await plan.EditAsync(paper, (1, Source, 2026, 20));
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "150");
        await grid.TypeAsync(2, 2027, "0,000001");
        await grid.TypeAsync(3, 2028, "5");
        await grid.TypeAsync(3, 2028, "0");
        var requests = new List<string>();
        Page.Request += (_, request) => { if (request.Method == "POST") requests.Add(request.PostData!); };
        await grid.SaveAsync();

        await Expect(grid.Status).ToContainTextAsync("Đã lưu 2 ô lúc");
        await grid.TypedAsync(0);
        await grid.ShowsAsync(1, 2026, "150");
        await grid.LooksNotAsync(1, 2026, "typed");
        await grid.LooksAsync(1, 2026, "moved");
        Assert.That(requests, Has.Count.EqualTo(1));
        using var body = JsonDocument.Parse(requests[0]);
        Assert.That(body.RootElement.GetProperty("lines").EnumerateArray().Select(l => (
            l.GetProperty("project").GetString(), l.GetProperty("year").GetInt32(), l.GetProperty("change").GetInt64(),
            l.GetProperty("was").GetInt64(), l.GetProperty("inForce").GetInt64())), Is.EqualTo(((string?, int, long, long, long)[])
            [(plan.Project(1), 2026, 50_000_000, 20_000_000, 100_000_000), (plan.Project(2), 2027, 1, 0, 0)]));
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(50_000_000));
        Assert.That(await plan.ChangeAsync(paper, 2, Source, 2027), Is.EqualTo(1));

        await grid.SaveAsync();
        await Expect(grid.Status).ToHaveTextAsync("Không có gì để lưu.");
        // After saving, undo is a new change.
        await grid.PressAsync("Control+z", "Control+z", "Control+z", "Control+z");
        await grid.ShowsAsync(1, 2026, "120");
        await grid.SaveAsync();
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(20_000_000));
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task Of_two_officers_the_second_sees_both_figures_and_decides_and_loses_nothing()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        await grid.TypeAsync(2, 2026, "200");
        await grid.TypeAsync(3, 2026, "300");
        await plan.EditAsync(paper, (1, Source, 2026, 11), (2, Source, 2026, 22));
        await grid.SaveAsync();

        // What nobody else touched is saved all the same.
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
        Assert.That(await plan.ChangeAsync(paper, 3, Source, 2026), Is.EqualTo(300_000_000));
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(11_000_000));
        await grid.ShowsAsync(1, 2026, "100");
        await grid.LooksAsync(1, 2026, "overtaken");
        await Expect(grid.Cell(1, 2026)).ToHaveAttributeAsync(
            "title", new System.Text.RegularExpressions.Regex("Người khác đã sửa: 0 triệu đồng → 11 triệu đồng. Số ông/bà nhập: 100 triệu đồng."));
        await Expect(grid.Problems).ToHaveCountAsync(2);
        Assert.That(await Page.BarriersAsync(), Is.Empty);

        // Nothing is overwritten before the officer has decided.
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Chưa lưu được ô nào");
        await grid.Problems.Filter(new() { HasText = plan.Project(1) }).GetByRole(AriaRole.Button, new() { Name = "Giữ số của tôi" }).ClickAsync();
        await grid.Problems.Filter(new() { HasText = plan.Project(2) }).GetByRole(AriaRole.Button, new() { Name = "Lấy số của họ" }).ClickAsync();
        await grid.ShowsAsync(2, 2026, "22");
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(100_000_000));
        Assert.That(await plan.ChangeAsync(paper, 2, Source, 2026), Is.EqualTo(22_000_000));
        await grid.TypedAsync(0);
    }

    [Test]
    public async Task A_decision_that_came_in_force_meanwhile_is_a_change_of_others_too()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        await plan.DecideAsync("02/QĐ", (1, Source, 2026, 40));
        await grid.SaveAsync();
        await grid.LooksAsync(1, 2026, "overtaken");
        await grid.ShowsAsync(1, 2026, "100");
        await grid.Problems.GetByRole(AriaRole.Button, new() { Name = "Giữ số của tôi" }).ClickAsync();
        await grid.SaveAsync();
        // 100 after the paper is what was typed: 60 more than what is in force by now.
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(60_000_000));
    }

    [Test]
    public async Task A_refusal_of_the_server_marks_the_cells_it_names_and_saves_the_others()
    {
        await plan.SetCeilingsAsync(Source, 500);
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "300");
        await grid.TypeAsync(1, 2027, "50");
        // Another officer fills the rest of the ceiling in a cell that nobody looks at here.
        await plan.EditAsync(paper, (6, Source, 2026, 400));
        await grid.LooksNotAsync(1, 2026, "bad");
        await grid.SaveAsync();

        await grid.LooksAsync(1, 2026, "bad");
        await grid.ShowsAsync(1, 2026, "300");
        await Expect(grid.Problems).ToContainTextAsync("Ngân sách tỉnh, năm 2026: 700 triệu đồng vượt trần 500 triệu đồng: vượt 200 triệu đồng.");
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
        await Expect(grid.Head("left", 2026)).ToHaveTextAsync("-200");
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2027), Is.EqualTo(50_000_000));
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.Zero);

        // The server is asked again about what looks wrong here, for somebody may have made room.
        await plan.EditAsync(paper, (6, Source, 2026, 100));
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
        await grid.LooksNotAsync(1, 2026, "bad");
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(300_000_000));
    }

    [Test]
    public async Task A_cell_that_breaks_a_rule_waits_and_the_others_are_saved()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "1.001");
        await grid.TypeAsync(2, 2026, "1,2345678");
        await grid.TypeAsync(3, 2026, "7");
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
        await Expect(grid.Status).ToContainTextAsync("Còn 2 ô chưa lưu");
        await grid.ShowsAsync(1, 2026, "1.001");
        await grid.ShowsAsync(2, 2026, "1,2345678");
        Assert.That(await plan.ChangeAsync(paper, 3, Source, 2026), Is.EqualTo(7_000_000));
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Mọi số đã nhập vẫn còn.");
        await grid.TypedAsync(2);
    }

    [Test]
    public async Task When_the_connection_fails_it_says_so_and_one_tries_again()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        await Page.Context.SetOfflineAsync(true);
        await grid.SaveAsync();
        await Expect(grid.Status).ToHaveTextAsync("Chưa lưu: không kết nối được với máy chủ. Mọi số đã nhập vẫn còn.");
        await grid.ShowsAsync(1, 2026, "100");
        await grid.TypeAsync(2, 2026, "200");
        await Page.Context.SetOfflineAsync(false);
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 2 ô");
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(100_000_000));
    }

    [Test]
    public async Task While_it_saves_one_types_on_and_what_is_typed_meanwhile_waits()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        await grid.TypeAsync(2, 2026, "200");
        var gate = new TaskCompletionSource();
        await Page.RouteAsync("**/grid", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await grid.PressAsync("Control+s");
        await Expect(grid.Status).ToHaveTextAsync("Đang lưu…");
        await grid.TypeAsync(1, 2026, "111");
        await grid.TypeAsync(3, 2026, "300");
        gate.SetResult();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 2 ô");
        await grid.ShowsAsync(1, 2026, "111");
        await grid.TypedAsync(2);
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(100_000_000));
        await Page.UnrouteAllAsync();
        await grid.SaveAsync();
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(111_000_000));
    }

    [Test]
    public async Task When_the_session_has_ended_nothing_is_lost()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        var cookies = await Page.Context.CookiesAsync();
        await Page.Context.ClearCookiesAsync(new() { Name = host.SignedIn!.CookieName });
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Chưa lưu: phiên làm việc đã hết.");
        await grid.ShowsAsync(1, 2026, "100");
        await Page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await Page.Locator("[data-retry]").ClickAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
    }

    [Test]
    public async Task A_paper_submitted_meanwhile_refuses_in_one_sentence_and_what_was_typed_stays()
    {
        await plan.EditAsync(paper, (6, Source, 2026, 1));
        await grid.OpenAsync("?source=" + Source);
        await grid.PasteAsync(1, 2026, "1\n2\n3");
        await plan.SubmitAsync(paper);
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Chưa lưu. Mọi số đã nhập vẫn còn.");
        await Expect(grid.Problems).ToHaveCountAsync(0);
        await grid.ShowsAsync(3, 2026, "3");
    }

    [Test]
    public async Task After_a_reload_what_was_not_saved_is_offered_and_comes_back()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100,5");
        await grid.TypeAsync(2, 2026, "hai trăm");
        await grid.TypeAsync(3, 2027, "300");
        Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await plan.EditAsync(paper, (3, Source, 2027, 33));
        await Page.ReloadAsync();
        await grid.ReadyAsync();

        await Expect(Page.Locator("[data-kept-text]")).ToContainTextAsync("Có 3 ô chưa lưu");
        await grid.ShowsAsync(1, 2026, "");
        // What is typed before one decides takes nothing away from it.
        await grid.TypeAsync(4, 2026, "400");
        await Page.ReloadAsync();
        await grid.ReadyAsync();
        await Expect(Page.Locator("[data-kept-text]")).ToContainTextAsync("Có 4 ô chưa lưu");
        await Page.Locator("[data-restore]").ClickAsync();
        await grid.ShowsAsync(1, 2026, "100,5");
        await grid.ShowsAsync(2, 2026, "hai trăm");
        await grid.LooksAsync(2, 2026, "text");
        await grid.ShowsAsync(4, 2026, "400");
        // Somebody changed it since it was typed.
        await grid.LooksAsync(3, 2027, "overtaken");
        await grid.ShowsAsync(3, 2027, "300");
        await grid.SaveAsync();
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(100_500_000));

        await Page.ReloadAsync();
        await grid.ReadyAsync();
        await Page.Locator("[data-forget]").ClickAsync();
        await Page.ReloadAsync();
        await grid.ReadyAsync();
        await Expect(Page.Locator("[data-kept]")).ToBeHiddenAsync();
        await grid.ShowsAsync(1, 2026, "100,5");
    }

    [Test]
    public async Task What_a_closed_window_left_is_offered_in_the_next_and_what_an_open_one_holds_is_not()
    {
        var second = await officer.NewTabAsync();
        var left = new GridPage(second, plan, paper);
        await left.OpenAsync("?source=" + Source);
        await left.TypeAsync(1, 2026, "100,5");
        await left.TypeAsync(1, 2026, "101");
        await left.Cell(1, 2026).ClickAsync();
        await second.Locator("#grid-reason").ClickAsync();
        await second.Locator("#grid-reason").FillAsync("Bổ sung mặt bằng");
        await left.PressAsync("Enter");
        await grid.OpenAsync("?source=" + Source);
        await Expect(Page.Locator("[data-kept]")).ToBeHiddenAsync();

        await second.CloseAsync();
        await Page.ReloadAsync();
        await grid.ReadyAsync();
        await Expect(Page.Locator("[data-kept-text]")).ToContainTextAsync("Có 1 ô chưa lưu");
        await Page.Locator("[data-restore]").ClickAsync();
        await grid.ShowsAsync(1, 2026, "101");
        await grid.SaveAsync();
        Assert.That(await plan.ChangeAsync(paper, 1, Source, 2026), Is.EqualTo(101_000_000));
        Assert.That(await plan.ReasonAsync(paper, 1, Source, 2026), Is.EqualTo("Bổ sung mặt bằng"));
        await Page.ReloadAsync();
        await grid.ReadyAsync();
        await Expect(Page.Locator("[data-kept]")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_reason_is_written_for_all_selected_cells_undone_saved_and_taken_away()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.PasteAsync(1, 2026, "10\t20\n\t40");
        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("Shift+ArrowRight", "Shift+ArrowDown", "Shift+F2");
        await Page.Keyboard.TypeAsync("Giải phóng mặt bằng xong sớm");
        // The click selects another cell; the reason is for those that were selected.
        await grid.Cell(3, 2028).ClickAsync();
        await Expect(grid.Status).ToHaveTextAsync("Đã ghi lý do cho 3 ô. Chưa lưu.");
        await Expect(grid.Cell(2, 2027)).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("Lý do: Giải phóng mặt bằng xong sớm"));
        await Expect(Page.Locator("[data-reason]")).ToBeHiddenAsync();
        await grid.PressAsync("Control+z", "Control+y");
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 3 ô");
        Assert.That(await plan.ReasonAsync(paper, 2, Source, 2027), Is.EqualTo("Giải phóng mặt bằng xong sớm"));
        Assert.That(await plan.ReasonAsync(paper, 2, Source, 2026), Is.Null);

        // Another figure leaves the reason as it is; a reason alone is saved as well, and a blank one takes it away.
        await grid.TypeAsync(1, 2026, "11");
        await grid.Cell(1, 2027).ClickAsync();
        await Page.Locator("#grid-reason").FillAsync(" ");
        await grid.PressAsync("Enter");
        await Expect(grid.Cell(1, 2027)).ToBeFocusedAsync();
        await grid.TypedAsync(2);
        await grid.SaveAsync();
        Assert.That(await plan.ReasonAsync(paper, 1, Source, 2026), Is.EqualTo("Giải phóng mặt bằng xong sớm"));
        Assert.That(await plan.ReasonAsync(paper, 1, Source, 2027), Is.Null);
        await grid.TypedAsync(0);
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_is_not_saved_is_offered_to_nobody_else_and_in_no_other_paper()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        var other = new GridPage(Page, plan, await plan.PaperAsync());
        await other.OpenAsync();
        await Expect(Page.Locator("[data-kept]")).ToBeHiddenAsync();

        var someone = await SignedIn.OfAsync(host.Services, (await Person.MakeAsync(host, Accounts.Role.Finance)).Name);
        await Page.Context.ClearCookiesAsync();
        await Page.Context.AddCookiesAsync([new Cookie { Name = someone.CookieName, Value = someone.CookieValue, Url = host.Address.ToString() }]);
        await grid.OpenAsync("?source=" + Source);
        await Expect(Page.Locator("[data-kept]")).ToBeHiddenAsync();
        await grid.ShowsAsync(1, 2026, "");
    }

    [Test]
    public async Task Leaving_with_something_unsaved_asks_first()
    {
        await grid.OpenAsync("?source=" + Source);
        var asked = new List<string>();
        Page.Dialog += (_, dialog) =>
        {
            asked.Add(dialog.Type);
            _ = dialog.DismissAsync();
        };
        await grid.TypeAsync(1, 2026, "100");
        await Page.Locator(".crumbs a").First.ClickAsync();
        await Expect(grid.Cell(1, 2026)).ToHaveTextAsync("100");
        Assert.That(asked, Is.EqualTo((string[])["beforeunload"]));
        await grid.SaveAsync();
        await Expect(grid.Status).ToContainTextAsync("Đã lưu 1 ô");
        await Page.Locator(".crumbs a").First.ClickAsync();
        await Expect(Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/grid"));
        Assert.That(asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_latest_figures_are_fetched_on_demand_and_what_is_typed_stays()
    {
        await grid.OpenAsync("?source=" + Source);
        await grid.TypeAsync(1, 2026, "100");
        await plan.EditAsync(paper, (1, Source, 2026, 5), (2, Source, 2026, 6));
        await plan.EditAsync(await plan.PaperAsync(DecisionKind.Allocation, "khác"), (3, Source, 2026, 7));
        await Page.Locator("[data-renew]").ClickAsync();
        await grid.ShowsAsync(2, 2026, "6");
        await grid.ShowsAsync(1, 2026, "100");
        await grid.ShowsAsync(3, 2026, "");
        await grid.LooksAsync(1, 2026, "overtaken");
        await Expect(grid.Head("total", 2026)).ToHaveTextAsync("106");
    }
}
