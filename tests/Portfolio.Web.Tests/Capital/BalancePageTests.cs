using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Every figure of the balance against the lines it is the sum of.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class BalancePageTests
{
    private const string Address = $"/plans/{CapitalHost.Plan}/capital";

    private static readonly int[] Years = [2026, 2027, 2028, 2029, 2030];

    private TestHost host = null!;
    private string page = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await CapitalHost.StartAsync();
        page = await host.Client.GetPageAsync(Address);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Each_programme_shows_its_need_and_what_was_given_and_paid_to_the_dong()
    {
        var rows = PageTable.Read(page, "programmes-title");
        Assert.That(rows, Has.Count.EqualTo((3 * 3) + 3));
        string[] programmes = ["giao-thong", "do-thi-moi-truong", "quy-hoach"];
        (string? Programme, string? Class)[] asked =
            [.. programmes.Append(null).SelectMany(p => new string?[] { null, "state", "other" }.Select(c => (p, c)))];
        using (Assert.EnterMultipleScope())
        {
            foreach (var ((programme, sourceClass), row) in asked.Zip(rows))
                Assert.That(row.Amounts, Is.EqualTo(await ExpectedAsync(programme, sourceClass)), $"{programme} {sourceClass}");
        }
    }

    [Test]
    public async Task Each_source_shows_its_ceilings_what_they_leave_and_what_was_given_and_paid()
    {
        var rows = PageTable.Read(page, "sources-title");
        var sources = await host.ListAsync<(string Code, string Name)>("""
            select s.code, s.name from funding.source s where exists (select 1 from funding.source_year y where y.source_code = s.code) order by s.position
            """);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (code, name) in sources)
            {
                var shown = rows.Single(r => r.Head == name).Amounts.ToList();
                Assert.That(shown, Is.EqualTo(await ExpectedSourceAsync(code)), code);
            }
        }
        Assert.That(rows[^1].Amounts[0], Is.EqualTo(await host.AskAsync<long>("select sum(ceiling)::bigint from funding.source_year")));
        Assert.That(page, Does.Not.Contain("check-broken"));
    }

    [TestCase(Address)]
    [TestCase($"{Address}/sources/ngan-sach-tinh")]
    [TestCase($"{Address}/as-of?on=2026-06-01")]
    [TestCase($"{Address}/changes?from=2026-06-01&to=2026-11-20")]
    [TestCase("/projects/CB-GT-001/capital")]
    [TestCase("/bodies/cb-so-xay-dung/capital")]
    public async Task A_number_that_opens_lines_is_their_sum(string view)
    {
        var opened = MadeOf.Read(await host.Client.GetPageAsync(view)).Where(n => n.Address.Contains("/capital/lines", StringComparison.Ordinal)).Distinct().ToList();
        Assert.That(opened, Has.Count.GreaterThan(5));
        foreach (var (address, amount) in opened)
            Assert.That(MadeOf.Sums(await host.Client.GetPageAsync(address)), Does.Contain(amount), address);
    }

    [Test]
    public async Task The_years_add_up_to_the_whole()
    {
        var rows = PageTable.Read(page, "years-title");
        Assert.That(rows.Select(r => r.Head), Is.EqualTo([.. Years.Select(y => $"{y}"), "Tổng cộng"]));
        for (var column = 0; column < 6; column++)
            Assert.That(rows.Take(5).Sum(r => r.Amounts[column]), Is.EqualTo(rows[^1].Amounts[column]));
        Assert.That(rows[^1].Amounts[2], Is.EqualTo(await host.AskAsync<long>("select sum(amount)::bigint from funding.allocation_line where entry = 'allocated'")));
        Assert.That(rows[^1].Amounts[5], Is.EqualTo(await host.AskAsync<long>("select sum(amount)::bigint from funding.payment_line")));
    }

    [Test]
    public void The_decisions_in_force_stand_below_the_latest_first_and_no_paper_does()
    {
        Assert.That(page.IndexOf(CapitalHost.SecondNumber, StringComparison.Ordinal), Is.Positive.And.LessThan(page.IndexOf(CapitalHost.FirstNumber, StringComparison.Ordinal)));
        Assert.That(page, Does.Contain("20/11/2026").And.Contain("2 quyết định").And.Not.Contain("Dự kiến 2028"));
    }

    [Test]
    public async Task A_plan_without_capital_shows_its_need_and_noughts()
    {
        var rows = PageTable.Read(await host.Client.GetPageAsync("/plans/ls-quy-hoach-2021-2030/capital"), "programmes-title");
        Assert.That(rows.SelectMany(r => r.Amounts.Skip(1).Take(5)), Is.Not.Empty.And.All.Zero);
    }

    private async Task<long?[]> ExpectedAsync(string? programme, string? sourceClass)
    {
        var need = await SumAsync("funding.envelope", "amount", programme, sourceClass, "");
        var years = new List<long>();
        foreach (var year in Years)
            years.Add(await SumAsync("funding.allocation_line", "amount", programme, sourceClass, $"and entry = 'allocated' and year = {year}"));
        var paid = await SumAsync("funding.payment_line", "amount", programme, sourceClass, "");
        var given = years.Sum();
        return [need, .. years, given, need - given, paid, given - paid];
    }

    private Task<long> SumAsync(string table, string column, string? programme, string? sourceClass, string also) => host.AskAsync<long>(
        $"""
        select coalesce(sum({column}), 0)::bigint
        from {table} join plans.programme g on g.id = programme_id join plans.plan p on p.id = g.plan_id
        where p.code = @plan and (@programme::text is null or g.code = @programme) and (@sourceClass::text is null or source_class = @sourceClass) {also}
        """, new { plan = CapitalHost.Plan, programme, sourceClass });

    private async Task<long?[]> ExpectedSourceAsync(string source)
    {
        var shown = new List<long?> { await host.AskAsync<long?>("select sum(ceiling)::bigint from funding.source_year where source_code = @source", new { source }) };
        long given = 0;
        long? room = null;
        foreach (var year in Years)
        {
            var of = new { source, year };
            var amount = await host.AskAsync<long>("select coalesce(sum(amount), 0)::bigint from funding.allocation_line where source_code = @source and year = @year", of);
            shown.Add(amount);
            given += amount;
            if (await host.AskAsync<long?>("select amount from funding.ceiling_line where source_code = @source and year = @year order by id desc limit 1", of) is { } ceiling)
            {
                shown.Add(ceiling);
                room = (room ?? 0) + ceiling - amount;
            }
        }
        var paid = await host.AskAsync<long>("select coalesce(sum(amount), 0)::bigint from funding.payment_line where source_code = @source", new { source });
        return [.. shown, given, room, paid, given - paid];
    }
}
