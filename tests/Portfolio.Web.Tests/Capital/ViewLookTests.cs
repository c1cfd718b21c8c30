using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The views of capital in a real browser, on a desk and on a phone.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ViewLookTests
{
    private static readonly (string Path, string Name)[] Pages =
    [
        ($"/plans/{CapitalHost.Plan}/capital", "capital-balance"),
        ($"/plans/{CapitalHost.Plan}/capital/as-of", "capital-as-of"),
        ($"/plans/{CapitalHost.Plan}/capital/changes", "capital-changes"),
        ($"/plans/{CapitalHost.Plan}/capital/changes?from=2026-01-01&to=x&who=lost", "capital-changes-lost"),
        ($"/plans/{CapitalHost.Plan}/capital/lines?programme=giao-thong&class=state&year=2026", "capital-lines"),
        ($"/plans/{CapitalHost.Plan}/capital/lines?project=CB-GT-001&source=ngan-sach-trung-uong", "capital-lines-project"),
        ($"/plans/{CapitalHost.Plan}/capital/lines?year=2026&on=2026-06-01", "capital-lines-dated"),
        ("/projects/CB-GT-001/capital", "capital-project"),
        ("/projects/CB-GT-003/capital", "capital-project-none"),
        ($"/plans/{CapitalHost.Plan}/capital/sources/ngan-sach-tinh", "capital-source"),
        ($"/plans/{CapitalHost.Plan}/capital/sources/hop-dong-btl", "capital-source-unused"),
        ("/bodies/cb-so-xay-dung/capital", "capital-body"),
        ("/bodies/cb-so-noi-vu/capital", "capital-body-none"),
        ("/plans/ls-quy-hoach-2021-2030/capital", "capital-balance-none"),
    ];

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", Pages);
    }
}
