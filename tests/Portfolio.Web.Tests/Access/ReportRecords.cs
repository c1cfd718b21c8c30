using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Files;
using Portfolio.Plans.Reports;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>A report of the department of construction, handed in with a file, under a key that addresses can name.</summary>
internal static class ReportRecords
{
    /// <summary>The report.</summary>
    public const long Report = 960_001;

    private const string Sql = """
        insert into plans.report_duty (id, plan_id, body_id, year, part, name, due_on)
        overriding system value
        select 960001, p.id, b.id, 2026, 1, 'Báo cáo kết quả thực hiện', '2026-05-19'
        from plans.plan p, directory.body b where p.code = 'cb-ha-tang-2026-2030' and b.code = 'cb-so-xay-dung'
        """;

    /// <summary>Makes it.</summary>
    public static async Task MakeAsync(TestHost host)
    {
        await using (var connection = new NpgsqlConnection(host.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        var file = await host.Services.GetRequiredService<FileIntake>().ReadAsync("bao-cao.txt", new MemoryStream("Đã thực hiện"u8.ToArray()), default);
        await host.Services.GetRequiredService<ReportDesk>().HandInAsync(
            new Actor("Phòng Hạ tầng", Role.Construction), new HandIn(Report, null, new DateOnly(2026, 5, 18), "Số 12/BC-SXD", file), default);
    }
}
