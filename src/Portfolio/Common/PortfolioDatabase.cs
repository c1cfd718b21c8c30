using Dapper;
using Npgsql;

namespace Portfolio.Common;

/// <summary>The one way to the database. Hidden behind this type, Npgsql does not reach pages and endpoints.</summary>
public sealed class PortfolioDatabase : IAsyncDisposable
{
    private const string ReadySql = """
        -- Common.Ready
        select 1
        """;

    private readonly NpgsqlDataSource source;

    static PortfolioDatabase()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new VndHandler());
        SqlMapper.AddTypeHandler(new DateOnlyHandler());
    }

    /// <summary>Opens a pool on the given server; no connection is made yet.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The string cannot be read.</exception>
    public PortfolioDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "portfolio" };
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 200;
        source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Whether the server answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(ct);
            return await connection.ExecuteScalarAsync<int>(new CommandDefinition(ReadySql, cancellationToken: ct)) == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => source.DisposeAsync();

    internal NpgsqlConnection Open() => source.OpenConnection();

    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => source.OpenConnectionAsync(ct);
}
