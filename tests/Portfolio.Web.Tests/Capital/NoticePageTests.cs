using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Funding.Payments;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Owners see what they were told, and how much of it they have not read.</summary>
internal sealed class NoticePageTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.None, demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task An_owner_is_told_of_what_came_back_and_marks_it_as_read()
    {
        await host.GiveAsync("CB-GT-011", host.Today().Year, 5_000_000_000);
        var id = await host.PayAsync("CB-GT-011", 1_200_000_000, "UNC 1");
        await host.Services.GetRequiredService<PaymentDesk>().ReturnAsync(Actor.System with { Name = "Phòng đầu tư" }, id, null, "Sai <b>số</b> chứng từ", default);
        await host.TakeAsync("CB-GT-011", host.Today().Year, 2_000_000_000, "CB-GT-012");
        using var owner = await Who.Owner.ClientAsync(host);

        var page = await ReadAsync(owner, "/notices");
        Assert.That(
            page,
            Does.Contain("Khoản giải ngân 1,2 tỷ của dự án CB-GT-011 bị trả lại: Sai <b>số</b> chứng từ")
                .And.Contain($"/projects/CB-GT-011/capital/payments/{id}").And.Contain("CB-GT-011: giảm 2,0 tỷ").And.Contain("đã điều chỉnh vốn"));
        Assert.That(page, Does.Contain("2 chưa đọc"));
        Assert.That(await owner.GetStringAsync(new Uri("/notices", UriKind.Relative)), Does.Not.Contain("<b>"));

        var forms = HtmlForm.In(await owner.GetStringAsync(new Uri("/notices", UriKind.Relative)), "/notices").Where(f => f.Fields.Any(x => x.Key == "Ids")).ToList();
        Assert.That(forms, Has.Count.EqualTo(3), "one for all, one for each");
        using (await owner.PostFormAsync("/notices", [.. forms[1].Fields.Select(f => (f.Key, f.Value))]))
            Assert.That(await ReadAsync(owner, "/plans"), Does.Contain("1 chưa đọc"));
        using (await owner.PostFormAsync("/notices", [.. forms[0].Fields.Select(f => (f.Key, f.Value))]))
            Assert.That(await ReadAsync(owner, "/plans"), Does.Not.Contain("chưa đọc").And.Contain("href=\"/notices\""));

        using var other = await Who.OwnerElsewhere.ClientAsync(host);
        Assert.That(await ReadAsync(other, "/notices"), Does.Contain("Chưa có thông báo nào"));
        using var odd = await owner.GetAsync(new Uri("/notices?before=abc", UriKind.Relative));
        Assert.That(odd.IsSuccessStatusCode, Is.True);
    }

    private static async Task<string> ReadAsync(HttpClient client, string path) =>
        System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative))).Replace('\u00a0', ' ');
}
