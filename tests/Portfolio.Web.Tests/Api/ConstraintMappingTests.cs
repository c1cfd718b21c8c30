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
        var constraints = await connection.QueryAsync<string>("select conname::text from pg_constraint");

        Assert.That(ConstraintMapping.Codes.Keys.Except(constraints), Is.Empty);
    }
}
