namespace Portfolio.Tests.Slippage;

/// <summary>The database that the tests of all rules share.</summary>
[SetUpFixture]
internal sealed class Rules
{
    public static RuleField Field { get; private set; } = null!;

    [OneTimeSetUp]
    public static async Task CreateAsync() => Field = await RuleField.CreateAsync();

    [OneTimeTearDown]
    public static async Task DropAsync() => await Field.DisposeAsync();
}
