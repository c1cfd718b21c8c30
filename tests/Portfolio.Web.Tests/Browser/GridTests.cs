using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>An officer works on the grid of a paper. Every test has a plan of its own, with needs of 1.000 triệu đồng.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridTests
{
    private TestHost host = null!;
    private GridPlan plan = null!;
    private Visitor officer = null!;
    private GridPage grid = null!;

    private IPage Page => officer.Page;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [SetUp]
    public async Task OpenAsync()
    {
        plan = await GridPlan.MakeAsync(host);
        officer = await Visitor.OpenAsync(host);
        grid = new GridPage(Page, plan, await plan.PaperAsync());
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await officer.DisposeAsync();
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_is_typed_stands_in_its_cell_and_Enter_goes_down_and_Tab_to_the_right()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.Cell(1, 2026).ClickAsync();
        await Page.Keyboard.TypeAsync("12,5");
        await grid.PressAsync("Enter");
        await Page.Keyboard.TypeAsync("1.000");
        await grid.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("0,000001");
        await grid.PressAsync("Shift+Enter");

        await grid.ShowsAsync(1, 2026, "12,5");
        await grid.ShowsAsync(2, 2026, "1.000");
        await grid.ShowsAsync(2, 2027, "0,000001");
        await Expect(grid.Cell(1, 2027)).ToBeFocusedAsync();
        await grid.LooksAsync(1, 2026, "moved");
        await grid.LooksAsync(1, 2026, "typed");
        await Expect(grid.Column(2, "sum")).ToHaveTextAsync("1.000,000001");
        await grid.TypedAsync(3);
    }

    [Test]
    public async Task Keys_do_what_they_do_in_every_spreadsheet()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.TypeAsync(1, 2026, "100");
        await grid.TypeAsync(1, 2027, "200");

        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("F2");
        await Expect(grid.Field).ToHaveValueAsync("100");
        await grid.PressAsync("End", "0", "Escape");
        await grid.ShowsAsync(1, 2026, "100");
        await Expect(grid.Cell(1, 2026)).ToBeFocusedAsync();

        // Begun by typing, an arrow takes what is typed and goes on; begun by F2 it moves within the field.
        await grid.PressAsync("7", "ArrowRight");
        await grid.ShowsAsync(1, 2026, "7");
        await Expect(grid.Cell(1, 2027)).ToBeFocusedAsync();
        await grid.PressAsync("F2", "Home", "ArrowRight", "5", "Enter");
        await grid.ShowsAsync(1, 2027, "2.500");

        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("Shift+ArrowRight", "Shift+ArrowDown", "Delete");
        await grid.ShowsAsync(1, 2026, "");
        await grid.ShowsAsync(1, 2027, "");
        await grid.PressAsync("Control+End");
        await Expect(grid.Column(6, "missing")).ToBeFocusedAsync();
        await grid.PressAsync("Control+Home", "ArrowDown", "End", "Home", "ArrowDown");
        await Expect(grid.Column(2, "name")).ToBeFocusedAsync();
        await grid.PressAsync("Escape");
        await Expect(Page.Locator("[data-save]")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Tab_walks_from_year_to_year_and_row_to_row_and_out_at_the_end()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.Cell(3, 2030).ClickAsync();
        await grid.PressAsync("Tab");
        await Expect(grid.Cell(4, 2026)).ToBeFocusedAsync();
        await grid.PressAsync("Shift+Tab");
        await Expect(grid.Cell(3, 2030)).ToBeFocusedAsync();
        await grid.Cell(6, 2030).ClickAsync();
        await grid.PressAsync("Tab");
        await Expect(grid.Cell(6, 2030)).Not.ToBeFocusedAsync();
        await grid.PressAsync("Shift+Tab");
        await Expect(grid.Cell(6, 2030)).ToBeFocusedAsync();
    }

    [Test]
    public async Task Undo_and_redo_go_over_typing_pasting_filling_and_clearing()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.TypeAsync(1, 2026, "10");
        await grid.PasteAsync(1, 2027, "20\t30\n40\t50");
        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("Shift+ArrowDown", "Shift+ArrowDown", "Control+Enter");
        await grid.ShowsAsync(3, 2026, "10");
        await grid.PressAsync("Control+a", "Delete");
        await grid.TypedAsync(0);

        await grid.PressAsync("Control+z");
        await grid.ShowsAsync(2, 2028, "50");
        await grid.ShowsAsync(3, 2026, "10");
        await grid.PressAsync("Control+z");
        await grid.ShowsAsync(3, 2026, "");
        await grid.PressAsync("Control+z");
        await grid.ShowsAsync(2, 2028, "");
        await grid.ShowsAsync(1, 2026, "10");
        await grid.PressAsync("Control+z");
        await grid.TypedAsync(0);
        await Expect(Page.Locator("[data-undo]")).ToBeDisabledAsync();

        await grid.PressAsync("Control+y", "Control+y", "Control+Shift+z");
        await grid.ShowsAsync(2, 2028, "50");
        await grid.ShowsAsync(3, 2026, "10");
        // What is done anew ends what could be done again.
        await grid.TypeAsync(6, 2026, "1");
        await Expect(Page.Locator("[data-redo]")).ToBeDisabledAsync();
    }

    [Test]
    public async Task The_selection_is_filled_by_Ctrl_Enter_by_the_button_and_downwards()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.Cell(1, 2026).ClickAsync();
        await grid.Cell(3, 2027).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Page.Keyboard.TypeAsync("15");
        await grid.PressAsync("Control+Enter");
        foreach (var project in (int[])[1, 2, 3])
            await grid.ShowsAsync(project, 2027, "15");
        await grid.ShowsAsync(4, 2026, "");

        await grid.TypeAsync(1, 2026, "99");
        await grid.Cell(1, 2026).HoverAsync();
        await Page.Mouse.DownAsync();
        await grid.Cell(2, 2027).HoverAsync();
        await Page.Mouse.UpAsync();
        await grid.PressAsync("Control+d");
        await grid.ShowsAsync(2, 2026, "99");
        await grid.ShowsAsync(2, 2027, "15");
        await grid.ShowsAsync(3, 2026, "15");
        await Page.Locator("[data-fill]").ClickAsync();
        await grid.ShowsAsync(2, 2027, "99");
    }

    [Test]
    public async Task Totals_ceilings_and_what_remains_follow_every_key()
    {
        await plan.SetCeilingsAsync(GridPlan.Provincial, 900);
        await plan.KeepAsync(GridPlan.Provincial, 500);
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await Expect(grid.Head("left", 2026)).ToHaveTextAsync("900");
        // Where the eye looks for it there it is, and nothing over it.
        Assert.That(await grid.Head("left", 2026).EvaluateAsync<bool>("""
            cell => {
              const box = cell.getBoundingClientRect();
              return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === cell;
            }
            """), Is.True);
        await grid.TypeAsync(1, 2026, "300,5");
        await grid.TypeAsync(5, 2026, "99,5");

        await Expect(grid.Head("total", 2026)).ToHaveTextAsync("400");
        await Expect(grid.Head("total", "missing")).ToHaveTextAsync("5.600");
        await Expect(grid.Head("ceiling", 2026)).ToHaveTextAsync("900");
        await Expect(grid.Head("ceiling", "sum")).ToHaveTextAsync("4.000");
        await Expect(grid.Head("left", 2026)).ToHaveTextAsync("500");
        await Expect(grid.Head("left", "sum")).ToHaveTextAsync("3.600");
        await Expect(grid.Programme("Giao thông").Locator("[tabulator-field=y0]")).ToHaveTextAsync("300,5");
        await Expect(grid.Programme("Thủy lợi").Locator("[tabulator-field=y0]")).ToHaveTextAsync("99,5");
        await Expect(grid.Column(1, "missing")).ToHaveTextAsync("699,5");

        // With all sources in sight the ceiling is that of the line one is in.
        await Page.Locator("[data-source]").SelectOptionAsync("");
        await Expect(grid.Head("total", "need")).ToHaveTextAsync("12.000");
        await grid.Cell(2, 2027).ClickAsync();
        await Expect(grid.Head("left", "source")).ToHaveTextAsync("Ngân sách tỉnh");
        await Expect(grid.Head("left", 2026)).ToHaveTextAsync("500");
        await grid.Cell(2, 2027, "Ngân sách trung ương").ClickAsync();
        await Expect(grid.Head("left", "source")).ToHaveTextAsync("Ngân sách trung ương");
        await Expect(grid.Head("left", 2026)).ToHaveTextAsync("");
    }

    [Test]
    public async Task The_balance_of_an_adjustment_is_in_sight_and_nought_only_when_it_takes_or_draws_what_it_gives()
    {
        await plan.SetCeilingsAsync(GridPlan.Provincial, 5_000);
        await plan.KeepAsync(GridPlan.Provincial, 500);
        await plan.GiveAllAsync();
        var paper = await plan.PaperAsync(DecisionKind.Adjustment);
        grid = new GridPage(Page, plan, paper);
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await Expect(grid.Balance).ToContainTextAsync("Chưa có thay đổi nào.");

        await grid.TypeAsync(1, 2026, "40");
        await Expect(grid.Balance.Locator("li")).ToHaveTextAsync("Ngân sách tỉnh-60");
        await grid.TypeAsync(2, 2027, "160");
        await Expect(grid.Balance.Locator("li")).ToHaveTextAsync("Ngân sách tỉnhcân bằng");
        await grid.TypeAsync(3, 2028, "200");
        await Expect(grid.Balance.Locator("li")).ToHaveTextAsync("Ngân sách tỉnh+100");

        await plan.DrawAsync(paper, GridPlan.Provincial, 100);
        await Page.Locator("[data-renew]").ClickAsync();
        await Expect(grid.Balance.Locator("li")).ToHaveTextAsync("Ngân sách tỉnhcân bằngđã trừ 100 triệu đồng lấy từ dự phòng");
        await grid.TypedAsync(3);
    }

    [Test]
    public async Task The_unit_changes_what_is_shown_and_typed_but_no_figure()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.TypeAsync(1, 2026, "1,234567");
        await Page.GetByText("Tỷ đồng", new() { Exact = true }).ClickAsync();
        await grid.ShowsAsync(1, 2026, "0,001234567");
        await grid.TypeAsync(1, 2027, "0,25");
        await Page.GetByText("Đồng", new() { Exact = true }).ClickAsync();
        await grid.ShowsAsync(1, 2026, "1.234.567");
        await grid.ShowsAsync(1, 2027, "250.000.000");
        await grid.TypeAsync(1, 2028, "0,5");
        await grid.LooksAsync(1, 2028, "text");
        // A unit that is written counts, whatever is shown.
        await grid.TypeAsync(1, 2028, "0,5 triệu");
        await grid.ShowsAsync(1, 2028, "500.000");
        Assert.That(Page.Url, Does.Contain("unit=dong"));
        await Page.GetByText("Triệu đồng", new() { Exact = true }).ClickAsync();
        await grid.ShowsAsync(1, 2026, "1,234567");
    }

    [Test]
    public async Task Rows_are_filtered_by_source_programme_and_words_and_the_view_stands_in_the_address()
    {
        await grid.OpenAsync();
        await Expect(grid.Rows).ToHaveCountAsync(12);
        await Page.Locator("[data-words]").FillAsync("xay dung cau");
        await Expect(grid.Rows).ToHaveCountAsync(4);
        await Page.Locator("[data-programme]").SelectOptionAsync("thuy-loi");
        await Expect(grid.Rows).ToHaveCountAsync(2);
        await Page.Locator("[data-source]").SelectOptionAsync(GridPlan.Central);
        await Expect(grid.Rows).ToHaveCountAsync(1);
        await Expect(grid.Head("total", "need")).ToHaveTextAsync("1.000");
        await Expect(Page.Locator("[data-lines]")).ToHaveTextAsync("1 dòng");

        await Page.ReloadAsync();
        await grid.ReadyAsync();
        await Expect(grid.Rows).ToHaveCountAsync(1);
        await Expect(Page.Locator("[data-words]")).ToHaveValueAsync("xay dung cau");
        await Page.Locator("[data-words]").FillAsync("không có");
        await Expect(grid.Rows).ToHaveCountAsync(0);
        await Expect(Page.Locator(".tabulator-placeholder")).ToHaveTextAsync("Không có dòng nào như vậy.");
    }

    [Test]
    public async Task Only_rows_that_are_changed_or_not_saved_are_shown_where_one_wants_them()
    {
        var paper = await plan.PaperAsync();
        await plan.EditAsync(paper, (2, GridPlan.Provincial, 2026, 10));
        grid = new GridPage(Page, plan, paper);
        await grid.OpenAsync();
        await grid.TypeAsync(4, 2027, "5");
        await Page.Locator("[data-show]").SelectOptionAsync("changed");
        await Expect(grid.Rows).ToHaveCountAsync(2);
        await Page.Locator("[data-show]").SelectOptionAsync("typed");
        await Expect(grid.Rows).ToHaveCountAsync(1);
        await Expect(grid.Row(4)).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_programme_folds_by_mouse_and_keyboard_and_keeps_its_sums()
    {
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.TypeAsync(1, 2026, "12");
        await grid.Programme("Giao thông").Locator("[tabulator-field=name]").ClickAsync();
        await Expect(grid.Rows).ToHaveCountAsync(3);
        await Expect(grid.Programme("Giao thông").Locator("[tabulator-field=y0]")).ToHaveTextAsync("12");
        await Expect(grid.Programme("Giao thông").Locator("[tabulator-field=name]")).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(grid.Head("total", 2026)).ToHaveTextAsync("12");
        await grid.PressAsync("Enter");
        await Expect(grid.Rows).ToHaveCountAsync(6);
        await grid.ShowsAsync(1, 2026, "12");
    }

    [Test]
    public async Task A_changed_cell_says_what_is_in_force_and_what_the_paper_changes()
    {
        await plan.GiveAllAsync();
        grid = new GridPage(Page, plan, await plan.PaperAsync(DecisionKind.Adjustment));
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.LooksNotAsync(1, 2026, "moved");
        await grid.TypeAsync(1, 2026, "75");
        await grid.Cell(1, 2026).ClickAsync();

        await Expect(grid.Cell(1, 2026)).ToHaveAttributeAsync("title", "Đang có hiệu lực 100 triệu đồng, phương án -25");
        await Expect(grid.Detail).ToContainTextAsync("Đang có hiệu lực: 100 triệu đồng");
        await Expect(grid.Detail).ToContainTextAsync("Thay đổi: -25");
        await Expect(grid.Detail).ToContainTextAsync("Sau phương án: 75 triệu đồng (75.000.000 đồng)");
        await Expect(grid.Detail.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", new Regex($"/projects/{plan.Project(1)}$"));
        await grid.PressAsync("Control+Delete");
        await grid.ShowsAsync(1, 2026, "100");
        await grid.TypedAsync(0);
    }

    [Test]
    public async Task Who_may_only_look_sees_the_figures_and_types_nothing()
    {
        var paper = await plan.PaperAsync();
        await plan.EditAsync(paper, (1, GridPlan.Provincial, 2026, 10));
        await using var leaders = await TestHost.StartAsync(Role.Leader, demo: false, on: host);
        await using var leader = await Visitor.OpenAsync(leaders);
        var reading = new GridPage(leader.Page, plan, paper);
        await reading.OpenAsync("?source=ngan-sach-tinh");
        await reading.ShowsAsync(1, 2026, "10");
        await reading.Cell(1, 2026).ClickAsync();
        await reading.PressAsync("5", "Enter", "Delete", "Control+s");
        await reading.ShowsAsync(1, 2026, "10");
        await Expect(leader.Page.Locator("[data-save]")).ToBeHiddenAsync();
        await Expect(leader.Page.GetByText("Ông/bà chỉ xem được phương án này.")).ToBeVisibleAsync();
        Assert.That(leader.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_submitted_paper_can_only_be_looked_at()
    {
        var paper = await plan.PaperAsync();
        await plan.EditAsync(paper, (1, GridPlan.Provincial, 2026, 10));
        await plan.SubmitAsync(paper);
        grid = new GridPage(Page, plan, paper);
        await grid.OpenAsync("?source=ngan-sach-tinh");
        await grid.TypeAsync(1, 2026, "5");
        await grid.ShowsAsync(1, 2026, "10");
        await Expect(Page.GetByText("Phương án không còn sửa được nữa.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Without_JavaScript_the_page_leads_to_the_plain_form()
    {
        await using var plain = await Visitor.OpenAsync(host, script: false);
        await plain.GoAsync(grid.Address);
        // A locator by text or role does not look into noscript.
        await Expect(plain.Page.Locator("noscript p")).ToContainTextAsync("Bảng nhập cần JavaScript.");
        await plain.Page.Locator("noscript a").ClickAsync();
        await Expect(plain.Page).ToHaveURLAsync(new Regex("/capital/decisions/[0-9]+/projects$"));
    }
}
