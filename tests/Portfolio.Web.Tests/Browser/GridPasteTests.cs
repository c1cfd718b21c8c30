using Microsoft.Playwright;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>Blocks of figures between the grid and other programs.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridPasteTests
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
        grid = new GridPage(officer.Page, plan, await plan.PaperAsync());
        await grid.OpenAsync("?source=ngan-sach-tinh");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await officer.DisposeAsync();
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_block_in_Vietnamese_notation_lands_cell_by_cell_and_skips_the_sums_of_programmes()
    {
        await grid.PasteAsync(3, 2026, "1.234,5\t10\r\n\t-\r\n12 345,25 ₫\t\"7\"\r\n");
        await grid.ShowsAsync(3, 2026, "1.234,5");
        await grid.ShowsAsync(3, 2027, "10");
        // The third project ends its programme; the next lines are those of the other one.
        await grid.ShowsAsync(4, 2026, "");
        await grid.ShowsAsync(5, 2026, "12.345,25");
        await grid.ShowsAsync(5, 2027, "7");
        await grid.TypedAsync(4);
        await Expect(grid.Status).ToHaveTextAsync("Đã dán 6 ô.");
    }

    [Test]
    public async Task A_block_in_English_notation_is_known_by_its_own_figures()
    {
        await grid.PasteAsync(1, 2026, "1,234.5\t1,234\n0.25\t(2,000)");
        await grid.ShowsAsync(1, 2026, "1.234,5");
        await grid.ShowsAsync(1, 2027, "1.234");
        await grid.ShowsAsync(2, 2026, "0,25");
        await grid.ShowsAsync(2, 2027, "-2.000");
        await grid.LooksAsync(2, 2027, "bad");
    }

    [Test]
    public async Task What_could_be_read_in_two_ways_is_marked_not_guessed_and_waits_for_the_officer()
    {
        await grid.PasteAsync(1, 2026, "1.234\t500\n2.500\t3,125");
        await grid.ShowsAsync(1, 2026, "1.234");
        await grid.LooksAsync(1, 2026, "text");
        await grid.LooksAsync(2, 2027, "text");
        await grid.ShowsAsync(1, 2027, "500");
        await Expect(grid.Status).ToHaveTextAsync("Đã dán 4 ô; 3 ô chưa đọc được, xem danh sách bên dưới.");
        await Expect(grid.Problems).ToHaveCountAsync(3);
        await Expect(grid.Problems.First).ToContainTextAsync("“1.234” đọc được theo hai cách");
        // What cannot be read counts for nothing.
        await Expect(grid.Head("total", 2026)).ToHaveTextAsync("0");

        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Kiểu Việt Nam" }).ClickAsync();
        await grid.ShowsAsync(1, 2026, "1.234");
        await grid.ShowsAsync(2, 2026, "2.500");
        await grid.ShowsAsync(2, 2027, "3,125");
        await Expect(grid.Head("total", 2026)).ToHaveTextAsync("3.734");
        await grid.LooksNotAsync(2, 2027, "text");

        await grid.PressAsync("Control+z");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Kiểu Anh" }).ClickAsync();
        await grid.ShowsAsync(1, 2026, "1,234");
        await grid.ShowsAsync(2, 2027, "3.125");
    }

    [Test]
    public async Task Where_only_one_reading_is_a_whole_dong_there_is_nothing_to_ask()
    {
        await officer.Page.GetByText("Đồng", new() { Exact = true }).ClickAsync();
        await grid.PasteAsync(1, 2026, "1.234\t5,678");
        await grid.ShowsAsync(1, 2026, "1.234");
        await grid.ShowsAsync(1, 2027, "5.678");
        await grid.PasteAsync(2, 2026, "12.5");
        await grid.LooksAsync(2, 2026, "text");
        await Expect(grid.Problems.First).ToContainTextAsync("không tròn đồng");
    }

    [Test]
    public async Task A_single_figure_fills_the_selection_and_a_block_repeats_where_it_fits()
    {
        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("Shift+ArrowRight", "Shift+ArrowDown");
        await grid.PasteAsync("25");
        await grid.ShowsAsync(1, 2027, "25");
        await grid.ShowsAsync(2, 2027, "25");
        await grid.Cell(1, 2028).ClickAsync();
        await grid.PressAsync("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
        await grid.PasteAsync("1\t2\n3\t4");
        await grid.ShowsAsync(3, 2028, "1");
        await grid.ShowsAsync(4, 2029, "4");
        await grid.ShowsAsync(5, 2028, "");
    }

    [Test]
    public async Task Figures_beyond_the_cells_one_can_type_into_are_counted_not_lost_in_silence()
    {
        await grid.PasteAsync(6, 2029, "1\t2\t3\n4\t5\t6");
        await grid.ShowsAsync(6, 2030, "2");
        await Expect(grid.Status).ToHaveTextAsync("Đã dán 2 ô; 4 số nằm ngoài các ô nhập được nên không dán.");
        await grid.PasteAsync(5, 2026, "không rõ");
        await grid.LooksAsync(5, 2026, "text");
        await grid.ShowsAsync(5, 2026, "không rõ");
    }

    [Test]
    public async Task A_copied_block_is_what_stands_in_the_cells_and_comes_back_exactly_in_any_unit()
    {
        await grid.TypeAsync(1, 2026, "1.234,567891");
        await grid.TypeAsync(2, 2027, "8");
        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("Shift+ArrowRight", "Shift+ArrowDown");
        Assert.That(await grid.CopyAsync(), Is.EqualTo("1234,567891\t0\r\n0\t8"));

        await officer.Page.GetByText("Tỷ đồng", new() { Exact = true }).ClickAsync();
        await grid.Cell(4, 2029).ClickAsync();
        await grid.PasteCopiedAsync();
        await grid.ShowsAsync(4, 2029, "1,234567891");
        await grid.ShowsAsync(5, 2030, "0,008");
    }

    [Test]
    public async Task Real_keys_copy_and_paste_through_the_clipboard_of_the_machine()
    {
        await officer.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await grid.TypeAsync(1, 2026, "77");
        await grid.Cell(1, 2026).ClickAsync();
        await grid.PressAsync("Control+c", "ArrowDown", "Control+v");
        await grid.ShowsAsync(2, 2026, "77");
        await grid.PressAsync("Control+x");
        await grid.ShowsAsync(2, 2026, "");
    }
}
