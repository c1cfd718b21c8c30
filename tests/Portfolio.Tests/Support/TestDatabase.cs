using Npgsql;

namespace Portfolio.Tests.Support;

/// <summary>
/// A database of its own for a fixture or a test, dropped when it is disposed:
/// <code>await using var database = await TestDatabase.CreateAsync();</code>
/// It is cloned from one to which the real migrations were applied, which takes a few dozen milliseconds.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestServer server;

    private TestDatabase(TestServer server, string name)
    {
        this.server = server;
        Name = name;
        ConnectionString = server.ConnectionStringFor(name);
    }

    /// <summary>Name of the database on its server.</summary>
    public string Name { get; }

    /// <summary>Npgsql connection string, as the database's owner.</summary>
    public string ConnectionString { get; }

    /// <summary>A database with all migrations and no data.</summary>
    /// <exception cref="Exception">There is no server, or the migrations fail: the test fails, it is never skipped.</exception>
    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await TestServer.GetAsync();
        return await CreateAsync(server, await server.TemplateAsync());
    }

    /// <summary>A database without anything.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await CreateAsync(await TestServer.GetAsync(), "template0");

    /// <summary>Opens a connection of its own, outside any pool of the code under test.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await server.DropAsync(Name);
    }

    private static async Task<TestDatabase> CreateAsync(TestServer server, string template) =>
        new(server, await server.CreateAsync(template));
}
