using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Database.Seeds;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>Loads as the program does.</summary>
internal static class Loading
{
    public static string RealFolder => RepositoryFolder.Require("seeds");

    /// <param name="database">Database.</param>
    /// <param name="folder">Seeds.</param>
    /// <param name="demo">Whether the illustrative figures are loaded.</param>
    /// <param name="plans">Whether the plans are loaded.</param>
    /// <param name="on">Day of the load; null = today.</param>
    public static async Task<SeedReport> LoadAsync(this TestDatabase database, string folder, bool demo = true, bool plans = true, DateOnly? on = null)
    {
        var clock = on is { } day ? new TurnedClock(new DateTimeOffset(day, new TimeOnly(3, 0), TimeSpan.Zero)) : TimeProvider.System;
        await using var portfolio = new PortfolioDatabase(database.ConnectionString);
        return await new SeedLoader(portfolio, new BusinessCalendar(clock), NullLogger<SeedLoader>.Instance)
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
