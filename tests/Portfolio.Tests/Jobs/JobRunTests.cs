using Dapper;
using Portfolio.Common;
using Portfolio.Jobs;

namespace Portfolio.Tests.Jobs;

/// <summary>What is kept of a run, however it ends.</summary>
internal sealed class JobRunTests
{
    private JobFixture jobs = null!;

    [SetUp]
    public async Task CreateAsync() => jobs = await JobFixture.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await jobs.DisposeAsync();

    [Test]
    public async Task A_run_is_kept_with_its_counts_while_it_runs_and_when_it_is_done()
    {
        var asked = jobs.Clock.GetUtcNow();
        await jobs.RunAsync("a", async (run, _) =>
        {
            Assert.That((await jobs.RunsAsync("a")).Single(), Has.Property("Result").EqualTo(JobResult.Running).And.Property("FinishedAt").Null);
            run.Count("milestones", 2);
            run.Count("milestones", 3);
            run.Count("bodies", 0);
            jobs.Clock.Turn(TimeSpan.FromSeconds(42));
        });

        var kept = (await jobs.RunsAsync("a")).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept, Has.Property("Result").EqualTo(JobResult.Ok).And.Property("Fault").Null.And.Property("RequestedBy").Null);
            Assert.That(kept.Counts, Is.EqualTo(new Dictionary<string, long> { ["bodies"] = 0, ["milestones"] = 5 }));
            Assert.That((kept.DueAt, kept.StartedAt, kept.FinishedAt), Is.EqualTo((asked, asked, asked.AddSeconds(42))));
            Assert.That(kept.CorrelationId, Is.EqualTo("run-1"));
        }
    }

    [Test]
    public async Task A_failed_run_says_why_keeps_what_it_did_and_the_next_one_comes()
    {
        Task Refused(JobRun run, CancellationToken ct)
        {
            run.Count("rows", 7);
            throw new RuleException("funding.ledger_running");
        }
        var first = await jobs.RunAsync("a", Refused);
        jobs.Clock.Turn(TimeSpan.FromDays(1));
        var second = await jobs.RunAsync("a", (_, _) => throw new InvalidOperationException("secret"));
        jobs.Clock.Turn(TimeSpan.FromDays(1));
        var third = await jobs.RunAsync("a", (_, _) => Task.CompletedTask);

        Assert.That(new[] { first, second, third }, Is.EqualTo(new[] { JobResult.Failed, JobResult.Failed, JobResult.Ok }));
        var kept = await jobs.RunsAsync("a");
        Assert.That(kept.Select(run => run.Fault), Is.EqualTo(new[] { null, JobRunner.Unexpected, "funding.ledger_running" }));
        Assert.That(kept[2].Counts["rows"], Is.EqualTo(7));
    }

    [Test]
    public async Task A_run_that_the_end_of_the_program_cuts_off_is_cancelled_and_the_scheduler_is_told()
    {
        using var stop = new CancellationTokenSource();
        async Task Long(JobRun run, CancellationToken ct)
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, ct);
        }
        Assert.That(() => jobs.RunAsync("a", Long, ct: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await jobs.RunsAsync("a")).Single().Result, Is.EqualTo(JobResult.Cancelled));
    }

    [Test]
    public async Task A_run_without_a_sign_of_life_for_a_minute_is_lost_and_one_that_comes_back_knows_better()
    {
        var stays = new TaskCompletionSource();
        var silent = jobs.RunAsync("a", (_, _) => stays.Task);
        async Task<JobResult> StandsAsync() => (await jobs.RunsAsync("a"))[^1].Result;
        await UntilAsync(async () => (await jobs.RunsAsync("a")).Count == 1);

        jobs.Clock.Turn(JobRunner.Patience);
        Assert.That(await StandsAsync(), Is.EqualTo(JobResult.Running));
        jobs.Clock.Turn(TimeSpan.FromMilliseconds(1));
        Assert.That(await StandsAsync(), Is.EqualTo(JobResult.Lost));

        // The next run notes it down; the other job's is none of its business.
        await jobs.RunAsync("b", (_, _) => Task.CompletedTask);
        Assert.That(await NotedAsync(), Is.Null);
        await jobs.RunAsync("a", (_, _) => Task.CompletedTask);
        Assert.That(await NotedAsync(), Is.EqualTo("lost"));

        stays.SetResult();
        await silent;
        Assert.That(await StandsAsync(), Is.EqualTo(JobResult.Ok));
    }

    [Test]
    public async Task Signs_of_life_keep_a_long_run_from_being_lost()
    {
        jobs.Clock.Ticks = true;
        await jobs.RunAsync("a", async (_, _) =>
        {
            for (var minute = 0; minute < 3; minute++)
            {
                jobs.Clock.Turn(TimeSpan.FromMinutes(2));
                await UntilAsync(async () => (await jobs.RunsAsync("a")).Single().Result == JobResult.Running);
                Assert.That((await jobs.RunsAsync("a")).Single().Result, Is.EqualTo(JobResult.Running));
            }
        });
    }

    [Test]
    public async Task Runs_that_found_nothing_to_do_are_forgotten_after_three_days_and_not_before()
    {
        await jobs.RunAsync("a", (_, _) => Task.CompletedTask);
        await jobs.RunAsync("b", (run, _) => { run.Count("mails", 0); return Task.CompletedTask; });
        await jobs.RunAsync("c", (run, _) => { run.Count("mails", 2); return Task.CompletedTask; });
        jobs.Clock.Turn(OldRuns.IdleKept);
        Assert.That(await jobs.OldRuns.ForgetAsync(JobFixture.Program, default), Is.Zero);
        jobs.Clock.Turn(TimeSpan.FromMilliseconds(1));
        Assert.That(await jobs.OldRuns.ForgetAsync(JobFixture.Program, default), Is.EqualTo(2));
        Assert.That(await jobs.RunsAsync("c"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Runs_are_forgotten_after_400_days_and_not_before()
    {
        await jobs.RunAsync("a", (run, _) => { run.Count("mails", 2); return Task.CompletedTask; });
        jobs.Clock.Turn(OldRuns.Kept);
        Assert.That(await jobs.OldRuns.ForgetAsync(JobFixture.Program, default), Is.Zero);
        jobs.Clock.Turn(TimeSpan.FromMilliseconds(1));
        Assert.That(await jobs.OldRuns.ForgetAsync(JobFixture.Program, default), Is.EqualTo(1));
        Assert.That(await jobs.RunsAsync("a"), Is.Empty);
    }

    private async Task<string?> NotedAsync()
    {
        await using var connection = await jobs.OpenAsync();
        return await connection.ExecuteScalarAsync<string?>("select result from jobs.run where job = 'a' order by id limit 1");
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var n = 0; n < 200 && !await holds(); n++)
            await Task.Delay(10);
    }
}
