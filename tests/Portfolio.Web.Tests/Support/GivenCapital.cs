using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;

namespace Portfolio.Web.Tests.Support;

/// <summary>Capital and payments of single projects, for hosts without the figures of the demonstration.</summary>
internal static class GivenCapital
{
    public const string Plan = "cb-ha-tang-2026-2030";
    public const string Source = "ngan-sach-tinh";

    private static int decisions;

    /// <summary>Today in Viet Nam.</summary>
    public static DateOnly Today(this TestHost host) => host.Services.GetRequiredService<BusinessCalendar>().Today;

    /// <summary>Gives capital of a year to a project by an approved decision; its need is made as large.</summary>
    /// <returns>The decision.</returns>
    public static async Task<long> GiveAsync(this TestHost host, string project, int year, long amount, string source = Source, string plan = Plan)
    {
        await host.NeedAsync(project, amount, source);
        return await host.DecideAsync(plan, DecisionKind.Allocation, new LineEdit(project, source, year, new Vnd(amount)));
    }

    /// <summary>Moves capital of a year from one project to another by an approved adjustment; the need of the other is made as large.</summary>
    public static async Task TakeAsync(this TestHost host, string project, int year, long amount, string to)
    {
        await host.NeedAsync(to, amount, Source);
        await host.DecideAsync(
            Plan, DecisionKind.Adjustment, new LineEdit(project, Source, year, new Vnd(-amount)), new LineEdit(to, Source, year, new Vnd(amount)));
    }

    /// <summary>Enters a payment, dated today, of this year's capital.</summary>
    /// <returns>Its key.</returns>
    public static async Task<long> PayAsync(
        this TestHost host, string project, long amount, string document, string? note = null, bool confirmed = false, string source = Source)
    {
        var entry = new EnterPayment(project, source, host.Today().Year, host.Today(), new Vnd(amount), document, note);
        var ids = await host.Services.GetRequiredService<PaymentEntry>().EnterAsync(Actor.System with { Name = "Ban quản lý dự án" }, [entry], default);
        if (confirmed)
            await host.Services.GetRequiredService<PaymentDesk>().ConfirmAsync(Actor.System with { Name = "Phòng đầu tư" }, ids, default);
        return ids[0];
    }

    /// <summary>Confirms the payment of this document.</summary>
    public static async Task ConfirmAsync(this TestHost host, string document) => await host.Services.GetRequiredService<PaymentDesk>().ConfirmAsync(
        Actor.System, [await host.AskAsync<long>("select id from funding.payment where document_number = @document", new { document })], default);

    private static async Task NeedAsync(this TestHost host, string project, long amount, string source)
    {
        var needs = host.Services.GetRequiredService<NeedService>();
        var present = await needs.GetAsync(Actor.System, project, default);
        await needs.SetAsync(
            Actor.System,
            new SetNeeds(project, null, [.. present.Sources.Select(s => new SourceAmount(s.Source, s.Source == source ? s.Amount + new Vnd(amount) : s.Amount))], null),
            default);
    }

    private static async Task<long> DecideAsync(this TestHost host, string plan, string kind, params LineEdit[] lines)
    {
        var number = Interlocked.Increment(ref decisions);
        var papers = host.Services.GetRequiredService<DecisionPapers>();
        var paper = await papers.BeginAsync(Actor.System, new BeginDecision(plan, kind, $"Phương án số {number}", null, null), default);
        await host.Services.GetRequiredService<DraftService>().EditAsync(Actor.System, new EditLines(paper.Id, null, lines), default);
        var flow = host.Services.GetRequiredService<DecisionFlow>();
        await flow.SubmitAsync(Actor.System, paper.Id, null, default);
        await flow.ApproveAsync(Actor.System, new ApproveDecision(paper.Id, null, $"{number}/QĐ-UBND", host.Today(), "Chủ tịch UBND tỉnh"), default);
        return paper.Id;
    }
}
