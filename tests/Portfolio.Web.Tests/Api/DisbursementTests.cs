using System.Net;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.CapitalCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>Payments over the API.</summary>
internal sealed class DisbursementTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Payments_are_entered_together_once_and_count_when_they_are_confirmed()
    {
        var body = Body(("CB-GT-002", 11, "A-1"), ("CB-GT-002", 13, "A-2"));
        var paid = await PaidAsync();
        using var first = await host.Client.PostAsync("/disbursements", body, key: "pay-1");
        using var again = await host.Client.PostAsync("/disbursements", body, key: "pay-1");
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created), await first.Content.ReadAsStringAsync());
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        var seen = Seen(await first.JsonAsync());
        Assert.That(await PaidAsync(), Is.EqualTo(paid));

        using var confirmed = await host.Client.PostAsync("/disbursements/confirm", seen, key: "confirm-1");
        using var twice = await host.Client.PostAsync("/disbursements/confirm", seen, key: "confirm-1");
        Assert.That((confirmed.StatusCode, twice.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That((await confirmed.JsonAsync()).Items().Select(p => p.Text("status")), Is.All.EqualTo("confirmed"));
        Assert.That(await PaidAsync(), Is.EqualTo(paid + 24));
        using var decided = await host.Client.PostAsync("/disbursements/confirm", seen);
        await decided.ProblemAsync(409, "payments.not_waiting");
    }

    [Test]
    public async Task Figures_that_were_corrected_meanwhile_are_not_confirmed_and_come_with_the_refusal()
    {
        using var entered = await host.Client.PostAsync("/disbursements", Body(("CB-GT-002", 5, "G-1"), ("CB-GT-002", 6, "G-2")));
        var before = await entered.JsonAsync();
        var seen = Seen(before);
        var paid = await PaidAsync();
        using var corrected = await host.Client.PutAsync(
            $"/disbursements/{before.Items()[0].Dong("id")}", One(8, "G-1"), await host.Client.TagAsync($"/disbursements/{before.Items()[0].Dong("id")}"));
        Assert.That(corrected.StatusCode, Is.EqualTo(HttpStatusCode.OK), await corrected.Content.ReadAsStringAsync());

        using var stale = await host.Client.PostAsync("/disbursements/confirm", seen);
        var present = (await stale.ProblemAsync(412, "payments.stale")).GetProperty("present");
        Assert.That(present.EnumerateArray().Select(p => (p.Dong("id"), p.Dong("amount"))), Is.EqualTo(new[] { (before.Items()[0].Dong("id"), 8L) }));
        Assert.That(await PaidAsync(), Is.EqualTo(paid));
        using var unseen = await host.Client.PostAsync("/disbursements/confirm", new { disbursements = new[] { new { id = before.Items()[0].Dong("id") } } });
        Assert.That((await unseen.ProblemAsync(422, "validation.missing")).Fault("disbursements[0].version"), Is.EqualTo("validation.missing"));
        using var none = await host.Client.PostAsync("/disbursements/confirm", new { disbursements = Array.Empty<object>() });
        Assert.That((await none.ProblemAsync(422, "payments.none")).Fault("disbursements"), Is.EqualTo("payments.none"));
    }

    [Test]
    public async Task What_waits_is_corrected_or_withdrawn_by_who_has_seen_it()
    {
        var id = await EnteredAsync("H-1");
        var tag = await host.Client.TagAsync($"/disbursements/{id}");
        using var without = await host.Client.PutAsync($"/disbursements/{id}", One(6, "H-1"), null);
        await without.ProblemAsync(428, "request.if_match_missing");
        using var much = await host.Client.PutAsync($"/disbursements/{id}", One(900_000_000_000, "H-1"), tag);
        Assert.That((await much.ProblemAsync(422, "payments.over_payable")).Fault("amount"), Is.EqualTo("payments.over_payable"));
        using var moved = await host.Client.PutAsync($"/disbursements/{id}", new { project = "CB-GT-004", amount = 6 }, tag);
        Assert.That((await moved.ProblemAsync(422, "validation.failed")).Fault("project"), Is.EqualTo("validation.unknown_member"));
        using var corrected = await host.Client.PutAsync($"/disbursements/{id}", One(6, "H-2"), tag);
        var payment = await corrected.JsonAsync();
        Assert.That((payment.Dong("amount"), payment.Text("documentNumber")), Is.EqualTo((6L, "H-2")));
        using var stale = await host.Client.PostAsync($"/disbursements/{id}/withdraw", "", tag);
        Assert.That((await stale.ProblemAsync(412, "payments.stale")).GetProperty("present").Dong("amount"), Is.EqualTo(6));
        using var withdrawn = await host.Client.PostAsync($"/disbursements/{id}/withdraw", "", corrected.Headers.ETag!.ToString());
        Assert.That((await withdrawn.JsonAsync()).Text("status"), Is.EqualTo("withdrawn"));
        using var closed = await host.Client.PutAsync($"/disbursements/{id}", One(7, "H-2"), "*");
        await closed.ProblemAsync(409, "payments.closed");
    }

    [Test]
    public async Task One_fault_stops_all_and_is_named_by_its_row()
    {
        var count = await CountAsync();
        using var over = await host.Client.PostAsync("/disbursements", Body(("CB-GT-002", 1, "B-1"), ("CB-GT-002", 900_000_000_000, "B-2"), ("KHONG-CO", 1, "B-3")));
        var problem = await over.ProblemAsync(422, "project.not_found");
        Assert.That(problem.Fields().Select(f => f.Name), Is.EqualTo(["disbursements[2].project"]));
        using var much = await host.Client.PostAsync("/disbursements", Body(("CB-GT-002", 1, "B-1"), ("CB-GT-002", 900_000_000_000, "B-2")));
        Assert.That((await much.ProblemAsync(422, "payments.over_payable")).Fault("disbursements[1].amount"), Is.EqualTo("payments.over_payable"));
        using var shape = await host.Client.PostAsync("/disbursements", """{ "disbursements": [ { "project": "CB-GT-002", "source": "ngan-sach-tinh", "year": 2026 } ] }""");
        Assert.That((await shape.ProblemAsync(422, "money.missing")).Fault("disbursements[0].amount"), Is.EqualTo("money.missing"));
        Assert.That(await CountAsync(), Is.EqualTo(count));
    }

    [Test]
    public async Task A_payment_that_waits_is_returned_with_a_reason_by_who_has_seen_it()
    {
        var id = await EnteredAsync("C-1");
        var tag = await host.Client.TagAsync($"/disbursements/{id}");
        using var without = await host.Client.PostAsync($"/disbursements/{id}/return", new { reason = "sai số chứng từ" });
        await without.ProblemAsync(428, "request.if_match_missing");
        using var returned = await host.Client.PostAsync($"/disbursements/{id}/return", new { reason = "sai số chứng từ" }, tag);
        var payment = await returned.JsonAsync();
        Assert.That((payment.Text("status"), payment.Text("returnReason")), Is.EqualTo(("returned", "sai số chứng từ")));
        using var stale = await host.Client.PostAsync($"/disbursements/{id}/return", new { reason = "lại" }, tag);
        Assert.That((await stale.ProblemAsync(412, "payments.stale")).GetProperty("present").Text("status"), Is.EqualTo("returned"));
    }

    [Test]
    public async Task A_confirmed_payment_is_reversed_once()
    {
        var id = await EnteredAsync("D-1");
        using var early = await host.Client.PostAsync($"/disbursements/{id}/reverse", new { reason = "nhầm" });
        await early.ProblemAsync(409, "payments.not_confirmed");
        using var confirmed = await host.Client.PostAsync(
            "/disbursements/confirm", new { disbursements = new[] { new { id, version = (await host.Client.GetJsonAsync($"/capital/disbursements/{id}")).Dong("version") } } });
        var paid = await PaidAsync();
        using var reversed = await host.Client.PostAsync($"/disbursements/{id}/reverse", new { reason = "nhầm" }, key: "reverse-1");
        using var again = await host.Client.PostAsync($"/disbursements/{id}/reverse", new { reason = "nhầm" }, key: "reverse-1");
        Assert.That((reversed.StatusCode, again.Headers.Location), Is.EqualTo((HttpStatusCode.Created, reversed.Headers.Location)));
        var reversal = await host.Client.GetJsonAsync(reversed.Headers.Location!.OriginalString["/api/v1".Length..]);
        Assert.That((reversal.Dong("reverses"), reversal.Dong("amount")), Is.EqualTo((id, -5L)));
        Assert.That(await PaidAsync(), Is.EqualTo(paid - 5));
        using var twice = await host.Client.PostAsync($"/disbursements/{id}/reverse", new { reason = "nữa" });
        await twice.ProblemAsync(409, "payments.reversed_already");
    }

    [Test]
    public async Task An_owner_enters_and_sees_the_payments_of_the_own_projects_alone()
    {
        var account = new NewAccount("chu-dau-tu-api", "Chủ đầu tư", null, Role.Owner, "cb", null);
        var signedIn = await SignedIn.AsAsync(host.Services, account);
        await host.AskAsync<int>(
            """
            update projects.project_body b set body_id = (select id from directory.body where code = 'cb-so-noi-vu')
            from projects.project p where p.id = b.project_id and p.code = 'CB-QH-001' and b.role = 'lead';
            insert into accounts.account_body (account_id, body_id) select @id, id from directory.body where code = 'cb-so-xay-dung' returning 1
            """, new { id = signedIn.Account.Id });
        using var owner = host.NewClient(signedIn);
        var owned = await host.ListAsync<string>(
            """
            select p.code from projects.project p join projects.project_body b on b.project_id = p.id and b.role in ('owner', 'lead')
            join directory.body o on o.id = b.body_id where o.code = 'cb-so-xay-dung'
            """);

        var seen = (await owner.GetJsonAsync($"/capital/disbursements?plan={Plan}&limit=200")).Items().Select(p => p.GetProperty("project").Text("code")!).Distinct().ToList();
        var all = (await host.Client.GetJsonAsync($"/capital/disbursements?plan={Plan}&limit=200")).Items().Select(p => p.GetProperty("project").Text("code")!).Distinct();
        Assert.That(seen, Is.EquivalentTo(all.Intersect(owned)).And.Not.Empty);
        Assert.That(all.Except(owned), Is.Not.Empty);
        using var foreign = await owner.PostAsync("/disbursements", Body((all.Except(owned).First(), 1, "E-2")));
        await foreign.ProblemAsync(403, "accounts.out_of_reach");
    }

    [Test]
    public async Task The_list_is_filtered_and_comes_in_stretches()
    {
        await EnteredAsync("F-1");
        var first = await host.Client.GetJsonAsync("/capital/disbursements?project=CB-GT-002&source=ngan-sach-tinh&year=2026&status=entered&limit=1");
        Assert.That(first.Items().Single().Text("documentNumber"), Is.EqualTo("F-1"));
        Assert.That((await host.Client.GetJsonAsync("/capital/disbursements?project=CB-GT-002&year=2027")).Items(), Is.Empty);
        var newest = await host.Client.GetJsonAsync("/capital/disbursements?limit=1");
        var next = await host.Client.GetJsonAsync($"/capital/disbursements?limit=1&after={newest.Text("next")}");
        Assert.That(next.Items()[0].Dong("id"), Is.LessThan(newest.Items()[0].Dong("id")));
        using var wrong = await host.Client.GetApiAsync("/capital/disbursements?after=x");
        await wrong.ProblemAsync(422, "validation.not_whole");
        using var status = await host.Client.GetApiAsync("/capital/disbursements?status=paid");
        await status.ProblemAsync(422, "validation.unknown_value");
    }

    private static object Body(params (string Project, long Amount, string Document)[] payments) => new
    {
        disbursements = payments.Select(p => new
        {
            project = p.Project,
            source = "ngan-sach-tinh",
            year = 2026,
            paidOn = "2026-11-02",
            amount = p.Amount,
            documentNumber = p.Document,
        }),
    };

    private static object One(long amount, string document) =>
        new { source = "ngan-sach-tinh", year = 2026, paidOn = "2026-11-02", amount, documentNumber = document };

    private static object Seen(System.Text.Json.JsonElement entered) =>
        new { disbursements = entered.Items().Select(p => new { id = p.Dong("id"), version = p.Dong("version") }) };

    private async Task<long> EnteredAsync(string document)
    {
        using var entered = await host.Client.PostAsync("/disbursements", Body(("CB-GT-002", 5, document)));
        return (await entered.JsonAsync()).Items().Single().Dong("id");
    }

    private Task<long> PaidAsync() => host.AskAsync<long>("select coalesce(sum(paid), 0)::bigint from funding.programme_year");

    private Task<long> CountAsync() => host.AskAsync<long>("select count(*) from funding.payment");
}
