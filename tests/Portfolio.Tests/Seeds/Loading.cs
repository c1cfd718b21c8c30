using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Database.Seeds;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>Loads as the program does.</summary>
internal static class Loading
{
    public static string RealFolder => RepositoryFolder.Require("seeds");

    public static async Task<SeedReport> LoadAsync(this TestDatabase database, string folder, bool demo = true, bool plans = true)
    {
        await using var portfolio = new PortfolioDatabase(database.ConnectionString);
        return await new SeedLoader(portfolio, new BusinessCalendar(TimeProvider.System), NullLogger<SeedLoader>.Instance)
            .LoadAsync(new SeedOptions { Folder = folder, Plans = plans, Demo = demo }, CancellationToken.None);
    }

    /// <summary>Loads and expects a refusal.</summary>
    public static async Task<SeedRefusedException> RefuseAsync(
        this TestDatabase database, string folder, bool demo = true, bool plans = true)
    {
        SeedRefusedException? refusal = null;
        try
        {
            await database.LoadAsync(folder, demo, plans);
        }
        catch (SeedRefusedException e)
        {
            refusal = e;
        }
        Assert.That(refusal, Is.Not.Null, "the load was not refused");
        return refusal!;
    }
}
