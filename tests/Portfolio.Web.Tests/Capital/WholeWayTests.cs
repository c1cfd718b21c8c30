using Microsoft.Playwright;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The whole way of capital in a browser that runs no script: ceilings, a paper, its figures, its approval, an adjustment.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WholeWayTests
{
    private TestHost host = null!;
    private Visitor officer = null!;

    private IPage Page => officer.Page;

    [SetUp]
    public async Task StartAsync()
    {
        (host, _) = await CapitalOffice.OpenAsync();
        officer = await Visitor.OpenAsync(host, script: false);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await officer.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task From_ceilings_to_an_approved_decision_and_its_adjustment()
    {
        await SetCeilingAsync();
        await BeginAsync("Giao vốn", "Giao vốn năm 2027");
        await TakeProjectAsync("kết nối cao tốc Bắc Kạn", "CB-GT-004");
        await TypeAsync("giao lần này", "120 tỷ");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("vượt trần vốn 20.000.000.000 đồng");
        await Expect(Page.GetByLabel("Ngân sách tỉnh, năm 2027: giao lần này")).ToHaveValueAsync("120 tỷ");
        await TypeAsync("giao lần này", "90 tỷ");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã lưu.");

        await Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync("Trình phê duyệt");
        await ReturnAsync("Số giao lớn hơn khả năng thực hiện");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sửa dự án CB-GT-004" }).ClickAsync();
        await TypeAsync("giao lần này", "80 tỷ");
        await Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync("Trình phê duyệt");
        await ApproveAsync("01/QĐ-UBND", "2026-06-15");
        Assert.That(await AllocatedAsync("CB-GT-004"), Is.EqualTo(80_000_000_000));

        await BeginAsync("Điều chỉnh vốn", "Điều chỉnh đợt 1");
        await TakeProjectAsync("CB-GT-004", "CB-GT-004");
        await TypeAsync("điều chỉnh giảm", "30 tỷ");
        await Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync("Trình phê duyệt");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ngân sách tỉnh: giảm nhiều hơn tăng 30.000.000.000 đồng");
        await TakeProjectAsync("lung luong", "CB-GT-006");
        await TypeAsync("điều chỉnh tăng", "30 tỷ");
        await Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync("Trình phê duyệt");
        await ApproveAsync("02/QĐ-UBND", "2026-07-01");

        Assert.That((await AllocatedAsync("CB-GT-004"), await AllocatedAsync("CB-GT-006")), Is.EqualTo((50_000_000_000, 30_000_000_000)));
        await officer.GoAsync($"/plans/{CapitalOffice.Plan}/capital/decisions");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Đang có hiệu lực" }).Locator("tbody tr")).ToHaveCountAsync(2);
    }

    private async Task SetCeilingAsync()
    {
        await officer.GoAsync($"/plans/{CapitalOffice.Plan}");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Vốn", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Trần vốn" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sửa trần vốn" }).ClickAsync();
        await Page.GetByLabel("Ngân sách tỉnh, trần vốn năm 2027").FillAsync("100 tỷ");
        await PressAsync("Lưu trần vốn");
        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Đã lưu trần vốn.");
    }

    private async Task BeginAsync(string kind, string name)
    {
        await officer.GoAsync($"/plans/{CapitalOffice.Plan}/capital/decisions");
        await Page.GetByRole(AriaRole.Radio, new() { Name = kind }).CheckAsync();
        await Page.GetByLabel("Tên phương án").FillAsync(name);
        await PressAsync("Lập phương án");
        await Expect(Page.Locator("h1")).ToHaveTextAsync(name);
    }

    private async Task TakeProjectAsync(string words, string code)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Thêm dự án" }).First.ClickAsync();
        // The grid, which needs a script, leads to the form.
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/grid"));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Nhập bằng biểu mẫu từng dự án" }).ClickAsync();
        await Page.GetByLabel("Tìm theo mã hoặc tên").FillAsync(words);
        await PressAsync("Tìm");
        await Page.GetByRole(AriaRole.Link, new() { Name = code }).ClickAsync();
    }

    private async Task TypeAsync(string what, string amount)
    {
        await Page.GetByLabel("Ngân sách tỉnh, năm 2027: " + what).FillAsync(amount);
        await PressAsync("Lưu");
    }

    private async Task ReturnAsync(string reason)
    {
        await Page.Locator("summary").Filter(new() { HasText = "Trả lại để sửa" }).ClickAsync();
        await Page.GetByLabel("Cần sửa gì").FillAsync(reason);
        await PressAsync("Trả lại để sửa");
        await Expect(Page.GetByRole(AriaRole.Note)).ToContainTextAsync(reason);
    }

    private async Task ApproveAsync(string number, string day)
    {
        await Page.GetByLabel("Số quyết định").FillAsync(number);
        await Page.GetByLabel("Ngày quyết định").FillAsync(day);
        await Page.GetByLabel("Người ký").FillAsync("Chủ tịch UBND tỉnh");
        await PressAsync("Ghi phê duyệt");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã ghi phê duyệt.");
    }

    private Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private Task<long> AllocatedAsync(string project) => host.AskAsync<long>(
        "select coalesce(sum(a.allocated), 0)::bigint from funding.allocation a join projects.project p on p.id = a.project_id where p.code = @project", new { project });
}
