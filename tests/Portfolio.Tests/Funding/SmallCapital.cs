using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Tests.Funding.Needs;

namespace Portfolio.Tests.Funding;

/// <summary>A plan 2026-2030 with two programmes of a few projects, needs of 1.000 đồng per source, and a clock that a test turns.</summary>
internal sealed class SmallCapital : IAsyncDisposable
{
    public static readonly Actor Officer = new("officer", Role.Finance);

    private SmallCapital(SmallPortfolio portfolio)
    {
        Portfolio = portfolio;
        Clock = new TurnedClock(new DateTimeOffset(2026, 6, 15, 3, 0, 0, TimeSpan.Zero));
        var calendar = new BusinessCalendar(Clock);
        Ceilings = new CeilingService(portfolio.Access);
        Papers = new DecisionPapers(portfolio.Access);
        Flow = new DecisionFlow(portfolio.Access, calendar);
        Drafts = new DraftService(portfolio.Access);
        Draws = new ContingencyDraws(portfolio.Access);
        Closing = new YearClosing(portfolio.Access, calendar);
        Entry = new PaymentEntry(portfolio.Access, calendar);
        Desk = new PaymentDesk(portfolio.Access, calendar);
        Assistant = new AssistantService(portfolio.Access, calendar);
        Reports = new ProjectPaymentReports(portfolio.Access, calendar);
        DeskReports = new PaymentDeskReports(portfolio.Access, calendar);
    }

    public SmallPortfolio Portfolio { get; }

    public TurnedClock Clock { get; }

    public CeilingService Ceilings { get; }

    public DecisionPapers Papers { get; }

    public DecisionFlow Flow { get; }

    public DraftService Drafts { get; }

    public ContingencyDraws Draws { get; }

    public YearClosing Closing { get; }

    public PaymentEntry Entry { get; }

    public PaymentDesk Desk { get; }

    public AssistantService Assistant { get; }

    public ProjectPaymentReports Reports { get; }

    public PaymentDeskReports DeskReports { get; }

    /// <summary>Projects A-1 … and B-1 …, each with a need of 1.000 from s1, s2 and o1.</summary>
    public static async Task<SmallCapital> CreateAsync(int projects = 3)
    {
        var capital = new SmallCapital(await SmallPortfolio.CreateAsync(null, null, projects));
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note) values
                ('capital.year_end.payment', null, null, '12-31', 'month_day', 'x', false, 'x'),
                ('capital.year_end.settlement', null, null, '01-31', 'month_day_next_year', 'x', false, 'x'),
                ('capital.priority.ongoing_finishing_in_period', null, null, '7', 'rank', 'x', false, 'x'),
                ('capital.priority.new_starts', null, null, '12', 'rank', 'x', false, 'x'),
                ('disbursement.behind', null, null, '20', 'point', 'x', false, 'x'),
                ('milestone.overdue', null, null, '15', 'day', 'x', false, 'x'),
                ('replan.safety_share', null, null, '10', 'percent', 'x', false, 'x'),
                ('capital.carry_over.latest', null, null, '12-31', 'month_day_next_year', 'x', false, 'x');
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select p.id, p.programme_id, s.code, s.source_class, 1000, 'entered', 'test' from projects.project p, funding.source s;
            """);
        return capital;
    }

    public async Task<Decision> DraftAsync(string kind, params (string Project, string Source, int Year, long Amount)[] lines)
    {
        var paper = await Papers.BeginAsync(Officer, new BeginDecision("p", kind, "Phương án " + kind, null, null), default);
        if (lines.Length > 0)
            await EditAsync(paper.Id, lines);
        return await Papers.GetAsync(Officer, paper.Id, default);
    }

    public Task<EditReceipt> EditAsync(long id, params (string Project, string Source, int Year, long Amount)[] lines) =>
        Drafts.EditAsync(Officer, new EditLines(id, null, [.. lines.Select(l => new LineEdit(l.Project, l.Source, l.Year, new Vnd(l.Amount)))]), default);

    public async Task<Decision> ApproveAsync(long id, string number, DateOnly? on = null)
    {
        await Flow.SubmitAsync(Officer, id, null, default);
        return await ApproveSubmittedAsync(id, number, on);
    }

    public async Task<Decision> ApproveSubmittedAsync(long id, string number, DateOnly? on = null)
    {
        // A year is closed after it is settled, so on the day to which the test turned the clock.
        var usual = (await Papers.GetAsync(Officer, id, default)).Kind == DecisionKind.Closing ? new BusinessCalendar(Clock).Today : new DateOnly(2026, 6, 1);
        return await Flow.ApproveAsync(Officer, new ApproveDecision(id, null, number, on ?? usual, "Chủ tịch UBND tỉnh"), default);
    }

    /// <summary>Drafts, submits and approves.</summary>
    public async Task<Decision> DecideAsync(string kind, string number, params (string Project, string Source, int Year, long Amount)[] lines) =>
        await ApproveAsync((await DraftAsync(kind, lines)).Id, number);

    public Task SetCeilingAsync(string source, int year, long? amount) =>
        Ceilings.SetAsync(Officer, new SetCeilings("p", null, [new CeilingEdit(source, year, amount is { } a ? new Vnd(a) : null)], null), default);

    public Task<long> AllocatedAsync(string project, string source, int year) => Portfolio.NumberAsync($"""
        select coalesce((select a.allocated from funding.allocation a join projects.project p on p.id = a.project_id
            where p.code = '{project}' and a.source_code = '{source}' and a.year = {year}), 0)
        """);

    public ValueTask DisposeAsync() => Portfolio.DisposeAsync();
}

/// <summary>A clock that stands where a test turns it.</summary>
internal sealed class TurnedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public void Turn(DateOnly day) => now = new DateTimeOffset(day.ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero);

    public void Turn(DateTimeOffset instant) => now = instant;

    public override DateTimeOffset GetUtcNow() => now;
}
