using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange.Tables;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Funding.Payments.Tables;
using Portfolio.Tests.Exchange.Tables;

namespace Portfolio.Tests.Funding.Payments;

internal sealed class PaymentTableTests
{
    private const string Head = "Mã dự án\tNguồn\tNăm\tNgày\tSố tiền\tSố chứng từ\tGhi chú\n";

    private SmallCapital capital = null!;
    private PaymentTables tables = null!;

    [SetUp]
    public async Task GiveAsync()
    {
        capital = await SmallCapital.CreateAsync();
        tables = new PaymentTables(capital.Portfolio.Access, capital.Entry);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 200));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task What_is_pasted_from_a_spreadsheet_is_entered_as_it_says()
    {
        var entered = await EnterAsync(
            "A-1\tNguồn 1\t2026\t3/2/2026\t100\tUNC 1\tđợt 1\n"
            + "a-2\t NGUON  1 \t2026\t2026-02-04\t150\tUNC 2\n"
            + "A-1\ts1\t2026\t05/03/2026\t200\tUNC 3\n");

        Assert.That((entered.Ids.Count, entered.Total), Is.EqualTo((3, new Vnd(450))));
        Assert.That(
            await capital.Portfolio.NumberAsync("select sum(amount) from funding.payment where status = 'entered' and source_code = 's1' and year = 2026"), Is.EqualTo(450));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.payment where note = 'đợt 1' and paid_on = '2026-02-03'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_row_that_is_wrong_says_what_and_nothing_is_entered()
    {
        const string Rows =
            "A-1\tNguồn 1\t2026\t3/2/2026\t100\tUNC 1\n"
            + "X-9\tNguồn 1\t2026\t3/2/2026\t100\tUNC 2\n"
            + "A-1\tNguồn 9\t2026\t31/2/2026\tmột trăm\tUNC 3\n"
            + "A-1\tNguồn 1\tnăm nay\t3/2/2026\t100\tUNC 4\n"
            + "A-1\tNguồn 1\t2026\t3/2/2026\t301\tUNC 5\n"
            + "A-2\tNguồn 1\t2026\t16/6/2026\t1\t\n";
        var report = await tables.CheckAsync(SmallCapital.Officer, Read(Rows), AmountUnit.Dong, default);

        Assert.That(report.Faulty.SelectMany(r => r.Faults, (r, f) => $"{r.Number} {f.Field} {f.Code}"), Is.EqualTo(new[]
        {
            "3 project project.not_found",
            "4 source needs.source_unknown", "4 paidOn date.no_such_day", "4 amount money.not_a_number",
            "5 year payments.year_unread",
            "6 amount payments.over_payable",
            "7 documentNumber payments.document_missing",
        }));
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => EnterAsync(Rows));
        Assert.That(refusal!.Failures.Select(f => f.Field), Does.Contain("rows[3].project").And.Contain("rows[7].documentNumber"));
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Rows_share_what_is_left_and_the_one_that_does_not_fit_any_more_is_told()
    {
        var report = await tables.CheckAsync(
            SmallCapital.Officer,
            Read("A-1\ts1\t2026\t3/2/2026\t200\ta\nA-1\ts1\t2026\t3/2/2026\t101\tb\nA-1\ts1\t2026\t3/2/2026\t100\tc\n"), AmountUnit.Dong, default);
        Assert.That(report.Faulty.Select(r => r.Number), Is.EqualTo(new[] { 3 }));
        Assert.That(report.Faulty[0].Faults.Single().Arguments["excess"], Is.EqualTo(new Vnd(1)));
    }

    [Test]
    public async Task The_same_table_twice_is_entered_once()
    {
        const string Rows = "A-1\ts1\t2026\t3/2/2026\t100\ta\nA-2\ts1\t2026\t3/2/2026\t100\tb\n";
        await EnterAsync(Rows);
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => EnterAsync(Rows));
        Assert.That(refusal!.Failures.Select(f => f.Code), Is.EqualTo(new[] { "payments.entered_twice", "payments.entered_twice" }));
        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_table_sent_by_several_at_once_is_entered_once()
    {
        const string Rows = "A-1\ts1\t2026\t3/2/2026\t10\ta\nA-2\ts1\t2026\t3/2/2026\t10\tb\n";
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await EnterAsync(Rows);
                return true;
            }
            catch (ValidationFailedException)
            {
                return false;
            }
        }));
        Assert.That(outcomes.Count(done => done), Is.EqualTo(1));
        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Amounts_are_in_the_unit_that_is_chosen_unless_they_name_their_own()
    {
        await capital.Portfolio.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select p.id, p.programme_id, s.code, s.source_class, 5000000000, 'entered', 'test' from projects.project p, funding.source s where p.code = 'A-3';
            """);
        await capital.DecideAsync(DecisionKind.Allocation, "02/QĐ", ("A-3", "s1", 2026, 4_000_000_000));
        var entered = await tables.EnterAsync(
            SmallCapital.Officer, Read("A-3\ts1\t2026\t3/2/2026\t1,5\ta\nA-3\ts1\t2026\t3/2/2026\t250 triệu\tb\nA-3\ts1\t2026\t3/2/2026\t0,25\tc\n"), AmountUnit.Billion, default);
        Assert.That(entered.Total, Is.EqualTo(new Vnd(2_000_000_000)));
    }

    [Test]
    public async Task Rows_of_the_template_that_were_left_alone_are_passed_over()
    {
        var report = await tables.CheckAsync(
            SmallCapital.Officer, Read("A-1\tNguồn 1\t2026\t\t\t\nA-2\tNguồn 1\t2026\t3/2/2026\t10\ta\nA-1\tNguồn 1\t2026\t\t\t\tnhớ hỏi lại\n"), AmountUnit.Dong, default);
        Assert.That((report.Clean, report.Skipped, report.Rows.Single().Number), Is.EqualTo((true, 2, 3)));
        var none = await Assert.ThrowsAsync<ValidationFailedException>(() => EnterAsync("A-1\tNguồn 1\t2026\t\t\t\n"));
        Assert.That(none!.Failures.Single().Code, Is.EqualTo("payments.none"));
    }

    [Test]
    public async Task A_spreadsheet_says_the_same_as_what_is_pasted_from_it()
    {
        var table = await TableReader.ReadFileAsync(
            new MemoryStream(XlsxBook.Of(
                ["Mã dự án", "Nguồn", "Năm", "Ngày", "Số tiền", "Số chứng từ"],
                ["A-1", "Nguồn 1", 2026, new DateTime(2026, 2, 3), 120d, "UNC 1"],
                ["A-2", "Nguồn 1", 2026, new DateTime(2026, 2, 4), 30.5d, 17])),
            PaymentColumns.All, default);
        var report = await tables.CheckAsync(SmallCapital.Officer, table, AmountUnit.Dong, default);
        Assert.That(report.Rows[0].Payment, Is.EqualTo(new EnterPayment("A-1", "s1", 2026, new DateOnly(2026, 2, 3), new Vnd(120), "UNC 1")));
        // Half a đồng is no amount.
        Assert.That(report.Rows[1].Faults.Single().Field, Is.EqualTo("amount"));
    }

    [Test]
    public async Task A_project_of_somebody_else_is_told_at_its_row_and_keeps_the_others_out()
    {
        var owner = new Actor("ban", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { 77 }) };
        var table = Read("A-1\ts1\t2026\t3/2/2026\t10\ta\n");
        var report = await tables.CheckAsync(owner, table, AmountUnit.Dong, default);
        Assert.That(report.Faulty.Single().Faults.Single().Code, Is.EqualTo("payments.out_of_reach"));
        Assert.That(() => tables.EnterAsync(owner, table, AmountUnit.Dong, default), Throws.InstanceOf<PortfolioException>());
        Assert.That(() => tables.CheckAsync(new Actor("lãnh đạo", Role.Leader), table, AmountUnit.Dong, default), Throws.InstanceOf<PermissionDeniedException>());
        Assert.That(await CountAsync(), Is.Zero);
    }

    private static Table Read(string rows) => TableReader.ReadPasted(Head + rows, PaymentColumns.All);

    private Task<PaymentTableReceipt> EnterAsync(string rows) => tables.EnterAsync(SmallCapital.Officer, Read(rows), AmountUnit.Dong, default);

    private Task<long> CountAsync() => capital.Portfolio.NumberAsync("select count(*) from funding.payment");
}
