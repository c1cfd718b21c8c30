using System.Text.RegularExpressions;
using System.Web;
using Dapper;
using Microsoft.Playwright;
using Npgsql;
using Portfolio.Web.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>Finding projects, and taking the list along.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ProjectListTests
{
    private Visitor visitor = null!;

    private IPage Page => visitor.Page;

    private ILocator Total => Page.Locator(".list-head strong");

    private ILocator Rows => Page.Locator("#results tbody tr");

    [SetUp]
    public async Task OpenAsync() => visitor = await Visitor.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        Assert.That(visitor.Complaints, Is.Empty);
        await visitor.DisposeAsync();
    }

    [Test]
    public async Task A_name_is_found_without_its_accents_while_it_is_typed()
    {
        await visitor.GoAsync("/projects");
        await Page.Locator("#q").PressSequentiallyAsync("giai phong");

        await Expect(Page).ToHaveURLAsync(new Regex(@"[?&]q=giai(\+|%20)phong"));
        await Expect(Total).ToHaveTextAsync($"{await CountAsync("search_text like '%giai%' and search_text like '%phong%'")}");
        await Expect(Rows.First.Locator("th")).ToContainTextAsync("iải phóng");
        await Expect(Page.Locator("#q")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Filters_stand_in_the_address_and_the_back_button_takes_back_list_and_filters()
    {
        await visitor.GoAsync("/projects?plan=" + Addresses.MainPlan);
        var roads = await CountAsync("sector = 'road' and plan_id = (select id from plans.plan where code = 'cb-ha-tang-2026-2030')");
        var building = await CountAsync(
            "sector = 'road' and stage = 'construction' and plan_id = (select id from plans.plan where code = 'cb-ha-tang-2026-2030')");
        await MarkAsync();

        await Page.Locator("#sector").SelectOptionAsync("road");
        await Expect(Total).ToHaveTextAsync($"{roads}");
        Assert.That((Query("plan"), Query("sector"), Query("stage")), Is.EqualTo((Addresses.MainPlan, "road", "")));

        await Page.Locator("#stage").SelectOptionAsync("construction");
        await Expect(Total).ToHaveTextAsync($"{building}");
        Assert.That(Query("stage"), Is.EqualTo("construction"));
        await Expect(Rows).ToHaveCountAsync(building);
        Assert.That(await MarkedAsync(), "the page was loaded as a whole");

        await Page.GoBackAsync();
        await Expect(Total).ToHaveTextAsync($"{roads}");
        await Expect(Page.Locator("#stage")).ToHaveValueAsync("");
        await Expect(Page.Locator("#sector")).ToHaveValueAsync("road");
        Assert.That(Query("stage"), Is.Empty);
    }

    [Test]
    public async Task Choosing_a_plan_offers_its_programmes_at_once()
    {
        await visitor.GoAsync("/projects");
        await Expect(Page.Locator("#programme")).ToHaveCountAsync(0);

        await Page.Locator("#plan").SelectOptionAsync(Addresses.MainPlan);
        await Page.GetByLabel("Chương trình").SelectOptionAsync("quy-hoach");

        await Expect(Total).ToHaveTextAsync("6");
        Assert.That(Query("programme"), Is.EqualTo("quy-hoach"));
    }

    [Test]
    public async Task The_banner_comes_and_goes_with_the_illustrative_rows()
    {
        await visitor.GoAsync("/projects?plan=ls-quy-hoach-2021-2030");
        await Expect(Page.Locator(".notice-illustrative")).ToHaveCountAsync(0);

        await Page.Locator("#plan").SelectOptionAsync(Addresses.MainPlan);
        await Expect(Page.Locator(".notice-illustrative")).ToBeVisibleAsync();

        await Page.Locator("#plan").SelectOptionAsync("ls-quy-hoach-2021-2030");
        await Expect(Page.Locator(".notice-illustrative")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_largest_need_comes_first_when_sorted_from_the_end()
    {
        await visitor.GoAsync("/projects?plan=" + Addresses.MainPlan);
        var need = Page.Locator("th", new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = "Tổng nhu cầu" }) });

        await need.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(need).ToHaveAttributeAsync("aria-sort", "ascending");
        await need.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(need).ToHaveAttributeAsync("aria-sort", "descending");

        var amounts = (await Rows.Locator("td:last-child data").EvaluateAllAsync<string[]>("all => all.map(one => one.value)")).Select(long.Parse).ToList();
        Assert.That(amounts, Has.Count.GreaterThan(10).And.Ordered.Descending);
        Assert.That(Query("plan"), Is.EqualTo(Addresses.MainPlan));
    }

    [Test]
    public async Task The_next_page_goes_on_where_the_first_ends()
    {
        await visitor.GoAsync("/projects");
        var first = await Page.Locator("td.code").AllInnerTextsAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Trang sau" }).ClickAsync();
        await Expect(Page.Locator(".pages span")).ToContainTextAsync("Trang 2 /");

        var second = await Page.Locator("td.code").AllInnerTextsAsync();
        Assert.That(first, Has.Count.EqualTo(50).And.Not.SubsetOf(second));
        Assert.That(first.Intersect(second), Is.Empty);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Trang trước" }).ClickAsync();
        await Expect(Page.Locator("td.code").First).ToHaveTextAsync(first[0]);
    }

    [Test]
    public async Task The_filtered_list_is_downloaded_as_one_file()
    {
        await visitor.GoAsync("/projects");
        await Page.Locator("#sector").SelectOptionAsync("housing");
        await Expect(Page).ToHaveURLAsync(new Regex("sector=housing"));
        await Expect(Total).ToHaveTextAsync($"{await CountAsync("sector = 'housing'")}");

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Tải tệp CSV" }).ClickAsync());

        Assert.That(download.SuggestedFilename, Does.Match(@"^du-an-\d{4}-\d\d-\d\d\.csv$"));
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.That(lines, Has.Length.EqualTo(1 + await CountAsync("sector = 'housing'")));
        Assert.That(lines.Skip(1), Has.All.Contains(";Nhà ở;"));
    }

    [Test]
    public async Task Changing_the_language_keeps_the_page_and_what_was_asked()
    {
        await visitor.GoAsync("/projects?plan=" + Addresses.MainPlan);
        await Page.Locator("#sector").SelectOptionAsync("road");
        await Expect(Page).ToHaveURLAsync(new Regex("sector=road"));
        var before = await Total.InnerTextAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();

        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.That((Query("plan"), Query("sector")), Is.EqualTo((Addresses.MainPlan, "road")));
        await Expect(Total).ToHaveTextAsync(before);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Tiếng Việt" }).ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "vi");
    }

    private string? Query(string name) => HttpUtility.ParseQueryString(new Uri(Page.Url).Query)[name];

    // A mark in the window outlives a partial update, not a loaded page.
    private Task MarkAsync() => Page.EvaluateAsync("() => { window.marked = true; }");

    private Task<bool> MarkedAsync() => Page.EvaluateAsync<bool>("() => window.marked === true");

    private static async Task<int> CountAsync(string condition)
    {
        await using var connection = new NpgsqlConnection(SharedHost.Host.ConnectionString);
        return await connection.ExecuteScalarAsync<int>($"select count(*)::int from projects.project where {condition}");
    }
}
