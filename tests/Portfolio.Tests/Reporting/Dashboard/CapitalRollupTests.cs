using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Reporting;
using Portfolio.Reporting.Dashboard;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Dashboard;

/// <summary>What the first page says of capital is what its lines say, of one plan and of all, whatever was done and by how many at once.</summary>
internal sealed class CapitalRollupTests
{
    private static readonly Actor Reader = new("reader", Role.Visitor);

    // Rows in which a kept figure is not what the lines give; what a demonstration took back is nought in both.
    private const string BrokenSql = """
        select count(*) from (
            select plan_id, source_class, year, sum(allocated) as allocated, sum(payable) as payable, sum(paid) as paid
            from funding.plan_year group by plan_id, source_class, year
        ) k
        full join (
            select plan_id, source_class, year, sum(allocated) as allocated, sum(payable) as payable, sum(paid) as paid
            from (
                select plan_id, source_class, year, case when entry = 'allocated' then amount else 0 end as allocated,
                    case when entry in ('allocated', 'carried_in') then amount else -amount end as payable, 0 as paid
                from funding.allocation_line
                union all
                select plan_id, source_class, year, 0, 0, amount from funding.payment_line
            ) l
            group by plan_id, source_class, year
        ) c using (plan_id, source_class, year)
        where (k.allocated, k.payable, k.paid) is distinct from (c.allocated, c.payable, c.paid)
        """;

    [Test]
    public async Task Given_moved_paid_reversed_carried_over_and_lapsed_capital_is_on_the_page()
    {
        await using var capital = await GivenAsync();
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -50), ("B-1", "s1", 2026, 50));
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Payment("A-1", "s1", 100, "a"), Payment("A-2", "o1", 40, "b"), Payment("B-1", "s1", 10, "c")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        await capital.Desk.ReverseAsync(SmallCapital.Officer, ids[2], "nhập nhầm", default);

        foreach (var plan in (string[])["p", DashboardService.AllPlans])
        {
            var shown = await ReadAsync(capital, plan);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Dong(shown.Need), Is.EqualTo((12_000L, 6_000L)), "2 programmes of 3 projects that need 1.000 from each of 3 sources");
                Assert.That(Dong(shown.Allocated), Is.EqualTo((370L, 60L)));
                Assert.That(Dong(shown.Paid), Is.EqualTo((100L, 40L)));
                Assert.That((shown.Year, shown.PayableInYear.Dong, shown.PaidInYear.Dong), Is.EqualTo((2026, 360L, 140L)));
            }
        }
        var parts = (await ReadAsync(capital, "p")).Parts;
        Assert.That(parts.Select(p => (p.Code, p.Allocated.Total.Dong, p.Paid.Total.Dong, p.Unpaid.Dong, p.Unallocated.Dong)), Is.EqualTo(new[]
        {
            ("a", 310L, 140L, 170L, 8_690L), ("b", 120L, 0L, 120L, 8_880L),
        }));
        Assert.That(parts[0].PaidShare, Is.EqualTo(140m / 310));

        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 30));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2027, 2, 1));
        foreach (var plan in (string[])["p", DashboardService.AllPlans])
        {
            var closed = await ReadAsync(capital, plan);
            Assert.That(Dong(closed.Payable), Is.EqualTo((100L + 30 + 70, 40L)), "what was paid, what was carried over, what is of 2027");
            Assert.That((closed.Year, closed.PayableInYear.Dong, closed.PaidInYear.Dong), Is.EqualTo((2027, 100L, 0L)));
        }
        Assert.That(await capital.Portfolio.NumberAsync(BrokenSql), Is.Zero);
    }

    [Test]
    public async Task A_plan_without_capital_says_so()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var shown = await ReadAsync(capital, "p");
        Assert.That((shown.IsGiven, shown.PaidShare, shown.PaidShareInYear, shown.AllocatedShare), Is.EqualTo((false, (decimal?)null, (decimal?)null, (decimal?)0)));
    }

    [Test]
    public async Task Sixteen_officers_who_confirm_at_once_neither_lose_a_dong_nor_stand_in_each_others_way_for_good()
    {
        const int Officers = 16;
        const int Each = 8;
        await using var capital = await SmallCapital.CreateAsync(Officers);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", [.. Projects(Officers).SelectMany(p => new[] { (p, "s1", 2026, 500L), (p, "o1", 2026, 500L) })]);

        await Task.WhenAll(Projects(Officers).Index().Select(at => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                // Both classes in one confirmation, in the one order and in the other.
                EnterPayment[] pair = [Payment(at.Item, "s1", 1 + i, $"s{i}"), Payment(at.Item, "o1", 10 + i, $"o{i}")];
                var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, (i + at.Index) % 2 == 0 ? pair : [.. pair.Reverse()], default);
                await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
            }
        })));

        Assert.That(await capital.Portfolio.NumberAsync(BrokenSql), Is.Zero);
        Assert.That(Dong((await ReadAsync(capital, DashboardService.AllPlans)).Paid), Is.EqualTo(((long)Officers * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8), (long)Officers * (10 + 11 + 12 + 13 + 14 + 15 + 16 + 17))));
    }

    [Test]
    public async Task A_lone_writer_stays_in_one_lane()
    {
        await using var capital = await GivenAsync();
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -50), ("A-2", "s1", 2026, 50));
        Assert.That(await capital.Portfolio.NumberAsync("select max(lane) from funding.plan_year"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_writes_beside_another_waits_for_nobody_and_takes_the_next_lane()
    {
        await using var capital = await GivenAsync();
        await using var other = await capital.Portfolio.OpenAsOwnerAsync();
        await using var unfinished = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select funding.free_lane(id) from plans.plan");
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -50), ("A-2", "s1", 2026, 50));

        Assert.That(await capital.Portfolio.NumberAsync("select max(lane) from funding.plan_year"), Is.EqualTo(2));
        Assert.That(await capital.Portfolio.NumberAsync(BrokenSql), Is.Zero);
        Assert.That(Dong((await ReadAsync(capital, DashboardService.AllPlans)).Allocated), Is.EqualTo((370L, 60L)));
    }

    [Test]
    public async Task What_is_there_when_the_sums_are_introduced_is_summed()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Payment("A-1", "s1", 100, "a")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        var file = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Require("migrations"), "0020_reporting_rollups.sql"));
        var down = file.IndexOf("-- migrate:down", StringComparison.Ordinal);

        await capital.Portfolio.AsOwnerAsync(file[down..]);
        await capital.Portfolio.AsOwnerAsync(file[..down]);

        await capital.Portfolio.AsOwnerAsync($"""
            do $$ begin
                if ({BrokenSql}) <> 0 or not exists (select 1 from funding.plan_year where paid = 100) then
                    raise exception 'not what the lines give';
                end if;
            end $$
            """);
    }

    [Test]
    public async Task Nobody_writes_the_sums_directly()
    {
        await using var capital = await GivenAsync();
        foreach (var statement in (string[])["delete from funding.plan_year", "update funding.plan_year set paid = 1", "truncate funding.plan_year"])
        {
            var owner = await Assert.ThrowsAsync<PostgresException>(() => capital.Portfolio.AsOwnerAsync(statement));
            Assert.That(owner!.SqlState, Is.EqualTo(PostgresErrorCodes.RestrictViolation), statement);
            var program = await Assert.ThrowsAsync<PostgresException>(() => capital.Portfolio.ExecuteAsync(statement));
            Assert.That(program!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), statement);
        }
    }

    private static async Task<SmallCapital> GivenAsync()
    {
        var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(
            DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "o1", 2026, 60), ("B-1", "s1", 2027, 70));
        return capital;
    }

    private static async Task<CapitalSummary> ReadAsync(SmallCapital capital, string plan) =>
        (await new DashboardService(capital.Portfolio.Access, new BusinessCalendar(capital.Clock), TimeProvider.System).GetAsync(Reader, plan, default)).Capital;

    private static IEnumerable<string> Projects(int count) => Enumerable.Range(1, count).Select(n => $"{(n % 2 == 0 ? 'A' : 'B')}-{n}");

    private static EnterPayment Payment(string project, string source, long amount, string document) =>
        new(project, source, 2026, new DateOnly(2026, 6, 10), new Vnd(amount), document);

    private static (long State, long Other) Dong(NeedSplit split) => (split.State.Dong, split.Other.Dong);
}
