using Dapper;
using Npgsql;

namespace Portfolio.Directories;

/// <summary>Days on which offices are open.</summary>
internal static class WorkingDays
{
    private const string IsSql = """
        -- Directory.IsWorkingDay
        select directory.after_working_days(@Day::date - 1, 1) = @Day::date
        """;

    public static Task<bool> IsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly day, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsSql, new { Day = day }, transaction, cancellationToken: ct));
}
