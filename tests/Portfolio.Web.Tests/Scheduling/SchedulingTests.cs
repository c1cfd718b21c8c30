using System.Globalization;
using System.Resources;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Web.Resources;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Support;
using Quartz;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>What runs by itself.</summary>
internal sealed class SchedulingTests
{
    [Test]
    public async Task Every_job_of_the_schedule_waits_for_its_Vietnamese_hour_and_runs_when_it_comes()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: (QuartzScheduling.Enabled, "true"));
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        // What runs every minute waits for no hour.
        foreach (var job in Schedule.Jobs.Where(job => !job.Cron.Contains("* * * *", StringComparison.Ordinal)))
        {
            var trigger = (await scheduler.GetTriggersOfJob(new JobKey(job.Id))).Single();
            var fields = job.Cron.Split(' ').Take(3).Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            Assert.That(BusinessCalendar.InVietNam(trigger.NextFireTimeUtc!.Value).TimeOfDay, Is.EqualTo(new TimeSpan(fields[2], fields[1], fields[0])), job.Id);
        }

        await scheduler.TriggerJob(new JobKey("audit-check"));

        await using var connection = new NpgsqlConnection(host.ConnectionString);
        for (var n = 0; n < 100 && await connection.ExecuteScalarAsync<long>("select count(*) from audit.check_run where whole") == 0; n++)
            await Task.Delay(50);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from audit.check_run where whole and events > 0"), Is.EqualTo(1));
    }

    [Test]
    public void Switched_off_there_is_no_scheduler() =>
        Assert.That(SharedHost.Host.Services.GetService<ISchedulerFactory>(), Is.Null);

    [Test]
    public void Every_job_says_in_words_what_it_does()
    {
        var texts = new ResourceManager(typeof(Texts));
        Assert.That(Schedule.Jobs.Select(job => texts.GetString(job.Description, CultureInfo.InvariantCulture)), Is.All.Not.Null);
        Assert.That(Schedule.Jobs.Select(job => job.Id), Is.Unique);
    }
}
