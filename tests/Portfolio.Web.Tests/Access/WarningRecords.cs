using Npgsql;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>A red warning of <see cref="Routes.Project"/> under a key that addresses can name.</summary>
internal static class WarningRecords
{
    /// <summary>The warning.</summary>
    public const long Warning = 940_001;

    private const string Sql = """
        insert into slippage.episode (id, rule_code, subject_type, subject_id, project_id, severity, since, until, opened_on, red_on)
        overriding system value
        select 940001, 'update.stale', 'project', p.id, p.id, 'red', '2026-01-05', null, '2026-02-10', '2026-03-10' from projects.project p where p.code = 'CB-GT-001'
        """;

    /// <summary>Makes it.</summary>
    public static async Task MakeAsync(TestHost host)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
