using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Land;

/// <summary>The pages of land in a real browser, on a desk and on a phone.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class LandLookTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await LandStory.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        (string Path, string Name)[] pages =
        [
            ($"/projects/{LandStory.Project}/land", "land-project"),
            ("/projects/CB-GT-003/land", "land-project-none"),
            ($"/projects/{LandStory.Project}/land/new", "land-new"),
            ($"/projects/{LandStory.Project}/land/{await LandStory.PackageAsync(host, "GP-02")}", "land-package"),
            ($"/projects/{LandStory.Project}/land/obstacles/new", "land-obstacle-new"),
            ("/obstacles/1", "land-obstacle"),
            ($"/communes/{await LandStory.CommuneAsync(host, 0)}/land", "land-commune"),
            ("/bodies/cb-so-xay-dung/land", "land-body"),
            ("/land/cb", "land-province"),
        ];
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", pages);
    }
}
