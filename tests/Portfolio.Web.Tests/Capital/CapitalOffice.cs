using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Does through the services what an officer of the finance department does on the pages. Amounts in tỷ.</summary>
/// <param name="host">A program without the demonstration, whose capital is all given already.</param>
/// <param name="plan">Plan whose capital it is.</param>
internal sealed class CapitalOffice(TestHost host, string plan = Addresses.MainPlan)
{
    public const string Plan = Addresses.MainPlan;

    /// <summary>A plan with years that are settled already.</summary>
    public const string PastPlan = "cb-quy-hoach-2021-2030";
    public const string Provincial = "ngan-sach-tinh";
    public const string Central = "ngan-sach-trung-uong";

    public static readonly Actor Officer = new("Nguyễn Thị Hoa", Role.Finance);

    private DecisionPapers Papers => Get<DecisionPapers>();

    /// <summary>A program with an office, where the projects of the main plan need what the demonstration says and nothing is given.</summary>
    public static async Task<(TestHost Host, CapitalOffice Office)> OpenAsync(Role role = Role.Finance, Action<WebApplicationBuilder>? configure = null)
    {
        var host = await TestHost.StartAsync(role, demo: false, configure: configure);
        var office = new CapitalOffice(host);
        var needs = (await File.ReadAllLinesAsync(Path.Combine(RepositoryFolder.Require("seeds/demo"), "needs.csv"))).Skip(1).Select(line => line.Split(','));
        foreach (var project in needs.GroupBy(need => need[0]))
            await office.NeedAsync(project.Key, [.. project.Select(need => (need[1], decimal.Parse(need[2], CultureInfo.InvariantCulture) / Vnd.Billion))]);
        return (host, office);
    }

    public Task NeedAsync(string project, params (string Source, decimal Amount)[] needs) => Get<NeedService>().SetAsync(
        Officer, new SetNeeds(project, null, [.. needs.Select(n => new SourceAmount(n.Source, Billions(n.Amount)))], null), default);

    public Task<Decision> BeginAsync(string kind, string name, string? reason = null) =>
        Papers.BeginAsync(Officer, new BeginDecision(plan, kind, name, reason, null), default);

    public Task EditAsync(long id, params (string Project, string Source, int Year, decimal Amount)[] lines) => EditAsync(id, null, lines);

    public Task EditAsync(long id, string? reason, (string Project, string Source, int Year, decimal Amount)[] lines) => Get<DraftService>().EditAsync(
        Officer, new EditLines(id, null, [.. lines.Select(l => new LineEdit(l.Project, l.Source, l.Year, Billions(l.Amount), Reason: reason))]), default);

    public Task<Decision> GetAsync(long id) => Papers.GetAsync(Officer, id, default);

    /// <summary>A paper of the assistant for all years.</summary>
    public Task<Decision> ProposeAsync(string name) => Get<AssistantService>().ProposeAsync(Officer, new Propose(plan, name, 2026, Vnd.Zero), default);

    public Task SubmitAsync(long id) => Get<DecisionFlow>().SubmitAsync(Officer, id, null, default);

    public Task ReturnAsync(long id, string reason) => Get<DecisionFlow>().ReturnAsync(Officer, new ReturnDecision(id, null, reason), default);

    public async Task ApproveAsync(long id, string number, DateOnly? on = null)
    {
        await SubmitAsync(id);
        await Get<DecisionFlow>().ApproveAsync(
            Officer, new ApproveDecision(id, null, number, on ?? new DateOnly(2026, 6, 15), "Chủ tịch UBND tỉnh"), default);
    }

    /// <summary>Begins, fills and approves.</summary>
    public async Task<long> DecideAsync(string kind, string name, string number, params (string Project, string Source, int Year, decimal Amount)[] lines)
    {
        var paper = await BeginAsync(kind, name);
        await EditAsync(paper.Id, lines);
        await ApproveAsync(paper.Id, number);
        return paper.Id;
    }

    public Task CeilingAsync(string source, int year, decimal? amount) => Get<CeilingService>().SetAsync(
        Officer, new SetCeilings(plan, null, [new CeilingEdit(source, year, amount is { } a ? Billions(a) : null)], null), default);

    public async Task<long> KeepAsync(string source, string name, decimal amount)
    {
        var kept = await Get<CeilingService>().KeepAsync(Officer, new KeepContingency(plan, null, source, name, Billions(amount)), default);
        return kept.Contingencies.Single(c => c.Name == name && c.Source == source).Id;
    }

    public Task<Decision> BeginClosingAsync(int year, string name) => Get<YearClosing>().BeginAsync(Officer, plan, year, name, default);

    /// <summary>Enters and confirms a payment out of the capital of the year, dated in it.</summary>
    public async Task PayAsync(string project, string source, int year, decimal amount)
    {
        var ids = await Get<PaymentEntry>().EnterAsync(
            Officer, [new EnterPayment(project, source, year, new DateOnly(year, 11, 2), Billions(amount), "UNC-" + project)], default);
        await Get<PaymentDesk>().ConfirmAsync(Officer, ids, default);
    }

    public Task DrawAsync(long id, long contingency, decimal amount) => Get<ContingencyDraws>().SetAsync(
        Officer, new DrawContingency(id, null, contingency, Billions(amount)), default);

    public static Vnd Billions(decimal amount) => new((long)(amount * Vnd.Billion));

    private T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
