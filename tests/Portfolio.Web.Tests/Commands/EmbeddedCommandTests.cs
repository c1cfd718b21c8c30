using System.Net;
using Portfolio.Tests.Support;
using Portfolio.Web.Tests.Hosting;

namespace Portfolio.Web.Tests.Commands;

/// <summary>Commands on the embedded database: beside the program that runs, and without it.</summary>
public sealed class EmbeddedCommandTests
{
    private string folder = "";

    [SetUp]
    public void NameFolder() => folder = TestCluster.NewFolder();

    [TearDown]
    public void RemoveFolder()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Without_the_program_a_command_starts_the_server_and_stops_it_again()
    {
        using (var early = Start("seed"))
        {
            await early.EndAsync(TimeSpan.FromSeconds(60));
            Assert.That((early.ExitCode, early.Output), Is.EqualTo((1, "")));
            Assert.That(early.Errors, Does.StartWith("The database is not up to date"));
        }
        Assert.That(await OutputAsync("migrate"), Does.StartWith("0001_common_foundation.sql\n"));
        Assert.That(await OutputAsync("migrate"), Is.Empty);
        Assert.That(await OutputAsync("seed"), Does.Contain("plans.plan\t5\t").And.Contain("funding.need_line\t"), "the plans and the demonstration, as when the program starts");
        DemandNothingRuns();
    }

    [Test]
    public async Task Beside_the_program_a_command_uses_its_server_and_leaves_it_running()
    {
        var port = ProgramRun.FreePort();
        using var program = ProgramRun.Start(["--urls", $"http://127.0.0.1:{port}", "--Embedded:DataFolder", folder, "--Seeds:Demo=false"]);
        // While it starts, from when it has the folder: the command waits for the server and then migrates, or finds the program has.
        while (!File.Exists(Path.Combine(folder, "lock")) && !program.HasExited)
            await Task.Delay(10);
        await OutputAsync("migrate");
        await program.ListeningAsync();
        Assert.That(await OutputAsync("migrate"), Is.Empty);
        Assert.That(await OutputAsync("seed", "--Seeds:Demo=true"), Does.Contain("funding.need_line\t"));

        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        if (OperatingSystem.IsWindows())
            return;
        await program.SignalAsync("TERM");
        await program.EndAsync(TimeSpan.FromSeconds(15));
        Assert.That((program.ExitCode, program.Errors), Is.EqualTo((0, "")));
        DemandNothingRuns();
    }

    [Test]
    public async Task A_command_that_is_stopped_at_any_moment_leaves_no_server_behind()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Signals are sent by /bin/sh, and processes are read from /proc.");
        foreach (var moment in (int[])[300, 700, 1200, 1800])
        {
            using var run = Start("migrate");
            await Task.Delay(moment);
            await run.SignalAsync("INT");
            await run.EndAsync(TimeSpan.FromSeconds(15));
            // Before .NET hears signals the system itself ends the process.
            Assert.That((run.ExitCode, run.Errors), Is.AnyOf((1, "Stopped before it was done.\n"), (0, ""), (128 + 2, "")), $"after {moment} ms");
            DemandNothingRuns();
        }
    }

    private void DemandNothingRuns()
    {
        if (OperatingSystem.IsLinux())
            Assert.That(ProcessList.Of(folder), Is.Empty);
    }

    private ProgramRun Start(string command, params string[] settings) => ProgramRun.Start([command, "--Embedded:DataFolder", folder, .. settings]);

    private async Task<string> OutputAsync(string command, params string[] settings)
    {
        using var run = Start(command, settings);
        await run.EndAsync(TimeSpan.FromSeconds(60));
        Assert.That((run.ExitCode, run.Errors), Is.EqualTo((0, "")), command);
        return run.Output;
    }
}
