using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Schedules;

/// <summary>The pages of schedules in a real browser, on a desk and on a phone.</summary>
internal sealed class ScheduleLookTests
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
            ("/progress", "progress"),
            ("/progress?plan=cb-ha-tang-2026-2030&slips=overdue", "progress-overdue"),
            ("/progress?q=khong-co-du-an-nao", "progress-none"),
            ("/progress/months?plan=cb-ha-tang-2026-2030&year=2026", "progress-months"),
            ("/progress/due?plan=cb-ha-tang-2026-2030&year=2026", "progress-due"),
            ("/projects/CB-GT-001/schedule", "schedule"),
            ($"/projects/{LandStory.Project}/schedule", "schedule-land"),
            ("/projects/CB-GT-001/schedule/hoan-thanh-gd1", "schedule-milestone"),
            ("/projects/CB-GT-001/schedule/moves", "schedule-moves"),
            ($"/projects/{LandStory.Project}/schedule/new", "schedule-new"),
            ($"/projects/{LandStory.Project}/schedule/weights", "schedule-weights"),
            ("/projects/CB-GT-001/schedule/hoan-thanh-gd1/links", "schedule-links"),
            ("/provinces", "provinces"),
            ("/provinces/cb/confirmation", "province-confirmation"),
            ("/provinces/cb/land-steps", "province-land-steps"),
        ];
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, name) in pages)
            {
                Assert.That(await visitor.GoAsync(path), Is.EqualTo(200), path);
                Assert.That(await visitor.Page.OverflowAsync(), Is.Null, path);
                Assert.That(await visitor.Page.BarriersAsync(), Is.Empty, path);
                Assert.That(await visitor.Page.MissingTextsAsync(), Is.Empty, path);
                await visitor.PictureAsync($"{name}.{language}.{width}");
            }
            Assert.That(visitor.Complaints, Is.Empty);
        }
    }
}
