using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Audit;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Audit;

/// <summary>A program of its own with an auditor at the door, and events to look at.</summary>
internal static class AuditHost
{
    public const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static readonly Actor Officer = new("Nguyễn Thị Hoa", Role.Finance, "0af7651916cd43dd8448eb211c80319c") { AccountId = 12, ClientAddress = "10.20.30.40" };

    public static async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync(Role.Auditor);
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        await WriteAsync(connection, Officer, "funding.needs_set", "project", "CB-GT-001", "cb", "Theo Quyết định số 12",
            new Dictionary<string, object?> { ["ngan-sach-tinh"] = 1_500_000_000L, ["figure_basis"] = "illustrative" },
            new Dictionary<string, object?> { ["ngan-sach-tinh"] = 2_000_000_000L, ["ngan-sach-trung-uong"] = 500_000_000L });
        await WriteAsync(connection, Officer, "seeds.plan_changed", "plan", "ls-quy-hoach-2021-2030", "ls", null,
            new Dictionary<string, object?> { ["document_date"] = null }, new Dictionary<string, object?> { ["document_date"] = "2026-03-02" });
        await WriteAsync(connection, Officer with { Name = Hostile }, "x.unknown", Hostile, Hostile, null, Hostile,
            null, new Dictionary<string, object?> { [Hostile] = Hostile, ["open"] = true, ["until"] = "2026-06-30 (quarter)", ["seen"] = "2026-11-20T01:02:03Z" });
        await WriteAsync(connection, Officer with { Name = "=1+1" }, "accounts.sign_in_refused", "account", "+84", null, "-2", null, null);
        return host;
    }

    public static NewAccount BoundAuditor => new("kiem-toan-ls", "Kiểm toán Lạng Sơn", null, Role.Auditor, "ls", null);

    /// <summary>Runs a statement as the owner, who alone can bend the trail.</summary>
    public static async Task ExecuteAsync(TestHost host, string sql)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.ExecuteAsync(sql);
    }

    private static Task WriteAsync(
        NpgsqlConnection connection, Actor actor, string kind, string type, string code, string? province, string? reason, object? before, object? after) =>
        AuditLog.WriteAsync(connection, null, actor, kind, type, [new AuditChange(code, province, before, after)], reason, CancellationToken.None);
}
