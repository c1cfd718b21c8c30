using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>An officer of the finance department confirms what owners have entered.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PaymentDeskTests
{
    private const long Billion = 1_000_000_000;

    private TestHost host = null!;
    private Visitor officer = null!;

    private IPage Page => officer.Page;

    [SetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        await host.GiveAsync("CB-GT-005", host.Today().Year, 10 * Billion);
        await host.GiveAsync("CB-GT-006", host.Today().Year, 2 * Billion);
        await host.PayAsync("CB-GT-005", 1_500_000_000, "UNC 1");
        await host.PayAsync("CB-GT-006", 1_200_000_000, "UNC 2", "Tạm ứng đợt 1");
        await host.PayAsync("CB-GT-005", 300_000_000, "UNC 3");
        officer = await Visitor.OpenAsync(host, person: await Who.Finance.SignInAsync(host));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await officer.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Several_are_confirmed_at_once_and_one_by_its_own_button()
    {
        await officer.GoAsync("/");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Giải ngân", Exact = true }).ClickAsync();
        await Expect(Page.Locator(".lead")).ToContainTextAsync("Đang chờ xác nhận 3 khoản, 3,0 tỷ");
        await Page.GetByLabel("Chọn chứng từ UNC 1 của").CheckAsync();
        await Page.GetByLabel("Chọn chứng từ UNC 3 của").CheckAsync();
        await Expect(Page.Locator("[data-chosen]")).ToHaveTextAsync("Đã chọn 2 khoản, 1,8 tỷ.");
        await officer.PictureAsync("desk");
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận các khoản đã chọn" }).ClickAsync();
        await Expect(Page.Locator(".notice-ok")).ToHaveTextAsync("Đã xác nhận 2 khoản, tổng cộng 1.800.000.000 đồng.");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận UNC 2" }).ClickAsync();
        await Expect(Page.Locator(".notice-ok")).ToHaveTextAsync("Đã xác nhận 1 khoản, tổng cộng 1.200.000.000 đồng.");
        await Expect(Page.GetByText("Không có khoản nào chờ xác nhận.").First).ToBeVisibleAsync();
        Assert.That(await PaidAsync(), Is.EqualTo(3 * Billion));
        Assert.That(officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_is_refused_is_named_and_the_choice_stays()
    {
        await officer.GoAsync("/capital/payments");
        await Page.GetByLabel("Chọn chứng từ UNC 1 của").CheckAsync();
        await Page.GetByLabel("Chọn chứng từ UNC 2 của").CheckAsync();
        // Somebody takes capital away while the page is open.
        await host.TakeAsync("CB-GT-006", host.Today().Year, 1 * Billion, to: "CB-GT-007");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận các khoản đã chọn" }).ClickAsync();

        await Expect(Page.Locator(".notice-error")).ToContainTextAsync("UNC 2 (CB-GT-006): Vượt 200.000.000 đồng");
        await Expect(Page.Locator(".notice-error")).ToBeFocusedAsync();
        await Expect(Page.Locator(".row-fault .fault")).ToHaveCountAsync(1);
        await Expect(Page.GetByLabel("Chọn chứng từ UNC 1 của")).ToBeCheckedAsync();
        await Expect(Page.GetByLabel("Chọn chứng từ UNC 2 của")).ToBeCheckedAsync();
        Assert.That(await PaidAsync(), Is.Zero);
        await officer.PictureAsync("desk-refused");
        await Page.SetViewportSizeAsync(360, 740);
        Assert.That(await Page.OverflowAsync(), Is.Null);
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        await officer.PictureAsync("desk-refused-phone");

        await Page.GetByLabel("Chọn chứng từ UNC 2 của").UncheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận các khoản đã chọn" }).ClickAsync();
        await Expect(Page.Locator(".notice-ok")).ToContainTextAsync("1.500.000.000 đồng");
    }

    [Test]
    public async Task What_somebody_else_decided_meanwhile_is_said_and_nothing_else_happens()
    {
        await officer.GoAsync("/capital/payments");
        await Page.GetByLabel("Chọn chứng từ UNC 1 của").CheckAsync();
        await Page.GetByLabel("Chọn chứng từ UNC 3 của").CheckAsync();
        await host.ConfirmAsync("UNC 1");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận các khoản đã chọn" }).ClickAsync();
        await Expect(Page.Locator(".notice-error")).ToContainTextAsync("“UNC 1” vừa được người khác xử lý: đã xác nhận");
        await Expect(Page.GetByLabel("Chọn chứng từ UNC 3 của")).ToBeCheckedAsync();
        Assert.That(await PaidAsync(), Is.EqualTo(1_500_000_000));
    }

    [Test]
    public async Task One_is_returned_with_a_reason_also_without_script()
    {
        await using var plain = await Visitor.OpenAsync(host, script: false, person: await Who.Finance.SignInAsync(host));
        await plain.GoAsync("/capital/payments");
        var row = plain.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "UNC 2" });
        await row.GetByText("Trả lại", new() { Exact = false }).First.ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Trả lại khoản này" }).ClickAsync();
        await Expect(plain.Page.Locator(".notice-error")).ToContainTextAsync("Chưa có lý do");
        await row.GetByLabel("Lý do trả lại").FillAsync("Thiếu hồ sơ tạm ứng");
        await row.GetByRole(AriaRole.Button, new() { Name = "Trả lại khoản này" }).ClickAsync();
        await Expect(plain.Page.Locator(".notice-ok")).ToContainTextAsync("Đã trả lại chứng từ UNC 2");

        // Its owner finds it.
        await using var phone = await Visitor.OpenAsync(host, width: 360, person: await Who.Owner.SignInAsync(host));
        await phone.GoAsync("/capital/payments");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Bị trả lại" }).ClickAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "UNC 2" })).ToContainTextAsync("Thiếu hồ sơ tạm ứng");
        await Expect(phone.Page.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);
        Assert.That(await phone.Page.OverflowAsync(), Is.Null);
        await phone.PictureAsync("desk-of-owner-phone");
    }

    private Task<long> PaidAsync() => host.AskAsync<long>("select coalesce(sum(amount), 0)::bigint from funding.payment_line");
}
