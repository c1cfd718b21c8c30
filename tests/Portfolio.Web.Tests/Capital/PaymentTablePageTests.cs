using System.Net;
using System.Text;
using Portfolio.Accounts;
using Portfolio.Exchange.Tables;
using Portfolio.Funding.Payments.Tables;
using Portfolio.Tests.Exchange.Tables;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Payments pasted or uploaded as a table, and the document attached to one.</summary>
internal sealed class PaymentTablePageTests
{
    private const long Billion = 1_000_000_000;
    private const string Address = "/capital/payments/table";
    private const string Head = "Mã dự án\tNguồn\tNăm\tNgày\tSố tiền\tSố chứng từ\n";

    private TestHost host = null!;
    private Desk desk = null!;
    private HttpClient owner = null!;

    private string Today => host.Today().ToString("dd'/'MM'/'yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private int Year => host.Today().Year;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        desk = await Desk.OfAsync(host);
        owner = await Who.Owner.ClientAsync(host);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        owner.Dispose();
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_table_is_judged_row_by_row_then_mended_and_entered()
    {
        await host.GiveAsync("CB-GT-011", Year, 2 * Billion);
        var rows = Head + $"CB-GT-011\tngan-sach-tinh\t{Year}\t{Today}\t1,5\tUNC 1\nCB-GT-011\tngan-sach-tinh\t{Year}\t{Today}\t0,6\tUNC 2\nKHONG-CO\tngan-sach-tinh\t{Year}\t32/1/{Year}\t1\tUNC 3\n";
        using var judged = await desk.SendAsync(await desk.OpenAsync(Address), ("Pasted", rows), ("Unit", "Billion"));

        var page = await Desk.ReadAsync(judged);
        Assert.That(judged.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("2 trong 3 dòng cần sửa").And.Contain("Vượt 100.000.000 đồng").And.Contain("UNC 3\n</textarea>").And.Not.Contain("handler=Enter"));
        Assert.That(page, Does.Contain("<option value=\"Billion\" selected"));
        Assert.That(await CountAsync("UNC 1"), Is.Zero);

        var mended = Head + $"CB-GT-011\tngan-sach-tinh\t{Year}\t{Today}\t1,5\tUNC 1\nCB-GT-011\tNgân sách tỉnh\t{Year}\t{Today}\t500 triệu\tUNC 2\n";
        using var clean = await desk.SendAsync(await desk.OpenAsync(Address), ("Pasted", mended), ("Unit", "Billion"));
        Assert.That(clean.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Desk.ReadAsync(clean), Does.Contain("Bảng không có lỗi: 2 khoản, tổng cộng 2.000.000.000 đồng").And.Contain("Nhập 2 khoản"));
        Assert.That(await CountAsync("UNC 1"), Is.Zero);

        using var entered = await desk.SendAsync(
            (await desk.OpenAsync(Address)) with { Action = Address + "?handler=Enter" }, ("Pasted", mended), ("Unit", "Billion"));
        Assert.That(entered.Headers.Location?.OriginalString, Is.EqualTo("/capital/payments"));
        Assert.That(await desk.PageAsync("/capital/payments"), Does.Contain("Đã nhập 2 khoản, tổng cộng 2.000.000.000 đồng"));
        Assert.That(await CountAsync("UNC 1", "UNC 2"), Is.EqualTo(2));

        using var again = await desk.SendAsync(
            (await desk.OpenAsync(Address)) with { Action = Address + "?handler=Enter" }, ("Pasted", mended), ("Unit", "Billion"));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await CountAsync("UNC 1", "UNC 2"), Is.EqualTo(2));
    }

    [TestCase("", "Bảng không có dòng số liệu nào")]
    [TestCase("một\thai\nba\tbốn\n", "Không tìm thấy dòng tiêu đề")]
    public async Task What_is_no_table_is_refused_in_words(string pasted, string told)
    {
        using var answer = await desk.SendAsync(await desk.OpenAsync(Address), ("Pasted", pasted));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(answer), Does.Contain("id=\"pasted-fault\"").And.Contain(told));
    }

    [Test]
    public async Task The_template_holds_what_may_be_paid_out_and_is_read_again_as_it_was_given()
    {
        await host.GiveAsync("CB-GT-012", Year, 3 * Billion);
        await host.PayAsync("CB-GT-012", Billion, "UNC 9", confirmed: true);
        var bytes = await owner.GetByteArrayAsync(new Uri("/capital/payments/template", UriKind.Relative));
        var table = await TableReader.ReadFileAsync(new MemoryStream(bytes), PaymentColumns.All, default);
        var row = table.Rows.Single(r => r[PaymentColumns.Project.Key] == "CB-GT-012");
        Assert.That(
            (row[PaymentColumns.Source.Key], row[PaymentColumns.Year.Key], row[PaymentColumns.Amount.Key]), Is.EqualTo(("Ngân sách tỉnh", $"{Year}", "")));

        // Untouched it says nothing, and that is told.
        using var untouched = await UploadAsync("giai-ngan.xlsx", bytes);
        Assert.That(await Desk.ReadAsync(untouched), Does.Contain("Bảng không có khoản nào"));
    }

    [Test]
    public async Task An_uploaded_spreadsheet_stands_in_the_form_until_it_is_entered()
    {
        await host.GiveAsync("CB-GT-013", Year, 2 * Billion);
        var day = host.Today().ToDateTime(TimeOnly.MinValue);
        using var judged = await UploadAsync("chi.xlsx", XlsxBook.Of(
            ["Bảng kê giải ngân"], [], ["Mã dự án", "Nguồn", "Năm", "Ngày", "Số tiền", "Số chứng từ", "Ghi chú"],
            ["CB-GT-013", "Ngân sách tỉnh", Year, day, 1_250_000_000d, "UNC 20", "có \"ngoặc kép\""]));
        var page = await judged.Content.ReadAsStringAsync();
        Assert.That(judged.StatusCode, Is.EqualTo(HttpStatusCode.OK), page);
        var form = HtmlForm.In(page, Address).First(f => f.Fields.Any(x => x.Key == "Pasted"));
        var pasted = WebUtility.HtmlDecode(page.Split("<textarea", 2)[1].Split('>', 2)[1].Split("</textarea>")[0]).TrimStart('\n');
        using var entered = await owner.PostFormAsync(Address + "?handler=Enter", [.. form.Fields.Where(f => f.Key is not ("Pasted" or "Upload" or "Unit")).Select(f => (f.Key, f.Value)), ("Pasted", pasted), ("Unit", "Dong")]);
        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await host.AskAsync<string>("select note from funding.payment where document_number = 'UNC 20'"), Is.EqualTo("có \"ngoặc kép\""));
    }

    [Test]
    public async Task A_file_that_is_no_table_is_refused_in_words()
    {
        using var answer = await UploadAsync("anh.xlsx", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(answer), Does.Contain("pasted-fault"));
    }

    [Test]
    public async Task A_document_is_attached_and_saved_under_its_name_and_shown_to_nobody_else()
    {
        await host.GiveAsync("CB-GT-014", Year, 2 * Billion);
        const string Payments = "/projects/CB-GT-014/capital/payments";
        using (var entered = await AttachAsync(Payments, "UNC 30", "Ủy nhiệm chi.pdf", "%PDF-1.7\n…\n%%EOF\n"u8.ToArray()))
            Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.Found), await entered.Content.ReadAsStringAsync());
        var id = await host.AskAsync<long>("select id from funding.payment where document_number = 'UNC 30'");

        var page = await owner.GetStringAsync(new Uri($"{Payments}/{id}", UriKind.Relative));
        Assert.That(page, Does.Contain($"{Payments}/{id}/file"));
        using var file = await owner.GetAsync(new Uri($"{Payments}/{id}/file", UriKind.Relative));
        Assert.That(file.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(file.Content.Headers.ContentDisposition.FileNameStar, Is.EqualTo("Ủy nhiệm chi.pdf"));
        Assert.That(file.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(file.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));

        using var stranger = await Who.OwnerElsewhere.ClientAsync(host);
        using var refused = await stranger.GetAsync(new Uri($"{Payments}/{id}/file", UriKind.Relative));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        using var elsewhere = await owner.GetAsync(new Uri($"/projects/CB-GT-015/capital/payments/{id}/file", UriKind.Relative));
        Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_file_of_another_kind_is_refused_at_its_field_and_what_was_typed_stays()
    {
        await host.GiveAsync("CB-GT-015", Year, 2 * Billion);
        using var answer = await AttachAsync("/projects/CB-GT-015/capital/payments", "UNC 31", "chung-tu.pdf", Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"));
        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("id=\"file-fault\"").And.Contain("value=\"UNC 31\"").And.Contain("value=\"1,2 tỷ\""));
        Assert.That(await host.AskAsync<long>("select count(*) from funding.payment where document_number = 'UNC 31'"), Is.Zero);
    }

    private Task<long> CountAsync(params string[] documents) =>
        host.AskAsync<long>("select count(*) from funding.payment where document_number = any(@documents)", new { documents });

    private async Task<HttpResponseMessage> UploadAsync(string name, byte[] bytes)
    {
        using var form = await FormAsync(Address, ("Unit", "Dong"));
        form.Add(new ByteArrayContent(bytes), "Upload", name);
        return await owner.PostAsync(new Uri(Address, UriKind.Relative), form);
    }

    private async Task<HttpResponseMessage> AttachAsync(string path, string document, string name, byte[] bytes)
    {
        using var form = await FormAsync(
            path, ("Form.Cell", $"{GivenCapital.Source}/{Year}"), ("Form.Amount", "1,2 tỷ"),
            ("Form.PaidOn", host.Today().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("Form.DocumentNumber", document));
        form.Add(new ByteArrayContent(bytes), "Form.File", name);
        return await owner.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private async Task<MultipartFormDataContent> FormAsync(string path, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(RequestCalls.FormToken(await owner.GetStringAsync(new Uri(path, UriKind.Relative)))), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }
}
