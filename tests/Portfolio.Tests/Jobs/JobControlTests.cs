using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Jobs;

namespace Portfolio.Tests.Jobs;

/// <summary>Who may say what to a job, and what becomes of it.</summary>
internal sealed class JobControlTests
{
    private JobFixture jobs = null!;

    [SetUp]
    public async Task CreateAsync() => jobs = await JobFixture.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await jobs.DisposeAsync();

    [Test]
    public async Task A_paused_job_is_passed_over_until_it_is_resumed_unless_somebody_asks_for_it()
    {
        var ran = 0;
        Task Work(JobRun run, CancellationToken ct) => Task.FromResult(++ran);
        await jobs.Control.PauseAsync(JobFixture.Administrator, "a", "Bảo trì máy chủ", default);

        Assert.That(await jobs.RunAsync("a", Work), Is.Null);
        Assert.That(await jobs.RunAsync("b", Work), Is.EqualTo(JobResult.Ok));
        Assert.That(await jobs.RunAsync("a", Work, by: "Quản trị"), Is.EqualTo(JobResult.Ok));
        var standing = await jobs.History.StandingAsync(JobFixture.Administrator, ["a", "b"], 3, default);
        Assert.That(standing.Pauses.Values.Select(pause => (pause.Job, pause.By, pause.Reason)), Is.EqualTo(new[] { ("a", "Quản trị", "Bảo trì máy chủ") }));
        Assert.That(standing.Runs["a"].Single().RequestedBy, Is.EqualTo("Quản trị"));

        await jobs.Control.ResumeAsync(JobFixture.Administrator, "a", default);
        Assert.That(await jobs.RunAsync("a", Work), Is.EqualTo(JobResult.Ok));
        Assert.That(ran, Is.EqualTo(3));
    }

    [Test]
    public async Task Every_change_leaves_one_trace_and_a_repetition_none()
    {
        for (var twice = 0; twice < 2; twice++)
            await jobs.Control.PauseAsync(JobFixture.Administrator, "a", "Bảo trì", default);
        for (var twice = 0; twice < 2; twice++)
            await jobs.Control.ResumeAsync(JobFixture.Administrator, "a", default);
        await jobs.Control.RunNowAsync(JobFixture.Administrator, "b", default);

        await using var connection = await jobs.OpenAsync();
        Assert.That(
            await connection.QueryAsync<(string, string, string?)>("select kind, subject_code, reason from audit.event order by id"),
            Is.EqualTo(new[] { ("jobs.paused", "a", (string?)"Bảo trì"), ("jobs.resumed", "a", null), ("jobs.run_requested", "b", null) }));
        Assert.That(jobs.Scheduler.Asked, Is.EqualTo(new[] { ("b", "Quản trị") }));
    }

    [Test]
    public async Task Where_the_scheduler_is_off_nothing_can_be_run_and_nothing_is_noted()
    {
        jobs.Scheduler.IsOn = false;
        Assert.That(() => jobs.Control.RunNowAsync(JobFixture.Administrator, "a", default), Throws.InstanceOf<RuleException>().With.Property("Code").EqualTo("jobs.scheduler_off"));
        await using var connection = await jobs.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from audit.event"), Is.Zero);
    }

    [Test]
    public void A_job_that_the_schedule_does_not_hold_is_not_there() =>
        Assert.That(() => jobs.Control.PauseAsync(JobFixture.Administrator, "c", null, default), Throws.InstanceOf<NotFoundException>());

    [Test]
    public void The_jobs_of_all_are_no_business_of_one_province() =>
        Assert.That(() => jobs.Control.PauseAsync(JobFixture.Administrator with { Reach = new Reach("cb", null) }, "a", null, default), Throws.InstanceOf<OutOfReachException>());
}
