using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>An owner enters payments, mostly on a phone. Every test has a project of its own, led by the department of construction.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PaymentPageTests
{
    private const long Billion = 1_000_000_000;

    private TestHost host = null!;
    private SignedIn owner = null!;

    private int Year => host.Today().Year;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        owner = await Who.Owner.SignInAsync(host);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task On_a_phone_an_owner_types_an_amount_and_a_number_and_is_done()
    {
        await host.GiveAsync("CB-GT-005", Year, 10 * Billion);
        await using var phone = await Visitor.OpenAsync(host, width: 360, person: owner);
        await phone.GoAsync("/projects/CB-GT-005");
        await phone.Page.Locator(".page-tabs").GetByRole(AriaRole.Link, new() { Name = "Giải ngân", Exact = true }).ClickAsync();
        await phone.Page.GetByLabel("Số tiền").FillAsync("1,5 tỷ");
        await Expect(phone.Page.Locator("[data-preview]")).ToHaveTextAsync("= 1,5 tỷ; sau khoản này còn 8,5 tỷ");
        await phone.Page.GetByLabel("Số chứng từ").FillAsync("UNC 17");
        await phone.PictureAsync("payments-phone-typed");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Nhập giải ngân" }).ClickAsync();

        await Expect(phone.Page.Locator(".notice-ok")).ToContainTextAsync("Đã nhập 1.500.000.000 đồng, chứng từ UNC 17.");
        var row = phone.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "UNC 17" });
        await Expect(row).ToContainTextAsync("1.500.000.000");
        await Expect(row).ToContainTextAsync("chờ xác nhận");
        Assert.That(await phone.Page.OverflowAsync(), Is.Null);
        Assert.That(await phone.Page.BarriersAsync(), Is.Empty);
        Assert.That(phone.Complaints, Is.Empty);
        await phone.PictureAsync("payments-phone-entered");
        Assert.That(await WaitingAsync("CB-GT-005"), Is.EqualTo(1_500_000_000));
    }

    [Test]
    public async Task More_than_is_left_is_refused_with_the_figures_and_nothing_typed_is_lost()
    {
        await host.GiveAsync("CB-GT-006", Year, 2 * Billion);
        await host.PayAsync("CB-GT-006", 1 * Billion, "UNC 1", confirmed: true);
        await using var phone = await Visitor.OpenAsync(host, width: 360, script: false, person: owner);
        await phone.GoAsync("/projects/CB-GT-006/capital/payments");
        await phone.Page.GetByLabel("Số tiền").FillAsync("1,2 tỷ");
        await phone.Page.GetByLabel("Số chứng từ").FillAsync("UNC 2");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Nhập giải ngân" }).ClickAsync();

        await Expect(phone.Page.Locator(".fault")).ToContainTextAsync("Vượt 200.000.000 đồng");
        await Expect(phone.Page.Locator(".fault")).ToContainTextAsync("đã giải ngân 1.000.000.000 đồng");
        await Expect(phone.Page.GetByLabel("Số tiền")).ToHaveValueAsync("1,2 tỷ");
        await Expect(phone.Page.GetByLabel("Số chứng từ")).ToHaveValueAsync("UNC 2");
        await phone.PictureAsync("payments-refused");
        Assert.That(await WaitingAsync("CB-GT-006"), Is.Zero);
    }

    [Test]
    public async Task What_was_returned_is_corrected_and_sent_again()
    {
        await host.GiveAsync("CB-GT-007", Year, 2 * Billion);
        var id = await host.PayAsync("CB-GT-007", 700_000_000, "UNC 3");
        await using (var officer = await Visitor.OpenAsync(host, person: await Who.Finance.SignInAsync(host)))
        {
            await officer.GoAsync($"/projects/CB-GT-007/capital/payments/{id}");
            await officer.PictureAsync("payment-of-officer");
            await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Trả lại" }).ClickAsync();
            await Expect(officer.Page.Locator(".fault")).ToContainTextAsync("Chưa có lý do");
            await officer.Page.GetByLabel("Lý do nếu trả lại").FillAsync("Sai số chứng từ");
            await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Trả lại" }).ClickAsync();
            await Expect(officer.Page.Locator(".notice-ok")).ToContainTextAsync("Đã trả lại");
        }
        await using var phone = await Visitor.OpenAsync(host, width: 360, person: owner);
        await phone.GoAsync("/projects/CB-GT-007/capital/payments?status=returned");
        await Expect(phone.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "UNC 3" })).ToContainTextAsync("Sai số chứng từ");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "UNC 3" }).ClickAsync();
        await phone.PictureAsync("payment-returned-phone");
        Assert.That(await phone.Page.OverflowAsync(), Is.Null);
        Assert.That(await phone.Page.BarriersAsync(), Is.Empty);
        await Expect(phone.Page.GetByLabel("Số tiền")).ToHaveValueAsync("700.000.000");
        await phone.Page.GetByLabel("Số chứng từ").FillAsync("UNC 3a");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi lại để xác nhận" }).ClickAsync();
        await Expect(phone.Page.Locator(".notice-ok")).ToContainTextAsync("đang chờ Sở Tài chính xác nhận");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Rút lại khoản này" }).ClickAsync();
        await Expect(phone.Page.Locator(".notice-ok")).ToContainTextAsync("Đã rút lại");
        Assert.That(await WaitingAsync("CB-GT-007"), Is.Zero);
    }

    [Test]
    public async Task Finance_reverses_what_it_confirmed_and_the_history_says_so()
    {
        await host.GiveAsync("CB-GT-008", Year, 2 * Billion);
        var id = await host.PayAsync("CB-GT-008", 700_000_000, "UNC 4", confirmed: true);
        await using var officer = await Visitor.OpenAsync(host, person: await Who.Finance.SignInAsync(host));
        await officer.GoAsync($"/projects/CB-GT-008/capital/payments/{id}");
        await officer.Page.GetByLabel("Lý do ghi bút toán đảo").FillAsync("Nhập nhầm dự án");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Ghi bút toán đảo cho khoản này" }).ClickAsync();
        await Expect(officer.Page.Locator(".notice-ok")).ToContainTextAsync("Đã ghi bút toán đảo");
        await Expect(officer.Page.Locator(".page-head")).ToContainTextAsync("đã ghi bút toán đảo");
        await Expect(officer.Page.GetByRole(AriaRole.Button, new() { Name = "Ghi bút toán đảo cho khoản này" })).ToHaveCountAsync(0);
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Mở khoản đó" }).ClickAsync();
        await Expect(officer.Page.GetByText("Nhập nhầm dự án")).ToBeVisibleAsync();
        await officer.PictureAsync("payment-reversal");

        await officer.GoAsync("/projects/CB-GT-008/history");
        var last = officer.Page.Locator(".events > li").First;
        await Expect(last).ToContainTextAsync("đảo khoản giải ngân");
        await Expect(last).ToContainTextAsync("-700.000.000 đồng");
        await Expect(last).ToContainTextAsync(Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(await officer.Page.MissingTextsAsync(), Is.Empty);
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_public_sees_sums_and_never_a_document_a_note_or_a_name()
    {
        await host.GiveAsync("CB-GT-009", Year, 2 * Billion);
        await host.PayAsync("CB-GT-009", 1_100_000_000, "UNC-BI-MAT", "ghi chú kín", confirmed: true);
        await host.PayAsync("CB-GT-009", 300_000_000, "UNC-CHO");
        // Without demonstration the public view is off until somebody switches it on.
        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, publicView: true, secondFactor: false, null, default);
        foreach (var who in (Who[])[Who.Visitor, Who.OwnerElsewhere, Who.FinanceElsewhere])
        {
            using var client = await who.ClientAsync(host);
            var page = await client.GetStringAsync(new Uri("/projects/CB-GT-009/capital/payments", UriKind.Relative));
            Assert.That(page, Does.Contain("1.100.000.000").And.Contain("900.000.000"), who.ToString());
            Assert.That(page, Does.Not.Contain("UNC-").And.Not.Contain("ghi chú kín").And.Not.Contain("Ban quản lý dự án").And.Not.Contain("300.000.000"), who.ToString());
        }
    }

    private Task<long> WaitingAsync(string project) => host.AskAsync<long>(
        "select coalesce(sum(p.amount), 0)::bigint from funding.payment p join projects.project x on x.id = p.project_id where x.code = @project and p.status = 'entered'",
        new { project });
}
