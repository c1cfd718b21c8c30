using Microsoft.Extensions.DependencyInjection;
using Portfolio.Tests.Support;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Tests.Support;

/// <summary>
/// Databases that the program itself has migrated and seeded, and that are only ever cloned: a program on a clone finds the seeds
/// as it left them, so that they are read and written once for a run and not for every host.
/// </summary>
internal static class SeededDatabase
{
    private static readonly Lazy<Task<TestDatabase>> Plans = new(() => MakeAsync(demo: false));
    private static readonly Lazy<Task<TestDatabase>> Demo = new(() => MakeAsync(demo: true));

    /// <summary>A database with the seeds.</summary>
    /// <param name="demo">Whether the illustrative figures are in it.</param>
    public static async Task<TestDatabase> CreateAsync(bool demo) => await TestDatabase.CloneAsync(await (demo ? Demo : Plans).Value);

    private static async Task<TestDatabase> MakeAsync(bool demo)
    {
        var database = await TestDatabase.CreateAsync();
        // With the owner, who also makes the tables of the scheduler.
        await using (var app = TestHost.Build(demo, database.ConnectionString, settings: ("ConnectionStrings:Owner", database.OwnerConnectionString)))
            await app.Services.GetRequiredService<DatabaseHost>().StartAsync(CancellationToken.None);
        return database;
    }
}
