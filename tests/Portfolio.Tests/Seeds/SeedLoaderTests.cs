using Dapper;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

public sealed class SeedLoaderTests
{
    [Test]
    public async Task A_second_load_changes_nothing_not_even_when_every_row_is_compared()
    {
        await using var database = await TestDatabase.CreateAsync();
        var first = await database.LoadAsync(Loading.RealFolder);
        Assert.That(first.Unchanged, Is.False);
        foreach (var t in first.Tables) TestContext.Out.WriteLine(t);

        var before = await Snapshot.TakeAsync(database);
        Assert.That((await database.LoadAsync(Loading.RealFolder)).Unchanged, Is.True);
        Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before));

        await using (var connection = await database.OpenAsync())
            await connection.ExecuteAsync("update exchange.seed_file set sha256 = 'x' where path = 'reference/provinces.csv'");
        before = await Snapshot.TakeAsync(database);
        var report = await database.LoadAsync(Loading.RealFolder);
        var after = await Snapshot.TakeAsync(database);
        Assert.That(report.Unchanged, Is.True);
        Assert.That(after.Where(t => before[t.Key] != t.Value).Select(t => t.Key), Is.EqualTo(new[] { "exchange.seed_file" }));
    }
}
