using Npgsql;

namespace Portfolio.Database.Migrations;

/// <summary>The session in which migrations run, and what is wrong with the server when it is of no use. Never names a password.</summary>
internal static class MigrationConnection
{
    private const int OldestServer = 15;

    private const string Example = "write it like Host=db.example;Database=portfolio;Username=portfolio;Password=…, a value that holds ; or = in quotes";

    /// <param name="connectionString">Npgsql connection string.</param>
    /// <param name="setting">Where it stands, for whoever has to correct it.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="MigrationException">The server cannot be reached or is not suited.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, string setting, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(Read(connectionString, setting).ConnectionString);
        try
        {
            await OpenAsync(connection, setting, ct);
            DemandSuited(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Names a database without a secret.</summary>
    public static string Name(NpgsqlConnection connection)
    {
        // The connection itself knows its server only while it is open.
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        return $"The database {connection.Database} on {settings.Host}:{settings.Port}";
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString, string setting)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            // Not pooled: closing it ends the session and with it the lock.
            settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                Pooling = false,
                ApplicationName = "portfolio-migrations",
                IncludeErrorDetail = true,
            };
        }
        catch (ArgumentException e)
        {
            // The unknown word may be the second half of a password; the name of a known setting may be said.
            var reason = e switch
            {
                { InnerException: KeyNotFoundException } => "it holds a setting that is not known",
                { ParamName: { } name, InnerException: not null } => $"the value of '{name}' is not possible",
                _ => "it is not a list of name=value;…",
            };
            throw new MigrationException($"The connection string {setting} cannot be read ({reason}): {Example}.");
        }
        return string.IsNullOrWhiteSpace(settings.Host)
            ? throw new MigrationException($"The connection string {setting} names no Host: {Example}.")
            : settings;
    }

    private static async Task OpenAsync(NpgsqlConnection connection, string setting, CancellationToken ct)
    {
        try
        {
            await connection.OpenAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new MigrationException($"{Name(connection)} cannot be opened: {ServerFault.Reason(e, setting)}", e);
        }
    }

    private static void DemandSuited(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new MigrationException(
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; version {OldestServer} or newer is needed.");
        if (connection.PostgresParameters["server_encoding"] != "UTF8")
            throw new MigrationException(
                $"The database {connection.Database} is encoded in {connection.PostgresParameters["server_encoding"]}; it must be UTF8.");
    }
}
