using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>Records of capital of Cao Bằng under keys that addresses can name.</summary>
internal static class CapitalRecords
{
    /// <summary>An approved decision; the payment has the same key.</summary>
    public const long Approved = 910_001;

    /// <summary>A paper that is worked on.</summary>
    public const long Paper = 910_002;

    /// <summary>An adjustment that is worked on.</summary>
    public const long Adjustment = 910_003;

    /// <summary>A payment that waits.</summary>
    public const long Payment = 910_001;

    /// <summary>A project led by the department of construction, as <see cref="Routes.Project"/> is, whose plan states no need and so sets no bound.</summary>
    public const string Project = "CB-MT-011";

    private const string Plan = "cb-moi-truong-2026-2030";
    private const string Source = "ngan-sach-xa";

    /// <summary>Makes them.</summary>
    public static async Task MakeAsync(TestHost host)
    {
        await NumberAsync(host);
        var services = host.Services;
        var today = services.GetRequiredService<BusinessCalendar>().Today;
        await services.GetRequiredService<NeedService>().SetAsync(
            CapitalHost.Officer, new SetNeeds(Project, null, [new SourceAmount(Source, new Vnd(1_000))], null), default);
        var given = await CapitalHost.DraftAsync(services, Plan, DecisionKind.Allocation, "ACCESS-1", (Project, Source, 2026, 500));
        await CapitalHost.ApproveAsync(services, given.Id, "ACCESS-1", today);
        await CapitalHost.DraftAsync(services, Plan, DecisionKind.Allocation, "ACCESS-2", (Project, Source, 2026, 1));
        await CapitalHost.DraftAsync(services, Plan, DecisionKind.Adjustment, "ACCESS-3", (Project, Source, 2026, -1), (Project, Source, 2027, 1));
        await services.GetRequiredService<PaymentEntry>().EnterAsync(
            CapitalHost.Officer, [new EnterPayment(Project, Source, 2026, new DateOnly(2026, 1, 5), new Vnd(5), "ACCESS")], default);
    }

    private static async Task NumberAsync(TestHost host)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var number = new NpgsqlCommand(
            """
            alter table funding.decision alter column id restart with 910001;
            alter table funding.payment alter column id restart with 910001;
            """, connection);
        await number.ExecuteNonQueryAsync();
    }
}
