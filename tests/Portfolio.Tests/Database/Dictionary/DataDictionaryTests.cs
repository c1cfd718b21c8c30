using Portfolio.Database;
using Portfolio.Database.Dictionary;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Dictionary;

public sealed class DataDictionaryTests
{
    private const string Update = "PORTFOLIO_UPDATE_DICTIONARY";

    [Test]
    public async Task Every_schema_table_column_and_function_has_a_comment()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var catalog = await Catalog.ReadAsync(connection);

        var objects = catalog.Schemas.Select(s => (s.Name, s.Comment))
            .Concat(catalog.Tables.Select(t => (Name: t.FullName, t.Comment)))
            .Concat(catalog.Columns.Select(c => (Name: $"{c.Schema}.{c.Table}.{c.Name}", c.Comment)))
            .Concat(catalog.Functions.Select(f => (Name: $"{f.Schema}.{f.Signature}", f.Comment)))
            .ToList();

        Assert.That(objects, Has.Count.GreaterThan(100));
        Assert.That(objects.Where(o => string.IsNullOrWhiteSpace(o.Comment)).Select(o => o.Name), Is.Empty);
    }

    [Test]
    public async Task The_dictionary_in_the_repository_is_up_to_date()
    {
        await using var database = await TestDatabase.CreateAsync();
        var written = await DataDictionary.WriteAsync(database.ConnectionString);
        var file = Path.Combine(RepositoryFolder.Root()!, "migrations", "README.md");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(file, written);

        var kept = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        Assert.That(kept, Is.EqualTo(written), $"migrations/README.md is stale: run the tests once with {Update}=1.");
    }

    [Test]
    public async Task The_dictionary_is_the_same_for_every_database_with_the_same_migrations()
    {
        await using var one = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();
        Assert.That(
            await DataDictionary.WriteAsync(one.ConnectionString),
            Is.EqualTo(await DataDictionary.WriteAsync(other.ConnectionString)));
    }
}
