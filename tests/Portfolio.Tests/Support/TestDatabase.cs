using Npgsql;

namespace Portfolio.Tests.Support;

/// <summary>
/// A database of its own for a fixture or a test, dropped when it is disposed:
/// <code>await using var database = await TestDatabase.CreateAsync();</code>
/// It is cloned from one to which the real migrations were applied, which takes a few dozen milliseconds.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestServer? server;

    private TestDatabase(TestServer? server, string name, string connectionString, string ownerConnectionString)
    {
        this.server = server;
        Name = name;
        ConnectionString = connectionString;
        OwnerConnectionString = ownerConnectionString;
    }

    /// <summary>Name of the database on its server.</summary>
    public string Name { get; }

    /// <summary>Npgsql connection string of the account that the program runs as: without DDL, and only what it was granted.</summary>
    public string ConnectionString { get; }

    /// <summary>Npgsql connection string of the owner, for tests that migrate, damage or tamper.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>A database with all migrations and no data.</summary>
    /// <exception cref="Exception">There is no server, or the migrations fail: the test fails, it is never skipped.</exception>
    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await TestServer.GetAsync();
        return await CreateAsync(server, await server.TemplateAsync());
    }

    /// <summary>A database with all that another one holds; nobody may be connected to that one.</summary>
    public static async Task<TestDatabase> CloneAsync(TestDatabase template)
    {
        template.ClearPools();
        return await CreateAsync(await TestServer.GetAsync(), template.Name);
    }

    /// <summary>A database without anything, in which only the owner may do something.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await CreateAsync(await TestServer.GetAsync(), "template0");

    /// <summary>A database that is there already, migrated, and stays when this is disposed.</summary>
    public static TestDatabase At(string name, string connectionString, string ownerConnectionString) =>
        new(null, name, connectionString, ownerConnectionString);

    /// <summary>Opens a connection as the program would, outside any pool of the code under test.</summary>
    public Task<NpgsqlConnection> OpenAsync() => OpenAsync(ConnectionString);

    /// <summary>Opens a connection as the owner.</summary>
    public Task<NpgsqlConnection> OpenAsOwnerAsync() => OpenAsync(OwnerConnectionString);

    public async ValueTask DisposeAsync()
    {
        ClearPools();
        if (server is not null)
            await server.DropAsync(Name);
    }

    private void ClearPools()
    {
        foreach (var used in (string[])[ConnectionString, OwnerConnectionString])
        {
            using var connection = new NpgsqlConnection(used);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<TestDatabase> CreateAsync(TestServer server, string template)
    {
        var name = await server.CreateAsync(template);
        return new TestDatabase(server, name, server.RuntimeConnectionStringFor(name), server.ConnectionStringFor(name));
    }
}
