using Portfolio.Tests.Support;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>A start may be cut off at any moment.</summary>
public sealed class StopTests
{
    private const string StoppedEarly = "Stopped before the start was complete.";
    private const string BeforeTheProgram = "";

    private readonly string folder = TestCluster.NewFolder();

    [OneTimeTearDown]
    public void RemoveFolder()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_program_that_is_stopped_while_it_starts_says_so_in_one_line_and_leaves_no_server_behind()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Signals are sent by /bin/sh, and processes are read from /proc.");
        // On one folder: the first of them cut off the making of the cluster, the later ones migrations, seeds or the running program.
        foreach (var moment in (int[])[100, 300, 600, 1000, 1300, 1600, 2500])
            await StopAfterAsync(moment, times: 1);
        // Whoever is impatient.
        foreach (var moment in (int[])[450, 700])
            await StopAfterAsync(moment, times: 3);
    }

    private async Task StopAfterAsync(int moment, int times)
    {
        using var run = ProgramRun.Start(["--urls", $"http://127.0.0.1:{ProgramRun.FreePort()}", "--Embedded:DataFolder", folder]);
        await Task.Delay(moment);
        for (; times > 0; times--)
            await run.SignalAsync("TERM");
        await run.EndAsync(TimeSpan.FromSeconds(15));
        Assert.Multiple(() =>
        {
            // Before .NET hears signals the system itself ends the process.
            Assert.That((run.ExitCode, run.Errors.Trim()), Is.AnyOf((1, StoppedEarly), (0, ""), (128 + 15, BeforeTheProgram)), $"after {moment} ms");
            Assert.That(run.Output, Does.Not.Contain("xception").And.Not.Contain("   at "), $"after {moment} ms");
            Assert.That(ProcessList.Of(folder), Is.Empty, $"after {moment} ms");
        });
    }
}
