using System.Diagnostics;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Payments;

/// <summary>A table may name many years and plans: each row is judged by its own, and they are looked up together.</summary>
internal sealed class PaymentYearTests
{
    private SmallCapital capital = null!;

    [SetUp]
    public async Task GiveAsync()
    {
        capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", [.. Enumerable.Range(2026, 5).Select(year => ("A-1", "s1", year, 100L))]);
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task Each_year_is_judged_by_the_law_of_its_end()
    {
        await capital.Portfolio.ExecuteAsync("""
            update directory.law_parameter set valid_to = '2026-12-31' where parameter = 'capital.year_end.settlement';
            insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note)
            values ('capital.year_end.settlement', '2027-01-01', null, '02-28', 'month_day_next_year', 'x', false, 'x')
            """);
        capital.Clock.Turn(new DateOnly(2028, 3, 15));
        var faults = await CheckAsync((2026, "2027-02-10"), (2027, "2028-02-10"), (2027, "2028-03-01"));
        Assert.That(faults.Select(f => (f.Row, f.Fault.Code)), Is.EqualTo(new[] { (0, "payments.day_outside_year"), (2, "payments.day_outside_year") }));
        Assert.That(faults.Select(f => f.Fault.Arguments["to"]), Is.EqualTo(new[] { new DateOnly(2027, 1, 31), new DateOnly(2028, 2, 28) }));
    }

    [Test]
    public async Task A_table_of_many_years_and_plans_asks_no_more_than_a_single_row()
    {
        await capital.Portfolio.ExecuteAsync("""
            insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
            select 'q' || n, 'xx', 'infrastructure', 'Kế hoạch', 'Kế hoạch', 2026, 2030, 1 + n, 'f', 's', 'i' from generate_series(1, 3) n;
            insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
            select id, 'c', 'Chương trình', 'c', 1, 'f', 's', 'i' from plans.plan where code like 'q%';
            insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
            select upper(p.code), p.id, g.id, 'construction', 'road', 'Dự án', 'f', 's', 'i'
            from plans.plan p join plans.programme g on g.plan_id = p.id where p.code like 'q%';
            """);
        capital.Clock.Turn(new DateOnly(2031, 1, 5));
        EnterPayment[] rows =
        [
            .. from year in Enumerable.Range(2026, 5) from project in new[] { "A-1", "Q1", "Q2", "Q3" }
               select new EnterPayment(project, "s1", year, new DateOnly(year, 6, 1), new Vnd(10), "UNC"),
        ];
        var single = await StatementsAsync(rows[..1]);
        Assert.That(single, Is.GreaterThan(1), "the counting counts");
        Assert.That(await StatementsAsync(rows), Is.EqualTo(single));
    }

    private Task<IReadOnlyList<RowFault>> CheckAsync(params (int Year, string Day)[] rows) => capital.Entry.CheckAsync(
        SmallCapital.Officer,
        [.. rows.Select(r => new EnterPayment("A-1", "s1", r.Year, DateOnly.ParseExact(r.Day, "yyyy-MM-dd"), new Vnd(10), r.Day))], default);

    private async Task<int> StatementsAsync(EnterPayment[] rows)
    {
        var count = 0;
        // Other tests run in this process, too: only what belongs to this call counts.
        using var call = new Activity("call").SetIdFormat(ActivityIdFormat.W3C).Start();
        var trace = call.TraceId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await capital.Entry.CheckAsync(SmallCapital.Officer, rows, default);
        return count;
    }
}
