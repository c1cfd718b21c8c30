using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding;

/// <summary>Whoever keeps the capital of one province keeps none of another.</summary>
internal sealed class FromElsewhereTests
{
    private static readonly Actor Elsewhere = new("elsewhere", Role.Finance) { Reach = new Reach("yy", null) };

    private SmallCapital capital = null!;
    private Field field = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        capital = await SmallCapital.CreateAsync();
        var kept = await capital.Ceilings.KeepAsync(SmallCapital.Officer, new KeepContingency("p", null, "s1", "Dự phòng", new Vnd(60)), default);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var draft = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -10), ("A-2", "s1", 2026, 10));
        var submitted = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2027, 10));
        await capital.Flow.SubmitAsync(SmallCapital.Officer, submitted.Id, null, default);
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Payment("a"), Payment("b")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [ids[1]], default);
        field = new Field(draft.Id, submitted.Id, kept.Contingencies.Single().Id, ids[0], ids[1]);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [TestCaseSource(nameof(Writers))]
    public async Task No_writer_of_capital_lets_an_officer_of_another_province_in(Writer writer)
    {
        var before = await FactsAsync();

        await Assert.ThatAsync(() => writer.Write(capital, field, Elsewhere), Throws.InstanceOf<OutOfReachException>());

        Assert.That(await FactsAsync(), Is.EqualTo(before));
    }

    private static IEnumerable<Writer> Writers() =>
    [
        new("ceilings", (c, _, a) => c.Ceilings.SetAsync(a, new SetCeilings("p", null, [new CeilingEdit("s1", 2026, new Vnd(900))], null), default)),
        new("contingency", (c, _, a) => c.Ceilings.KeepAsync(a, new KeepContingency("p", null, "s1", "Khác", new Vnd(1)), default)),
        new("begin", (c, _, a) => c.Papers.BeginAsync(a, new BeginDecision("p", DecisionKind.Allocation, "Khác", null, null), default)),
        new("copy", (c, f, a) => c.Papers.BeginAsync(a, new BeginDecision("p", DecisionKind.Adjustment, "Khác", null, f.Draft), default)),
        new("rename", (c, f, a) => c.Papers.RenameAsync(a, new RenameDecision(f.Draft, null, "Khác", null), default)),
        new("discard", (c, f, a) => c.Papers.DiscardAsync(a, f.Draft, null, default)),
        new("edit", (c, f, a) => c.Drafts.EditAsync(a, new EditLines(f.Draft, null, [new LineEdit("A-2", "s1", 2026, new Vnd(11))]), default)),
        new("draw", (c, f, a) => c.Draws.SetAsync(a, new DrawContingency(f.Draft, null, f.Contingency, new Vnd(1)), default)),
        new("submit", (c, f, a) => c.Flow.SubmitAsync(a, f.Draft, null, default)),
        new("return", (c, f, a) => c.Flow.ReturnAsync(a, new ReturnDecision(f.Submitted, null, "Xem lại"), default)),
        new("approve", (c, f, a) => c.Flow.ApproveAsync(a, new ApproveDecision(f.Submitted, null, "02/QĐ", new DateOnly(2026, 6, 2), "Chủ tịch"), default)),
        new("close", (c, _, a) => c.Closing.BeginAsync(a, "p", 2026, "Khóa sổ", default)),
        new("propose", (c, _, a) => c.Assistant.ProposeAsync(a, new Propose("p", "Đề xuất", 2026, Vnd.Zero), default)),
        new("replan", (c, _, a) => c.Assistant.ReplanAsync(a, new ReplanYear("p", "Điều chỉnh", new DateOnly(2026, 6, 15)), default)),
        new("enter", (c, _, a) => c.Entry.EnterAsync(a, [Payment("c")], default)),
        new("correct", (c, f, a) => c.Entry.CorrectAsync(a, f.Waiting, null, Payment("d"), default)),
        new("withdraw", (c, f, a) => c.Entry.WithdrawAsync(a, f.Waiting, null, default)),
        new("confirm", (c, f, a) => c.Desk.ConfirmAsync(a, [f.Waiting], default)),
        new("return payment", (c, f, a) => c.Desk.ReturnAsync(a, f.Waiting, null, "Xem lại", default)),
        new("reverse", (c, f, a) => c.Desk.ReverseAsync(a, f.Confirmed, "Nhầm", default)),
    ];

    private static EnterPayment Payment(string document) => new("A-1", "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(20), document);

    private async Task<long[]> FactsAsync() =>
    [
        await capital.Portfolio.NumberAsync("select count(*) from funding.decision"),
        await capital.Portfolio.NumberAsync("select coalesce(sum(revision), 0) from funding.decision"),
        await capital.Portfolio.NumberAsync("select sum(amount * (1 + year)) from funding.draft_line"),
        await capital.Portfolio.NumberAsync("select count(*) from funding.ceiling_line"),
        await capital.Portfolio.NumberAsync("select sum(amount) from funding.contingency"),
        await capital.Portfolio.NumberAsync("select count(*) from funding.payment"),
        await capital.Portfolio.NumberAsync("select count(*) from funding.payment_line"),
        await capital.Portfolio.NumberAsync("select count(*) from audit.event"),
    ];

    /// <summary>A way to change capital.</summary>
    internal sealed record Writer(string Name, Func<SmallCapital, Field, Actor, Task> Write)
    {
        public override string ToString() => Name;
    }

    /// <summary>What there is to be changed.</summary>
    internal sealed record Field(long Draft, long Submitted, long Contingency, long Waiting, long Confirmed);
}
