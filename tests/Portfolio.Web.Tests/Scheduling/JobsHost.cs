using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>A program that runs jobs, with an administrator at the door runs of every outcome and a pause to look at.</summary>
internal static class JobsHost
{
    public const string Correlation = "4f0c7a1be9";

    private const string StorySql = """
        insert into jobs.run (job, due_at, started_at, seen_at, finished_at, node, result, counts, fault, correlation_id)
        select job, at, at, at, case when result is not null then at + took end, 'may-chu-1/4711', result, counts::jsonb, fault, correlation
        from (values
            ('audit-check', now() - interval '3 days', interval '1 hour 2 minutes', 'ok', '{"lines": 5012345, "differences": 0}', null, 'a'),
            ('audit-check', now() - interval '2 days', interval '95 seconds', 'failed', '{"lines": 120}', 'unexpected', @Correlation),
            ('digests', now() - interval '2 days', interval '3 seconds', 'cancelled', '{}', null, 'c'),
            ('digests', now() - interval '1 day', interval '0.4 seconds', null, '{}', null, 'd'),
            ('housekeeping', now() - interval '1 day', interval '2 seconds', 'failed', '{}', 'database.unavailable', 'e')
        ) v (job, at, took, result, counts, fault, correlation);
        insert into jobs.pause (job, paused_at, paused_by, reason)
        values ('audit-check', now() - interval '1 day', 'Test Administrator', 'Chờ đối chiếu số liệu tháng 11 với Kho bạc');
        """;

    public static async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync(Role.Administrator, demo: false, settings: (SchedulerSwitch.Enabled, "true"));
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.ExecuteAsync(StorySql, new { Correlation });
        return host;
    }
}
