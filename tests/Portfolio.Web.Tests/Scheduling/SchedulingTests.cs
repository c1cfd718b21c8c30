using System.Globalization;
using System.Resources;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Jobs;
using Portfolio.Tests.Support;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Support;
using Quartz;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>What runs by itself.</summary>
internal sealed class SchedulingTests
{
    [Test]
    public async Task Every_job_of_the_schedule_waits_for_its_Vietnamese_hour_and_runs_when_it_is_asked_for()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: (SchedulerSwitch.Enabled, "true"));
        var scheduler = host.Services.GetRequiredService<IJobScheduler>();
        var plans = await scheduler.PlansAsync(CancellationToken.None);
        Assert.That(plans.Keys, Is.EquivalentTo(Schedule.Jobs.Select(job => job.Id)));
        foreach (var job in Schedule.Jobs)
            Assert.That(plans[job.Id].Next, Is.EqualTo(Next(job.Cron)), job.Id);

        foreach (var job in Schedule.Jobs)
            await scheduler.RunNowAsync(job.Id, "Quản trị", CancellationToken.None);
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        for (var n = 0; n < 400 && await connection.ExecuteScalarAsync<int>("select count(*) from jobs.run where result is not null and requested_by = 'Quản trị'") < Schedule.Jobs.Count; n++)
            await Task.Delay(50);
        Assert.That(
            await connection.QueryAsync<(string, string, string)>("select job, result, requested_by from jobs.run where requested_by = 'Quản trị'"),
            Is.EquivalentTo(Schedule.Jobs.Select(job => (job.Id, "ok", "Quản trị"))));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from audit.check_run where whole and events > 0"), Is.EqualTo(1));
    }

    [Test]
    public async Task Where_its_tables_were_never_made_the_program_says_in_one_line_what_to_do()
    {
        // Migrated, but not by the program.
        await using var database = await TestDatabase.CreateAsync();
        await using var app = TestHost.Build(demo: false, database.ConnectionString, settings: (SchedulerSwitch.Enabled, "true"));
        await app.Services.GetRequiredService<DatabaseHost>().ConnectAsync(joinRunning: false, CancellationToken.None);
        Assert.That(() => app.StartAsync(), Throws.InstanceOf<StartupException>().With.Message.Contains("ConnectionStrings:Owner").And.Message.Not.Contains("\n"));
    }

    [Test]
    public void Switched_off_there_is_no_scheduler()
    {
        Assert.That(SharedHost.Host.Services.GetService<ISchedulerFactory>(), Is.Null);
        Assert.That(SharedHost.Host.Services.GetRequiredService<IJobScheduler>().IsOn, Is.False);
    }

    [Test]
    public void Every_job_says_in_words_what_it_does()
    {
        var texts = new ResourceManager(typeof(Texts));
        Assert.That(Schedule.Jobs.Select(job => texts.GetString(job.Description, CultureInfo.InvariantCulture)), Is.All.Not.Null);
        Assert.That(Schedule.Jobs.Select(job => job.Id), Is.Unique);
    }

    private static DateTimeOffset? Next(string cron) => CronScheduleBuilder.Create(cron).InTimeZone(BusinessCalendar.Zone).Build() is var trigger
        ? trigger.GetFireTimeAfter(DateTimeOffset.UtcNow) : null;
}
