using Dapper;
using Npgsql;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>A mail in the outbox, to an account of Cao Bằng.</summary>
internal static class MailRecords
{
    public const string Mail = "/admin/mail/900001";

    public static async Task MakeAsync(TestHost host)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.ExecuteAsync(
            """
            insert into notifications.mail (id, key, kind, recipient_name, address, province_code, model, queued_at, not_before)
            overriding system value
            values (900001, 'access', 'test', 'A', 'a@caobang.example', 'cb', '{"askedBy":"A","askedAt":"2026-11-22T00:00:00Z"}', now(), now())
            """);
    }
}
