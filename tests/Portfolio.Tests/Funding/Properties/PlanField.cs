using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>
/// A plan of its own for one run, in a database that many runs share: two programmes of three projects, with needs, some ceilings
/// and a contingency; the real services; and a clock that officers turn on.
/// </summary>
internal sealed class PlanField
{
    private const string MakeSql = """
        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        values (@Code, 'xx', 'infrastructure', 'Kế hoạch', 'Kế hoạch', 2026, 2030, 1, 'f', 's', 'i');
        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select l.id, c.code, 'Chương trình ' || c.code, c.code, 1, 'f', 's', 'i' from plans.plan l, (values ('a'), ('b')) c (code) where l.code = @Code;
        insert into funding.envelope (programme_id, source_class, amount)
        select g.id, e.source_class, e.amount
        from plans.programme g join plans.plan l on l.id = g.plan_id and l.code = @Code
        join (values ('a', 'state', 6000), ('a', 'other', 2600), ('b', 'state', null), ('b', 'other', 3000)) e (code, source_class, amount) on e.code = g.code;
        insert into projects.project (code, plan_id, programme_id, kind, sector, name, total_investment, source_file, source_section, source_item)
        select @Code || '-' || g.code || n, g.plan_id, g.id, 'construction', 'road', 'Dự án ' || n, case when n = 1 then 2000 end, 'f', 's', 'i'
        from plans.programme g join plans.plan l on l.id = g.plan_id and l.code = @Code, generate_series(1, 3) n;
        insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
        select p.id, b.id, 'owner', 'w', 'f', 's', 'i' from projects.project p join plans.plan l on l.id = p.plan_id and l.code = @Code, directory.body b;
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select p.id, p.programme_id, s.code, s.source_class, 700, 'entered', 'test'
        from projects.project p join plans.plan l on l.id = p.plan_id and l.code = @Code, funding.source s
        where not (p.code like '%b3' and s.code = 's2');
        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, recorded_by)
        select l.id, s.code, s.source_class, y, 900, 'test' from plans.plan l, funding.source s, generate_series(2026, 2030) y where l.code = @Code and s.code = 's2';
        insert into funding.contingency (plan_id, source_code, name, amount) select l.id, 's2', 'Dự phòng 0', case when l.id % 2 = 0 then 4300 else 300 end from plans.plan l where l.code = @Code;
        """;

    public static readonly string[] Sources = ["s1", "s2", "o1"];

    private readonly PortfolioDatabase access;
    private readonly Lock listing = new();
    private readonly List<long> papers = [];
    private readonly List<long> payments = [];
    private int numbers;

    private PlanField(PortfolioDatabase access, string code, long id)
    {
        this.access = access;
        (Code, Id) = (code, id);
        ProjectCodes = [.. from programme in (string[])["a", "b"] from n in Enumerable.Range(1, 3) select $"{code}-{programme}{n}"];
        Clock = new SteppingClock(new DateOnly(2026, 6, 15), new DateOnly(2031, 6, 1));
        Calendar = new BusinessCalendar(Clock);
        Needs = new NeedService(access);
        Ceilings = new CeilingService(access);
        Papers = new DecisionPapers(access);
        Flow = new DecisionFlow(access, Calendar);
        Drafts = new DraftService(access);
        Draws = new ContingencyDraws(access);
        Closing = new YearClosing(access, Calendar);
        Entry = new PaymentEntry(access, Calendar);
        Desk = new PaymentDesk(access, Calendar);
    }

    public string Code { get; }

    public long Id { get; }

    public string[] ProjectCodes { get; }

    public SteppingClock Clock { get; }

    public BusinessCalendar Calendar { get; }

    public NeedService Needs { get; }

    public CeilingService Ceilings { get; }

    public DecisionPapers Papers { get; }

    public DecisionFlow Flow { get; }

    public DraftService Drafts { get; }

    public ContingencyDraws Draws { get; }

    public YearClosing Closing { get; }

    public PaymentEntry Entry { get; }

    public PaymentDesk Desk { get; }

    public static async Task<PlanField> MakeAsync(PortfolioDatabase access, int number)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"w{number}");
        await using var connection = await access.OpenAsync(default);
        await connection.ExecuteAsync(MakeSql, new { Code = code });
        return new PlanField(access, code, await connection.ExecuteScalarAsync<long>("select id from plans.plan where code = @Code", new { Code = code }));
    }

    /// <summary>Asks the database as any session may.</summary>
    public async Task<IReadOnlyList<T>> AskAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await access.OpenAsync(default);
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    /// <summary>Writes in one transaction, without any retry.</summary>
    public async Task WriteAsync(Func<NpgsqlConnection, NpgsqlTransaction, Task> write)
    {
        await using var connection = await access.OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        await write(connection, transaction);
        await transaction.CommitAsync();
    }

    public void AddPaper(long id) => Add(papers, id);

    public void AddPayments(IEnumerable<long> ids)
    {
        foreach (var id in ids)
            Add(payments, id);
    }

    /// <summary>A paper: mostly one for which the step is meant, now and then any of the last; null while there is none.</summary>
    public Task<long?> PaperAsync(int pick, params string[] states) => OneAsync(
        "select id from funding.decision where plan_id = @Id and status = any(@states) order by id desc limit 5", papers, pick, states);

    /// <summary>A payment, likewise.</summary>
    public Task<long?> PaymentAsync(int pick, params string[] states) => OneAsync(
        "select id from funding.payment where plan_id = @Id and status = any(@states) order by id desc limit 9", payments, pick, states);

    /// <summary>A number nobody has used.</summary>
    public int NextNumber() => Interlocked.Increment(ref numbers);

    private void Add(List<long> list, long id)
    {
        lock (listing)
        {
            if (!list.Contains(id))
                list.Add(id);
        }
    }

    private async Task<long?> OneAsync(string sql, List<long> all, int pick, string[] states)
    {
        if (pick % 5 != 0 && await AskAsync<long>(sql, new { Id, states }) is { Count: > 0 } meant)
            return meant[pick % meant.Count];
        lock (listing)
            return all.Count == 0 ? null : all[^(1 + (pick % Math.Min(all.Count, 7)))];
    }
}

/// <summary>A clock that several officers turn on at once, never back.</summary>
internal sealed class SteppingClock(DateOnly from, DateOnly latest) : TimeProvider
{
    private int day = from.DayNumber;

    public void Turn(int days) => TurnTo(Volatile.Read(ref day) + days);

    public void TurnTo(DateOnly to) => TurnTo(to.DayNumber);

    public override DateTimeOffset GetUtcNow() => new(DateOnly.FromDayNumber(Volatile.Read(ref day)).ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero);

    private void TurnTo(int to)
    {
        for (var seen = Volatile.Read(ref day); seen < Math.Min(to, latest.DayNumber);)
            seen = Interlocked.CompareExchange(ref day, Math.Min(to, latest.DayNumber), seen);
    }
}
