using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Web.Tests.Api;

internal sealed class ConstraintMappingTests
{
    [Test]
    public async Task Every_constraint_that_is_mapped_exists_in_the_database()
    {
        await using var connection = new NpgsqlConnection(SharedHost.Host.ConnectionString);
        // Unique indexes on a part of a table are no constraints of their own; functions name theirs where they raise.
        var constraints = await connection.QueryAsync<string>(
            """
            select conname::text from pg_constraint
            union
            select c.relname::text from pg_class c join pg_index i on i.indexrelid = c.oid and i.indisunique
            union
            select named[1] from pg_proc p cross join regexp_matches(p.prosrc, 'constraint = ''(\w+)''', 'g') named
            """);

        Assert.That(ConstraintMapping.Codes.Keys.Except(constraints), Is.Empty);
    }
}
