using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Jobs;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>Several nodes on one database: what is due runs once, whatever becomes of a node.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly Actor Administrator = new("Quản trị", Role.Administrator) { AccountId = 1 };

    private TestHost home = null!;
    private NpgsqlConnection connection = null!;

    [SetUp]
    public async Task StartAsync()
    {
        // Keeps the database; runs nothing itself.
        home = await TestHost.StartAsync(Role.None, demo: false, configure: TestJobs.With(TestJobs.Job("tick", TestJobs.EverySecond)));
        connection = new NpgsqlConnection(home.OwnerConnectionString);
        await connection.OpenAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await connection.DisposeAsync();
        await home.DisposeAsync();
    }

    [Test]
    public async Task What_is_due_runs_on_one_of_two_nodes_and_a_job_that_fails_comes_again()
    {
        var tick = TestJobs.Job("tick", TestJobs.EverySecond, (run, _) =>
        {
            run.Count("events", 2);
            return Task.CompletedTask;
        });
        var broken = TestJobs.Job("broken", TestJobs.EverySecond, (_, _) => throw new InvalidOperationException("broken"));
        await using var one = await TestJobs.NodeAsync(home, tick, broken);
        await using var other = await TestJobs.NodeAsync(home, tick, broken);
        await UntilAsync("select count(*) filter (where job = 'tick') >= 3 and count(*) filter (where job = 'broken') >= 3 from jobs.run where finished_at is not null");

        Assert.That(await connection.QueryAsync<string>("select job || due_at from jobs.run group by job, due_at having count(*) > 1"), Is.Empty);
        Assert.That(
            await connection.QueryAsync<(string, string, string?)>("select distinct job, result, fault from jobs.run where finished_at is not null order by job"),
            Is.EqualTo(new[] { ("broken", "failed", JobRunner.Unexpected), ("tick", "ok", (string?)null) }));
    }

    [Test]
    public async Task After_an_outage_of_days_what_was_missed_is_made_up_for_once()
    {
        var job = TestJobs.Job("daily", TestJobs.AtThree);
        await (await TestJobs.NodeAsync(home, job)).DisposeAsync();
        await connection.ExecuteAsync("update scheduler.qrtz_triggers set next_fire_time = @Then", new { Then = DateTimeOffset.UtcNow.AddDays(-3).UtcTicks });

        await using var node = await TestJobs.NodeAsync(home, job);
        await using var other = await TestJobs.NodeAsync(home, job);
        await UntilAsync("select count(*) > 0 from jobs.run where result = 'ok'");
        await UntilAsync("select bool_and(next_fire_time > @Now) from scheduler.qrtz_triggers", new { Now = DateTimeOffset.UtcNow.UtcTicks });
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from jobs.run"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_pause_holds_on_every_node_and_across_restarts_until_it_is_lifted()
    {
        var control = home.Services.GetRequiredService<JobControl>();
        await control.PauseAsync(Administrator, "tick", null, default);
        var job = TestJobs.Job("tick", TestJobs.EverySecond);
        for (var start = 0; start < 2; start++)
        {
            await using var node = await TestJobs.NodeAsync(home, job);
            var from = DateTimeOffset.UtcNow.AddSeconds(1).UtcTicks;
            await UntilAsync("select bool_and(prev_fire_time > @From) from scheduler.qrtz_triggers", new { From = from });
        }
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from jobs.run"), Is.Zero);

        await control.ResumeAsync(Administrator, "tick", default);
        await using var last = await TestJobs.NodeAsync(home, job);
        await UntilAsync("select count(*) > 0 from jobs.run where result = 'ok'");
    }

    [Test]
    public async Task A_new_time_takes_effect_at_start_and_a_job_that_left_the_schedule_is_gone()
    {
        await (await TestJobs.NodeAsync(home, TestJobs.Job("daily", TestJobs.AtThree), TestJobs.Job("old", TestJobs.EverySecond))).DisposeAsync();
        await using var node = await TestJobs.NodeAsync(home, TestJobs.Job("daily", "0 30 7 * * ?"));

        var plans = await node.Services.GetRequiredService<IJobScheduler>().PlansAsync(default);
        Assert.That(plans.Keys, Is.EqualTo(new[] { "daily" }));
        Assert.That(plans["daily"].Next!.Value.ToUniversalTime().TimeOfDay, Is.EqualTo(new TimeSpan(0, 30, 0)));
        Assert.That(await connection.QueryAsync<string>("select distinct time_zone_id from scheduler.qrtz_cron_triggers"), Is.EqualTo(new[] { "Asia/Ho_Chi_Minh" }));
    }

    [Test]
    public async Task A_job_that_stopping_a_node_cuts_off_is_taken_over_by_another()
    {
        var begun = new TaskCompletionSource();
        var node = await TestJobs.NodeAsync(home, TestJobs.Job("long", TestJobs.AtThree, (_, ct) =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, ct);
        }));
        await node.Services.GetRequiredService<IJobScheduler>().RunNowAsync("long", "Quản trị", default);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await node.DisposeAsync();

        await using var other = await TestJobs.NodeAsync(home, TestJobs.Job("long", TestJobs.AtThree));
        await UntilAsync("select count(*) > 0 from jobs.run where result = 'ok'");
        Assert.That(await OutcomesAsync(), Is.EqualTo(new[] { "cancelled", "ok" }));
    }

    [Test]
    public async Task A_killed_nodes_run_is_lost_and_another_node_runs_the_job_again()
    {
        await KillAtWorkAsync();
        Assert.That(await OutcomesAsync(), Is.EqualTo(new string?[] { null }));

        await using var node = await TestJobs.NodeAsync(home, TestJobs.Job(DoomedNode.Job, TestJobs.AtThree));
        await UntilAsync("select count(*) > 0 from jobs.run where result = 'ok'");
        Assert.That(await OutcomesAsync(), Is.EqualTo(new[] { "lost", "ok" }));
    }

    private async Task KillAtWorkAsync()
    {
        using var node = Start();
        try
        {
            string? line;
            do
                line = await node.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            while (line is not (null or DoomedNode.Begun));
            Assert.That(line, Is.Not.Null, "The node that is to be killed ended by itself.");
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync();
        }
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(DoomedNode).Assembly.Location, DoomedNode.Command, home.ConnectionString])
    {
        RedirectStandardOutput = true,
    })!;

    private async Task<IEnumerable<string?>> OutcomesAsync() => await connection.QueryAsync<string?>("select result from jobs.run order by id");

    private async Task UntilAsync(string condition, object? parameters = null)
    {
        for (var clock = Stopwatch.StartNew(); !await connection.ExecuteScalarAsync<bool>(condition, parameters); await Task.Delay(50))
        {
            if (clock.Elapsed > Patience)
                Assert.Fail("In vain: " + condition);
        }
    }
}
