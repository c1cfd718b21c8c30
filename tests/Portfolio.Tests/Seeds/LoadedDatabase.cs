using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>
/// One database with the real seeds for all tests that leave it fit for the next, because loading takes longer than most of
/// them; the tests that share it run one after the other.
/// </summary>
[SetUpFixture]
internal sealed class LoadedDatabase
{
    private static readonly Lazy<Task<TestDatabase>> Shared = new(CreateAsync);

    public static Task<TestDatabase> GetAsync() => Shared.Value;

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(Loading.RealFolder);
        return database;
    }
}
