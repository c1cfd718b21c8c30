using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Database;
using Portfolio.Database.Migrations;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Audit;

/// <summary>Migration 0010 on a database that is in use already.</summary>
internal sealed class ChainMigrationTests
{
    private const string Chain = "0010_audit_chain.sql";

    [Test]
    public async Task Events_from_before_are_chained_in_their_order_each_with_its_province()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var before = Directory.CreateTempSubdirectory("portfolio-before-chain-");
        try
        {
            foreach (var file in Directory.GetFiles(RepositoryFolder.Require("migrations"), "*.sql")
                .Where(f => string.CompareOrdinal(Path.GetFileName(f), Chain) < 0))
                File.Copy(file, Path.Combine(before.FullName, Path.GetFileName(file)));
            await RunAsync(database, before.FullName);
        }
        finally
        {
            before.Delete(recursive: true);
        }
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.ExecuteAsync("""
            insert into directory.province values ('cb', 'Cao Bằng', 'Cao Bang'), ('ls', 'Lạng Sơn', 'Lang Son');
            insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
            values ('p-cb', 'cb', 'infrastructure', 'n', 'n', 2026, 2030, 1, 'f', 's', 'i'), ('p-ls', 'ls', 'infrastructure', 'n', 'n', 2026, 2030, 2, 'f', 's', 'i');
            insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
            select id, 'g', 'n', 'n', 1, 'f', 's', 'i' from plans.plan;
            insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
            select 'X-' || p.code, p.id, g.id, 'construction', 'road', 'n', 'f', 's', 'i' from plans.plan p join plans.programme g on g.plan_id = p.id;
            insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code, before, after, reason)
            select 'ai đó', 'Finance', 'k', s.type, s.code, '{"a": 1.50}', null, 'vì "thế"'
            from generate_series(1, 3), (values ('project', 'X-p-cb'), ('project', 'X-gone'), ('programme', 'p-ls/g'), ('plan', 'p-cb'), ('reference', 'law')) s (type, code);
            """);
        var kept = await connection.QueryAsync<(long, DateTime)>("select id, occurred_at from audit.event order by id");

        await RunAsync(database, RepositoryFolder.Require("migrations"));
        await Trail.WriteAsync(connection, null, "cb");

        var links = new List<Trail.Link>();
        foreach (var (chain, events) in (IEnumerable<(string, int)>)[("", 6), ("cb", 7), ("ls", 3)])
        {
            var found = await Trail.LinksAsync(connection, chain);
            Assert.That(found.Select(l => (l.Lane, l.Position)), Is.EqualTo(Enumerable.Range(1, events).Select(n => ((short)1, (long)n))), chain);
            Assert.That(found.Skip(1).Select(l => l.PreviousHash), Is.EqualTo(found.SkipLast(1).Select(l => l.Hash)));
            Assert.That(found.Select(l => l.Id), Is.Ordered);
            links.AddRange(found);
        }
        Assert.That(links.Select(l => l.Hash), Is.EqualTo(links.Select(l => l.Proven)));
        Assert.That(
            (await connection.QueryAsync<(long, DateTime)>("select id, occurred_at from audit.event order by id")).SkipLast(1), Is.EqualTo(kept));
    }

    private static Task RunAsync(TestDatabase database, string folder) =>
        new MigrationRunner(database.OwnerConnectionString, folder, NullLogger.Instance).RunAsync(CancellationToken.None);
}
