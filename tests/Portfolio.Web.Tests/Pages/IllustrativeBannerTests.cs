using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Pages;

/// <summary>Whoever sees a made-up figure is told so on the same page.</summary>
internal sealed partial class IllustrativeBannerTests
{
    private const string Banner = "notice-illustrative";

    private static readonly string[] Showing =
    [
        "/", "/?plan=all", "/?plan=cb-moi-truong-2026-2030", "/plans/cb-moi-truong-2026-2030", "/plans/" + Addresses.MainPlan, $"/plans/{Addresses.MainPlan}/capital", "/projects", "/projects?plan=" + Addresses.MainPlan, "/projects?plan=cb-moi-truong-2026-2030",
        "/projects/" + Addresses.Road, $"/projects/{Addresses.Road}/needs", "/bodies/cb-so-xay-dung", "/communes/cb-tra-linh",
        $"/plans/{Addresses.MainPlan}/capital/decisions", $"/plans/{Addresses.MainPlan}/capital/ceilings", Addresses.Decided, Addresses.Draft, Addresses.Draft + "/compare", Addresses.Draft + "/grid",
        Addresses.Draft + "/projects", $"{Addresses.Draft}/projects/{Addresses.Road}",
    ];

    private static readonly string[] OfficialOnly =
    [
        "/?plan=ls-quy-hoach-2021-2030", "/plans", "/plans/ls-quy-hoach-2021-2030", "/projects?plan=ls-quy-hoach-2021-2030", "/bodies", "/communes",
        "/plans/ls-quy-hoach-2021-2030/capital/decisions", "/plans/ls-quy-hoach-2021-2030/capital/ceilings",
    ];

    private TestHost official = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => official = await TestHost.StartAsync(demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await official.DisposeAsync();

    [TestCaseSource(nameof(Showing))]
    public async Task A_page_with_illustrative_figures_says_so(string path) =>
        Assert.That(await SharedHost.Client.GetPageAsync(path), Does.Contain(Banner));

    [TestCaseSource(nameof(OfficialOnly))]
    public async Task A_page_with_nothing_but_official_facts_does_not(string path) =>
        Assert.That(await SharedHost.Client.GetPageAsync(path), Does.Not.Contain(Banner));

    [TestCaseSource(typeof(Addresses), nameof(Addresses.All))]
    public async Task Without_the_demonstration_no_page_shows_the_banner(string path)
    {
        using var response = await official.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain(Banner).And.Not.Contain("Minh họa"));
    }

    [Test]
    public async Task Without_the_demonstration_the_whole_envelope_is_not_itemised()
    {
        var page = await official.Client.GetPageAsync("/");
        var totals = Amounts().Matches(page[page.IndexOf("<tfoot>", StringComparison.Ordinal)..page.IndexOf("</tfoot>", StringComparison.Ordinal)])
            .Select(amount => long.Parse(amount.Groups[1].Value, CultureInfo.InvariantCulture));

        // Total, state, other; itemised state and other; not itemised.
        Assert.That(totals, Is.EqualTo((long[])[93_243_100_000_000, 75_162_400_000_000, 18_080_700_000_000, 0, 0, 93_243_100_000_000]));
    }

    [GeneratedRegex("<data class=\"vnd\" value=\"([0-9]+)\"")]
    private static partial Regex Amounts();
}
