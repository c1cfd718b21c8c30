using Portfolio.Database.Seeds;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>Whatever happens to the files: they load whole, or they are refused with a reason and nothing is written.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SeedFuzzTests
{
    private const int Rounds = 50;

    // As cases, so that discovery and execution see the same tests.
    [Test]
    public Task Broken_files_load_whole_or_are_refused_with_a_reason([Range(1, 3)] int seed) => SpoilAsync(seed);

    [Test]
    public Task So_they_do_whatever_else_is_broken_in_them() => SpoilAsync(Random.Shared.Next());

    private static async Task SpoilAsync(int seed)
    {
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync();
        using var copy = new SeedCopy();
        await database.LoadAsync(copy.Folder);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var done = SeedSpoiler.Spoil(copy, random);
            if (await IsRefusedAsync(database, copy, $"seed {seed}, round {round}: {done}"))
                refused++;
            copy.Restore();
        }
        TestContext.Out.WriteLine($"seed {seed}: {Rounds - refused} loaded, {refused} refused");

        // Whatever was loaded in between, the true files bring the truth back.
        await database.LoadAsync(copy.Folder);
        Assert.That((await database.LoadAsync(copy.Folder)).Unchanged, Is.True, $"seed {seed}");
    }

    private static async Task<bool> IsRefusedAsync(TestDatabase database, SeedCopy copy, string what)
    {
        var before = await Snapshot.TakeAsync(database);
        try
        {
            await database.LoadAsync(copy.Folder);
            return false;
        }
        catch (SeedRefusedException refusal)
        {
            Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before), what);
            Assert.That(refusal.Faults, Is.Not.Empty, what);
            Assert.That(refusal.Faults, Has.All.Matches<SeedFault>(f => f is { Reason.Length: > 0 and < 500, Remedy.Length: > 0 }), what);
            Assert.That(refusal.Message, Does.Not.Contain('\0').And.Not.Contain("PostgreSQL refuses"), what);
            return true;
        }
        catch (Exception other)
        {
            throw new AssertionException($"{what}: {other}", other);
        }
    }
}
