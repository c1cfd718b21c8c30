using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Audit;

/// <summary>The trail over HTTP: page, file, API, and the history of a project.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed partial class AuditPageTests
{
    private const string Road = "/projects/CB-GT-001/history";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await AuditHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task An_event_is_told_in_words_field_by_field()
    {
        var page = Text(await host.Client.GetPageAsync("/audit?subject=CB-GT-001&kind=funding.needs_set"));

        Assert.That(page, Does.Contain("nhập, sửa nhu cầu vốn"));
        Assert.That(page, Does.Match(@"Dự án CB-GT-001 \S"));
        Assert.That(page, Does.Contain("Nguyễn Thị Hoa (Sở Tài chính) · Cao Bằng"));
        Assert.That(page, Does.Contain("“Theo Quyết định số 12”"));
        Assert.That(page, Does.Match("Ngân sách tỉnh Trước: 1.500.000.000 đồng → Sau: 2.000.000.000 đồng"));
        Assert.That(page, Does.Contain("Trước: – → Sau: 500.000.000 đồng").And.Contain("Căn cứ số liệu"));
        Assert.That(page, Does.Contain("10.20.30.40").And.Contain("0af7651916cd43dd8448eb211c80319c"));
    }

    [Test]
    public async Task Days_switches_periods_and_instants_are_written_as_people_do_and_the_unknown_stands_as_it_is()
    {
        var plan = Text(await host.Client.GetPageAsync("/audit?type=plan&subject=ls-quy-hoach-2021-2030&kind=seeds.plan_changed"));
        Assert.That(plan, Does.Contain("Ngày văn bản Trước: – → Sau: 2/3/2026"));

        var page = Text(await host.Client.GetPageAsync("/audit?kind=x.unknown"));
        Assert.That(page, Does.Contain("X.unknown").IgnoreCase.And.Contain("open Trước: – → Sau: có").And.Contain("Sau: 30/6/2026 (").And.Contain("Sau: 20/11/2026 08:02"));
    }

    [Test]
    public async Task Hostile_text_is_shown_and_does_nothing()
    {
        foreach (var path in (string[])["/audit", "/audit?kind=x.unknown", "/audit?subject=" + Uri.EscapeDataString(AuditHost.Hostile)])
        {
            var page = await host.Client.GetPageAsync(path);
            Assert.That(page, Does.Contain("&lt;script&gt;alert(1)").And.Not.Contain("<script>alert").And.Not.Contain("<img src=x"));
        }
    }

    [Test]
    public async Task Every_filter_stands_in_the_address_and_comes_back_in_the_form()
    {
        var page = await host.Client.GetPageAsync("/audit?from=2026-01-02&to=2030-03-04&actor=hoa&type=project&subject=CB-GT-001&kind=funding.needs_set&province=cb");

        foreach (var field in (string[])["value=\"2026-01-02\"", "value=\"2030-03-04\"", "value=\"hoa\"", "value=\"CB-GT-001\""])
            Assert.That(page, Does.Contain(field));
        Assert.That(Regex.Count(page, "<option value=\"(project|funding.needs_set|cb)\" selected"), Is.EqualTo(3));
        Assert.That(Events(page), Is.EqualTo(1));
        Assert.That(page, Does.Contain("/audit.csv?from=2026-01-02&amp;to=2030-03-04&amp;actor=hoa"));
    }

    [Test]
    public async Task A_wrong_filter_is_told_and_stays_as_it_was_typed()
    {
        var page = await host.Client.GetPageAsync("/audit?from=hôm+qua");
        Assert.That(page, Does.Contain("role=\"alert\">Ngày không đúng.").And.Contain("hôm qua"));
    }

    [Test]
    public async Task Older_events_are_a_step_away_and_none_is_shown_twice()
    {
        await using var own = await TestHost.StartAsync(Role.Auditor, demo: false);
        await AuditHost.ExecuteAsync(own, """
            insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code)
            select 'x', 'Finance', 'many', 'project', 'N-' || n from generate_series(1, 120) n
            """);
        var seen = new List<string>();
        var next = "/audit?kind=many";
        while (next is not null)
        {
            var page = await own.Client.GetPageAsync(next);
            seen.AddRange(Regex.Matches(page, @"<span>(N-\d+)</span>").Select(m => m.Groups[1].Value));
            next = Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"") is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
        }
        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, 120).Reverse().Select(n => $"N-{n}")));
    }

    [Test]
    public async Task The_file_holds_what_the_filter_passes_in_words_and_no_formula()
    {
        using var response = await host.Client.GetAsync(new Uri("/audit.csv", UriKind.Relative));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That(response.Content.Headers.ContentDisposition!.FileName, Does.StartWith("nhat-ky-").And.EndWith(".csv"));
        var file = await response.Content.ReadAsByteArrayAsync();
        Assert.That(file.Take(3), Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        var lines = Encoding.UTF8.GetString(file)[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines[0], Does.StartWith("Số sự kiện;Thời gian;Người làm;Vai trò;"));
        Assert.That(lines.Single(l => l.Contains("Quyết định số 12", StringComparison.Ordinal)),
            Does.Contain(": 1.500.000.000 đồng → 2.000.000.000 đồng").And.Contain(";Cao Bằng;").And.Contain(";10.20.30.40;"));
        var refused = lines.Single(l => l.Contains("sign_in_refused", StringComparison.Ordinal));
        Assert.That(refused, Does.Contain(";'=1+1;").Or.Contain("\"'=1+1\"").And.Not.Contain(";=").And.Not.Contain(";+").And.Not.Contain(";-"));

        var filtered = Encoding.UTF8.GetString(await host.Client.GetByteArrayAsync(new Uri("/audit.csv?kind=funding.needs_set&subject=CB-GT-001", UriKind.Relative)));
        Assert.That(filtered.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2));
    }

    [TestCase("/audit?province=xx", 200)]
    [TestCase("/audit?after=x", 200)]
    [TestCase("/audit.csv?from=x", 422)]
    [TestCase(Road, 200)]
    [TestCase(Road + "?after=x", 422)]
    [TestCase("/projects/KHONG-CO/history", 404)]
    public async Task Whatever_the_address_says_is_answered(string path, int status)
    {
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task The_check_can_be_run_and_its_result_stands_at_the_top()
    {
        await using var own = await AuditHost.StartAsync();
        Assert.That(await own.Client.GetPageAsync("/audit"), Does.Contain("Chưa kiểm tra lần nào."));
        Assert.That(Text(await CheckAsync(own)), Does.Match(@"Nguyên vẹn Lần kiểm tra gần nhất \d+/\d+/\d+ \d\d:\d\d, \d+ sự kiện"));

        await AuditHost.ExecuteAsync(own, """
            alter table audit.event disable trigger all;
            update audit.event set reason = 'khác' where subject_code = 'CB-GT-001' and kind = 'funding.needs_set';
            alter table audit.event enable trigger all
            """);
        var page = Text(await CheckAsync(own));
        Assert.That(page, Does.Contain("Bị hỏng"));
        Assert.That(page, Does.Match(@"(Cao Bằng|cb), làn 1, vị trí \d+: nội dung sự kiện đã bị sửa \(sự kiện số \d+ lúc"));
    }

    [Test]
    public async Task The_check_is_not_run_by_a_foreign_page()
    {
        using var response = await host.Client.PostFormAsync("/audit");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Who_is_bound_to_a_province_sees_and_checks_that_one()
    {
        var bound = await SignedIn.AsAsync(host.Services, AuditHost.BoundAuditor);
        using var client = host.NewClient(bound);
        var page = Text(await client.GetPageAsync("/audit"));
        Assert.That(page, Does.Contain("ls-quy-hoach-2021-2030").And.Not.Contain("CB-GT-001").And.Not.Contain("sign_in_refused"));
        Assert.That(await client.GetPageAsync("/audit"), Does.Not.Contain("name=\"province\""));
        using var elsewhere = await client.GetAsync(new Uri("/audit?province=cb", UriKind.Relative));
        Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        using var history = await client.GetAsync(new Uri(Road, UriKind.Relative));
        Assert.That(history.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await client.GetPageAsync("/projects/CB-GT-001"), Does.Not.Contain("/history").And.Not.Contain("Nguyễn Thị Hoa"));
    }

    [Test]
    public async Task Only_auditors_and_administrators_see_the_trail_and_find_it_in_the_menu(
        [Values(Role.Finance, Role.Owner, Role.Construction, Role.Leader, Role.Auditor, Role.Administrator)] Role role)
    {
        var may = role is Role.Auditor or Role.Administrator;
        await using var other = await TestHost.StartAsync(role, on: host);
        foreach (var path in (string[])["/audit", "/audit.csv", "/api/v1/audit-events"])
        {
            using var response = await other.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(response.StatusCode, Is.EqualTo(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden), path);
        }
        Assert.That(await other.Client.GetPageAsync("/plans"), may ? Does.Contain("href=\"/audit\"") : Does.Not.Contain("href=\"/audit\""));
    }

    [Test]
    public async Task The_project_leads_to_its_whole_history_which_names_neither_addresses_nor_other_records()
    {
        var project = await host.Client.GetPageAsync("/projects/CB-GT-001");
        Assert.That(project, Does.Contain($"href=\"{Road}\"").And.Contain("Theo Quyết định số 12"));

        var history = Text(await host.Client.GetPageAsync(Road));
        Assert.That(history, Does.Contain("Nguyễn Thị Hoa (Sở Tài chính)").And.Contain("2.000.000.000 đồng").And.Not.Contain("10.20.30.40").And.Not.Contain("0af7651916cd43dd"));
    }

    [Test]
    public async Task Visitors_of_the_public_view_see_no_history()
    {
        await using var own = await AuditHost.StartAsync();
        await own.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, publicView: true, secondFactor: true, null, CancellationToken.None);
        using var visitor = own.NewClient();
        var page = await visitor.GetPageAsync("/projects/CB-GT-001");
        Assert.That(page, Does.Not.Contain("Nguyễn Thị Hoa").And.Not.Contain("Quyết định số 12").And.Not.Contain("/history"));
        using var history = await visitor.GetAsync(new Uri(Road, UriKind.Relative));
        Assert.That(await history.Content.ReadAsStringAsync(), Does.Not.Contain("Nguyễn Thị Hoa"));
    }

    [Test]
    public async Task The_API_lists_the_same_in_stretches_by_the_same_filters()
    {
        var ids = new List<long>();
        string? after = null;
        do
        {
            var stretch = await host.Client.GetJsonAsync("/audit-events?limit=3" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)));
            ids.AddRange(stretch.Items().Select(e => e.GetProperty("id").GetInt64()));
            after = stretch.Text("next");
        }
        while (after is not null);
        Assert.That(ids, Is.Unique.And.Ordered.Descending);
        Assert.That(ids, Has.Count.GreaterThan(9));

        var found = (await host.Client.GetJsonAsync("/audit-events?kind=funding.needs_set&subjectType=project&subject=CB-GT-001&actor=nguyen+thi&province=cb&from=2020-01-01")).Items().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Text("actor"), Is.EqualTo("Nguyễn Thị Hoa"));
            Assert.That(found.Text("clientAddress"), Is.EqualTo("10.20.30.40"));
            Assert.That(found.GetProperty("changes").EnumerateArray().Select(c => (c.Text("field"), c.Text("before"), c.Text("after"))), Does.Contain(("ngan-sach-tinh", "1500000000", "2000000000")));
        }
        using var head = await host.Client.SendApiAsync(HttpMethod.Head, "/audit-events", null);
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("from=2026-13-01", "from")]
    [TestCase("to=x", "to")]
    [TestCase("limit=0", "limit")]
    [TestCase("limit=201", "limit")]
    [TestCase("after=x", "after")]
    [TestCase("kind=%00", "kind")]
    public async Task A_wrong_parameter_is_refused_by_name(string query, string field)
    {
        using var response = await host.Client.GetApiAsync("/audit-events?" + query);
        Assert.That((int)response.StatusCode, Is.EqualTo(422));
        Assert.That((await response.JsonAsync()).Fields().Select(f => f.Name), Is.EqualTo(new[] { field }));
    }

    private static int Events(string page) => Regex.Count(page, "class=\"event-what\"");

    /// <summary>Presses the button of the page, and gives the page that follows.</summary>
    private static async Task<string> CheckAsync(TestHost host)
    {
        var token = Token().Match(await host.Client.GetPageAsync("/audit")).Groups[1].Value;
        using var response = await host.Client.PostFormAsync("/audit", ("__RequestVerificationToken", token));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>What a reader sees, without tags and folds of white space.</summary>
    private static string Text(string page) => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(page, "<[^>]+>", " ")), @"\s+", " ").Replace(" )", ")", StringComparison.Ordinal);

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
