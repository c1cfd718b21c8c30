using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Lists longer than a page lead on to the next.</summary>
internal sealed class ManyPagesTests
{
    private const int PageRows = 40;

    private TestHost host = null!;
    private CapitalOffice office = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (host, office) = await CapitalOffice.OpenAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task The_projects_that_lack_capital_come_in_pages_and_none_twice()
    {
        foreach (var source in (string[])[CapitalOffice.Provincial, CapitalOffice.Central])
        {
            foreach (var year in Enumerable.Range(2026, 5))
                await office.CeilingAsync(source, year, 1m);
        }
        var paper = await office.ProposeAsync("Phương án");
        var address = $"/capital/decisions/{paper.Id}/findings";
        var lacking = await host.AskAsync<int>("select jsonb_array_length(findings -> 'shortfalls') from funding.decision where id = @Id", new { paper.Id });
        Assert.That(lacking, Is.GreaterThan(PageRows), "there is a second page");

        var first = await host.Client.GetPageAsync(address);
        var second = await host.Client.GetPageAsync(address + "?page=2");

        Assert.That((Projects(first).Count, Projects(second).Count), Is.EqualTo((PageRows, Math.Min(PageRows, lacking - PageRows))));
        Assert.That(Projects(first).Intersect(Projects(second)), Is.Empty);
        Assert.That(first, Does.Contain($"rel=\"next\" href=\"{address}?page=2\""));
        Assert.That(second, Does.Contain($"rel=\"prev\" href=\"{address}?page=1\""));
    }

    [Test]
    public async Task The_moves_come_in_pages_as_well()
    {
        var paper = await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh");
        await host.AskAsync<long>("""
            update funding.decision set findings = jsonb_build_object('leftovers', '[]'::jsonb, 'moves', (
                select jsonb_agg(jsonb_build_object('giver', p.code, 'taker', 'CB-GT-001', 'source', 'ngan-sach-tinh', 'amount', 1000 + p.id))
                from (select id, code from projects.project where code like 'CB-%' order by code limit 41) p))
            where id = @Id returning id
            """, new { paper.Id });
        var address = $"/capital/decisions/{paper.Id}/findings";

        var first = PageTable.Read(await host.Client.GetPageAsync(address), "moves-title");
        var second = PageTable.Read(await host.Client.GetPageAsync(address + "?page=2"), "moves-title");

        Assert.That((first.Count, second.Count), Is.EqualTo((PageRows, 1)));
        Assert.That(second[0].Amounts[0], Is.LessThan(first[^1].Amounts[0]!.Value), "most capital first");
    }

    [Test]
    public async Task The_projects_of_a_body_come_in_pages()
    {
        const string Body = "cb-so-noi-vu";
        await host.AskAsync<long>("""
            with given as (
                insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
                select p.id, body.id, 'owner', 'x', 'x', 'x', 'x' from directory.body, (select id from projects.project order by code limit 41) p
                where body.code = @Body
                on conflict do nothing
                returning 1
            )
            select count(*) from given
            """, new { Body });
        var all = await host.AskAsync<int>("""
            select count(distinct r.project_id)::int from projects.project_body r join directory.body b on b.id = r.body_id and b.code = @Body where r.role <> 'coordinating'
            """, new { Body });
        const string Address = $"/bodies/{Body}/capital";

        var first = PageTable.Read(await host.Client.GetPageAsync(Address), "projects-title");
        var second = PageTable.Read(await host.Client.GetPageAsync(Address + "?page=2"), "projects-title");

        Assert.That((first.Count, second.Count), Is.EqualTo((PageRows, all - PageRows)));
        Assert.That(first.Concat(second).Select(r => r.Head), Is.Unique);
    }

    private static List<string> Projects(string page) =>
        [.. page.Split("<tr class=\"group-row\">").Skip(1).Select(row => row.Split("href=\"/projects/")[1].Split('"')[0])];
}
