using Dapper;
using Portfolio.Database;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Migrations;

public sealed class TemplateTests
{
    [Test]
    public async Task A_test_database_holds_every_migration_of_the_repository()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var files = Directory.GetFiles(RepositoryFolder.Require("migrations"), "*.sql").Select(f => Path.GetFileName(f)[..4]).Order();
        Assert.That(
            await connection.QueryAsync<string>("select version from public.schema_migrations order by version"),
            Is.EqualTo(files));
    }
}
