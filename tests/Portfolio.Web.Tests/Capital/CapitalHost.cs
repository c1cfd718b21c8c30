using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>
/// The main plan on 20/11/2026: given capital by a decision of May, moved by one of September, a paper still open, payments confirmed,
/// reversed and waiting. Amounts end in odd đồng, so that nothing rounded can pass for them.
/// </summary>
internal static class CapitalHost
{
    public const string Plan = "cb-ha-tang-2026-2030";

    public const string FirstNumber = "812/QĐ-UBND";

    public const string SecondNumber = "1530/QĐ-UBND";

    public static readonly DateOnly First = new(2026, 5, 4);

    public static readonly DateOnly Second = new(2026, 9, 15);

    public static readonly Actor Officer = new("Phòng Tài chính", Role.Finance);

    private const string Central = "ngan-sach-trung-uong";
    private const string Province = "ngan-sach-tinh";
    private const string Investor = "nha-dau-tu-ppp";
    private const string Enterprise = "doanh-nghiep";

    public static async Task<TestHost> StartAsync(Role role = Role.Finance)
    {
        var host = await TestHost.StartAsync(role, demo: false, configure: Turn);
        await FillAsync(host.Services);
        return host;
    }

    /// <summary>Sets the clock of a program to the day of the story.</summary>
    public static void Turn(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<TimeProvider>(new Stopped(new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero)));

    /// <summary>Begins a paper with these lines.</summary>
    public static Task<Decision> DraftAsync(
        IServiceProvider services, string kind, string name, params (string Project, string Source, int Year, long Change)[] lines) =>
        DraftAsync(services, Plan, kind, name, lines);

    /// <summary>Begins a paper of another plan.</summary>
    public static async Task<Decision> DraftAsync(
        IServiceProvider services, string plan, string kind, string name, params (string Project, string Source, int Year, long Change)[] lines)
    {
        var paper = await services.GetRequiredService<DecisionPapers>().BeginAsync(Officer, new BeginDecision(plan, kind, name, null, null), default);
        await services.GetRequiredService<DraftService>().EditAsync(
            Officer, new EditLines(paper.Id, null, [.. lines.Select(l => new LineEdit(l.Project, l.Source, l.Year, new Vnd(l.Change), Reason: "theo tiến độ"))]), default);
        return await services.GetRequiredService<DecisionPapers>().GetAsync(Officer, paper.Id, default);
    }

    /// <summary>Drafts, submits and approves.</summary>
    public static async Task<Decision> DecideAsync(
        IServiceProvider services, string kind, string number, DateOnly on, params (string Project, string Source, int Year, long Change)[] lines)
    {
        var paper = await DraftAsync(services, kind, "Phương án " + number, lines);
        return await ApproveAsync(services, paper.Id, number, on);
    }

    /// <summary>Submits and approves.</summary>
    public static async Task<Decision> ApproveAsync(IServiceProvider services, long id, string number, DateOnly on)
    {
        var flow = services.GetRequiredService<DecisionFlow>();
        await flow.SubmitAsync(Officer, id, null, default);
        return await flow.ApproveAsync(Officer, new ApproveDecision(id, null, number, on, "Chủ tịch UBND tỉnh"), default);
    }

    private static async Task FillAsync(IServiceProvider services)
    {
        await NeedsAsync(services,
            ("CB-GT-001", Central, 3_000_000_000_001), ("CB-GT-001", Province, 500_000_000_003), ("CB-GT-001", Investor, 1_000_000_000_007),
            ("CB-GT-002", Province, 800_000_000_000), ("CB-GT-004", Province, 300_000_000_011), ("CB-DT-002", Province, 200_000_000_013),
            ("CB-DT-002", Enterprise, 400_000_000_017), ("CB-QH-001", Province, 15_200_000_000));
        await services.GetRequiredService<CeilingService>().SetAsync(Officer, new SetCeilings(
            Plan, null,
            [
                new CeilingEdit(Province, 2026, new Vnd(700_000_000_000)), new CeilingEdit(Province, 2027, new Vnd(600_000_000_019)),
                new CeilingEdit(Central, 2026, new Vnd(1_000_000_000_000)), new CeilingEdit("von-oda", 2028, new Vnd(5_000_000_000)),
            ], "Nghị quyết của HĐND tỉnh"), default);
        await services.GetRequiredService<CeilingService>().KeepAsync(
            Officer, new KeepContingency(Plan, null, Province, "Dự phòng chung", new Vnd(10_000_000_000)), default);
        await DecideAsync(
            services, DecisionKind.Allocation, FirstNumber, First,
            ("CB-GT-001", Central, 2026, 900_000_000_001), ("CB-GT-001", Central, 2027, 1_100_000_000_000), ("CB-GT-001", Province, 2026, 200_000_000_003),
            ("CB-GT-001", Investor, 2027, 600_000_000_007), ("CB-GT-002", Province, 2026, 250_000_000_000), ("CB-GT-002", Province, 2027, 300_000_000_000),
            ("CB-GT-004", Province, 2026, 100_000_000_011), ("CB-DT-002", Province, 2026, 80_000_000_013), ("CB-DT-002", Enterprise, 2028, 120_000_000_017),
            ("CB-QH-001", Province, 2026, 15_200_000_000));
        await PayAsync(services, ("CB-GT-001", Central, 300_000_000_001), ("CB-GT-001", Province, 90_000_000_001), ("CB-GT-002", Province, 20_000_000_000),
            ("CB-DT-002", Province, 33_333_333_333), ("CB-QH-001", Province, 15_200_000_000));
        await DecideAsync(
            services, DecisionKind.Adjustment, SecondNumber, Second,
            ("CB-GT-002", Province, 2026, -130_000_000_007), ("CB-GT-004", Province, 2026, 100_000_000_000), ("CB-DT-002", Province, 2026, 30_000_000_007),
            ("CB-GT-001", Central, 2026, -50_000_000_000), ("CB-GT-001", Central, 2027, 50_000_000_000));
        await DraftAsync(services, DecisionKind.Allocation, "Dự kiến 2028", ("CB-GT-002", Province, 2028, 100_000_000_000));
        var last = await PayAsync(services, ("CB-GT-004", Province, 55_000_000_005));
        await services.GetRequiredService<PaymentDesk>().ReverseAsync(Officer, last[0], "nhập nhầm dự án", default);
        await services.GetRequiredService<PaymentEntry>().EnterAsync(
            Officer, [new EnterPayment("CB-GT-004", Province, 2026, new DateOnly(2026, 11, 10), new Vnd(7_000_000_000), "UNC-900")], default);
    }

    private static async Task NeedsAsync(IServiceProvider services, params (string Project, string Source, long Amount)[] needs)
    {
        foreach (var project in needs.GroupBy(n => n.Project))
        {
            await services.GetRequiredService<NeedService>().SetAsync(
                Officer, new SetNeeds(project.Key, null, [.. project.Select(n => new SourceAmount(n.Source, new Vnd(n.Amount)))], null), default);
        }
    }

    private static async Task<IReadOnlyList<long>> PayAsync(IServiceProvider services, params (string Project, string Source, long Amount)[] payments)
    {
        var ids = await services.GetRequiredService<PaymentEntry>().EnterAsync(
            Officer,
            [
                .. payments.Select((p, i) => new EnterPayment(
                    p.Project, p.Source, 2026, new DateOnly(2026, 7, 1 + i), new Vnd(p.Amount), $"UNC-{p.Project}-{i}", "đợt 1")),
            ], default);
        await services.GetRequiredService<PaymentDesk>().ConfirmAsync(Officer, ids, default);
        return ids;
    }

    private sealed class Stopped(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
