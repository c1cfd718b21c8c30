using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;

namespace Portfolio.Tests.Audit;

/// <summary>Writes events as the services do, and bends them as only the owner of the table can.</summary>
internal static class Trail
{
    public static readonly Actor Someone = new("Nguyễn Văn A", Role.Finance, "c0ffee") { AccountId = 7, ClientAddress = "10.1.2.3" };

    /// <summary>Writes events of one kind about projects <c>P-1</c>, <c>P-2</c>, … of a province, in one statement.</summary>
    public static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string? province, int events = 1, Actor? actor = null) =>
        AuditLog.WriteAsync(
            connection, transaction, actor ?? Someone, "funding.needs_set", "project",
            [.. Enumerable.Range(1, events).Select(n => new AuditChange($"P-{n}", province, new { a = n }, new { a = n + 1 }))], "vì sao",
            CancellationToken.None);

    /// <summary>Runs statements on the audit tables behind the triggers' back.</summary>
    public static Task TamperAsync(NpgsqlConnection connection, string sql) => connection.ExecuteAsync(
        $"""
        alter table audit.event disable trigger all;
        alter table audit.lane disable trigger all;
        {sql};
        alter table audit.event enable trigger all;
        alter table audit.lane enable trigger all
        """);

    public static async Task<IReadOnlyList<Link>> LinksAsync(NpgsqlConnection connection, string chain) =>
    [
        .. await connection.QueryAsync<Link>(
            """
            select e.id, e.lane, e.position, e.previous_hash as previousHash, e.hash, audit.event_hash(e) as proven
            from audit.event e where e.chain = @chain order by e.lane, e.position
            """, new { chain }),
    ];

    public sealed record Link(long Id, short Lane, long Position, byte[] PreviousHash, byte[] Hash, byte[] Proven);
}
