using System.Data.Common;
using Dapper;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Portfolio.Common;

/// <summary>The one way to the database. Hidden behind this type, Npgsql does not reach pages and endpoints.</summary>
public sealed class PortfolioDatabase : IAsyncDisposable
{
    private const string ReadySql = """
        -- Common.Ready
        select 1
        """;

    // 40001 serialisation failure, 40P01 deadlock: PostgreSQL asks for the whole transaction again. Nobody is shown either.
    private static readonly ResiliencePipeline Again = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<PostgresException>(fault => fault.SqlState is "40001" or "40P01"),
            MaxRetryAttempts = 12,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(5),
            MaxDelay = TimeSpan.FromMilliseconds(500),
        })
        .Build();

    private const int ReadBytes = 32 * 1024;

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
        // The answers of a page fit into one reading.
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, ReadBytes);
        source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>The same connections for the scheduler's own store, which brings statements of its own; nothing else may use them.</summary>
    public DbDataSource ForScheduler => source;

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

    /// <summary>Does a piece of work in one transaction and commits it; does it all again when the database asks for that.</summary>
    /// <param name="work">The work; leaves nothing behind outside the transaction.</param>
    /// <param name="ct">Cancels it.</param>
    internal async Task<T> TransactAsync<T>(Func<NpgsqlConnection, NpgsqlTransaction, Task<T>> work, CancellationToken ct) =>
        await RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var done = await work(connection, transaction);
            await transaction.CommitAsync(ct);
            return done;
        }, ct);

    /// <summary>Does a piece of work that begins and ends its own transaction; does it all again when the database asks for that.</summary>
    /// <param name="work">The work, on a connection of its own.</param>
    /// <param name="ct">Cancels it.</param>
    internal async Task<T> RetryAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct) =>
        await Again.ExecuteAsync(async token =>
        {
            await using var connection = await OpenAsync(token);
            return await work(connection);
        }, ct);

    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => source.OpenConnectionAsync(ct);
}
