using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Payments;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The finance department confirms what it has seen: a payment that its owner corrected meanwhile is shown again first.</summary>
internal sealed class PaymentDeskPageTests
{
    private const long Billion = 1_000_000_000;
    private const string Address = "/capital/payments";

    private TestHost host = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        desk = await Desk.OfAsync(host);
        await host.GiveAsync("CB-GT-011", host.Today().Year, 9 * Billion);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task On_the_desk_nothing_is_confirmed_and_the_row_is_marked()
    {
        var (first, second) = (await host.PayAsync("CB-GT-011", Billion, "UNC 1"), await host.PayAsync("CB-GT-011", Billion, "UNC 2"));
        var form = await desk.OpenAsync(Address, "Confirm");
        await CorrectAsync(first, 2 * Billion, "UNC 1");

        using var refused = await desk.SendAsync(form, ("only", null), ("Ids", Text(first)), ("Ids", Text(second)));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(refused), Does.Contain("UNC 1 (CB-GT-011): Khoản này vừa được sửa").And.Contain("2.000.000.000").And.Not.Contain("UNC 2 (CB-GT-011)"));
        Assert.That(await PaidAsync(first, second), Is.Zero);

        using var confirmed = await desk.SendAsync(await Desk.AgainAsync(refused, Address, "Confirm"), ("only", null), ("Ids", Text(first)), ("Ids", Text(second)));
        Assert.That(confirmed.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await PaidAsync(first, second), Is.EqualTo(3 * Billion));
    }

    [Test]
    public async Task A_payment_whose_version_the_form_does_not_tell_is_not_confirmed()
    {
        var id = await host.PayAsync("CB-GT-011", Billion, "UNC 3");
        var form = await desk.OpenAsync(Address, "Confirm");
        using var refused = await desk.SendAsync(form, ("only", null), ("Ids", Text(id)), ($"Versions[{Text(id)}]", null));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await PaidAsync(id), Is.Zero);
    }

    [Test]
    public async Task On_its_own_page_it_is_shown_again_first()
    {
        var id = await host.PayAsync("CB-GT-011", Billion, "UNC 4");
        var page = $"/projects/CB-GT-011/capital/payments/{Text(id)}";
        var form = (await desk.OpenAsync(page)) with { Action = page + "?handler=Confirm" };
        await CorrectAsync(id, 2 * Billion, "UNC 4");

        using var refused = await desk.SendAsync(form);
        Assert.That(await Desk.ReadAsync(refused), Does.Contain("Khoản này vừa được sửa").And.Contain("2.000.000.000 đồng"));
        Assert.That(await PaidAsync(id), Is.Zero);
        using var confirmed = await desk.SendAsync((await Desk.AgainAsync(refused, page)) with { Action = page + "?handler=Confirm" });
        Assert.That(await PaidAsync(id), Is.EqualTo(2 * Billion));
    }

    private Task CorrectAsync(long id, long amount, string document) => host.Services.GetRequiredService<PaymentEntry>().CorrectAsync(
        Actor.System, id, null, new EnterPayment("CB-GT-011", GivenCapital.Source, host.Today().Year, host.Today(), new Vnd(amount), document), default);

    private Task<long> PaidAsync(params long[] ids) =>
        host.AskAsync<long>("select coalesce(sum(amount), 0)::bigint from funding.payment_line where payment_id = any(@ids)", new { ids });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
