using Microsoft.Playwright;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>What a rule would refuse is said while it is typed, and no longer once it is put right.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridRuleTests
{
    private TestHost host = null!;
    private GridPlan plan = null!;
    private Visitor officer = null!;
    private GridPage grid = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [SetUp]
    public async Task OpenAsync()
    {
        plan = await GridPlan.MakeAsync(host);
        officer = await Visitor.OpenAsync(host);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await officer.DisposeAsync();
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task More_than_the_need_is_red_says_by_how_much_and_is_gone_after_correction()
    {
        await OpenPaperAsync();
        await grid.TypeAsync(1, 2026, "600");
        await grid.TypeAsync(1, 2027, "400,000001");

        await grid.LooksAsync(1, 2027, "bad");
        await Expect(grid.Cell(1, 2027)).ToHaveAttributeAsync(
            "title", new System.Text.RegularExpressions.Regex("vượt nhu cầu 1.000 triệu đồng: vượt 0,000001 triệu đồng"));
        await Expect(grid.Problems).ToHaveCountAsync(1);
        await Expect(grid.Problems).ToContainTextAsync("Tổng các năm 1.000,000001 triệu đồng vượt nhu cầu 1.000 triệu đồng: vượt 0,000001 triệu đồng.");
        await Expect(officer.Page.Locator("[data-problem-count]")).ToHaveTextAsync("1 lỗi");
        Assert.That(await officer.Page.BarriersAsync(), Is.Empty);

        await grid.TypeAsync(1, 2027, "400");
        await grid.LooksNotAsync(1, 2027, "bad");
        await grid.LooksAsync(1, 2027, "moved");
        await Expect(grid.Problems).ToHaveCountAsync(0);
        await Expect(officer.Page.Locator("[data-problems]")).ToBeHiddenAsync();
    }

    [Test]
    public async Task More_than_the_ceiling_names_source_year_and_excess_and_a_click_leads_to_the_cell()
    {
        await plan.SetCeilingsAsync(GridPlan.Provincial, 500);
        await OpenPaperAsync();
        await grid.TypeAsync(1, 2028, "300");
        await grid.TypeAsync(5, 2028, "250");

        await grid.LooksAsync(5, 2028, "bad");
        await Expect(grid.Problems).ToContainTextAsync("Ngân sách tỉnh, năm 2028: 550 triệu đồng vượt trần 500 triệu đồng: vượt 50 triệu đồng.");
        await Expect(grid.Head("left", 2028)).ToHaveTextAsync("-50");
        await grid.Cell(4, 2026).ClickAsync();
        await grid.Problems.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(grid.Cell(1, 2028)).ToBeFocusedAsync();
        await Expect(grid.Detail.Locator(".fault")).ToContainTextAsync("vượt trần 500 triệu đồng");
        await grid.TypeAsync(5, 2028, "200");
        await Expect(grid.Problems).ToHaveCountAsync(0);
    }

    [Test]
    public async Task What_is_kept_back_cannot_be_given_by_the_way()
    {
        await plan.SetCeilingsAsync(GridPlan.Provincial, 500);
        await plan.KeepAsync(GridPlan.Provincial, 2_000);
        await OpenPaperAsync();
        await grid.PasteAsync(1, 2026, "300\n\t200");
        // 2.500 in all, 2.000 kept: 500 may be given.
        await Expect(grid.Head("left", "sum")).ToHaveTextAsync("0");
        await Expect(grid.Problems).ToHaveCountAsync(0);
        await grid.TypeAsync(4, 2028, "0,5");
        await grid.LooksAsync(4, 2028, "bad");
        await Expect(grid.Problems).ToContainTextAsync(
            "Ngân sách tỉnh: 500,5 triệu đồng lấn vào dự phòng 2.000 triệu đồng (trần các năm 2.500 triệu đồng): vượt 0,5 triệu đồng.");
        await Expect(grid.Head("left", "sum")).ToHaveTextAsync("-0,5");
    }

    [Test]
    public async Task The_whole_capital_of_a_project_stays_within_its_cost()
    {
        await plan.CostsAsync(2, 1_200);
        await OpenPaperAsync("");
        await grid.TypeAsync(2, 2026, "800");
        await grid.TypeAsync(2, 2026, "401", "Ngân sách trung ương");
        await Expect(grid.Problems).ToContainTextAsync("Tổng vốn của dự án 1.201 triệu đồng vượt tổng mức đầu tư 1.200 triệu đồng: vượt 1 triệu đồng.");
        await grid.TypeAsync(2, 2026, "400", "Ngân sách trung ương");
        await Expect(grid.Problems).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Less_than_nought_is_refused_and_closed_years_take_nothing()
    {
        await plan.GiveAllAsync();
        await plan.CloseAsync(2026);
        await OpenPaperAsync(kind: DecisionKind.Adjustment);
        await grid.TypeAsync(1, 2027, "-1");
        await Expect(grid.Problems).ToContainTextAsync("Vốn sau phương án không được âm: -1 triệu đồng.");
        await grid.TypeAsync(1, 2027, "0");
        await grid.ShowsAsync(1, 2027, "0");
        await Expect(grid.Problems).ToHaveCountAsync(0);

        await grid.LooksAsync(1, 2026, "closed");
        await grid.TypeAsync(1, 2026, "5");
        await grid.ShowsAsync(1, 2026, "100");
        await grid.PasteAsync(2, 2026, "1\t2");
        await grid.ShowsAsync(2, 2026, "100");
        await grid.ShowsAsync(2, 2027, "2");
        await Expect(grid.Status).ToHaveTextAsync("Đã dán 1 ô; 1 số nằm ngoài các ô nhập được nên không dán.");
    }

    private async Task OpenPaperAsync(string query = "?source=ngan-sach-tinh", string kind = DecisionKind.Allocation)
    {
        grid = new GridPage(officer.Page, plan, await plan.PaperAsync(kind));
        await grid.OpenAsync(query);
    }
}
