using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Common;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Pages;

/// <summary>What the first page shows is what counting the rows gives, also right after somebody changed them.</summary>
internal sealed partial class DashboardFigureTests
{
    private TestHost host = null!;
    private NpgsqlConnection connection = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync();
        connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await connection.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Every_count_on_the_page_equals_the_rows_counted_one_by_one()
    {
        foreach (var plan in await PlansAsync())
            await AssertAsync(plan);
    }

    [Test]
    public async Task What_was_changed_a_moment_ago_is_on_the_page()
    {
        var before = await FiguresAsync("all");
        await connection.ExecuteAsync("""
            insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text, entered_by, entered_on)
            select id, project_id, 'planned', planned_on, planned_precision, planned_text, current_date + 10, 'day', 'x', 'test', current_date
            from milestones.milestone where met_on is null and dropped_on is null and planned_on > current_date + 200 order by id limit 1;
            insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
            select 'XX-NEW', plan_id, programme_id, kind, sector, name, source_file, source_section, source_item from projects.project order by id limit 1
            """);

        var after = await FiguresAsync("all");
        Assert.That((after.Projects, after.DueSoon), Is.EqualTo((before.Projects + 1, before.DueSoon + 1)));
        await AssertAsync("all");
        await connection.ExecuteAsync("delete from projects.project where code = 'XX-NEW'");
        Assert.That((await FiguresAsync("all")).Projects, Is.EqualTo(before.Projects));
    }

    private async Task AssertAsync(string plan)
    {
        var counted = await connection.QuerySingleAsync<Figures>("""
            select (select count(*) from projects.project where @all or plan_id = p.id)::int as projects,
                count(m.id) filter (where m.planned_on < @today)::int as overdue,
                count(m.id) filter (where m.planned_on between @today and @today + 90)::int as due_soon,
                (select count(*) from projects.project where @all or plan_id = p.id)::int as in_table
            from (select null::bigint as id where @all union all select id from plans.plan where not @all and code = @plan) p
            left join milestones.milestone m on (@all or m.plan_id = p.id) and m.met_on is null and m.dropped_on is null and m.planned_on is not null
            group by p.id
            """, new { plan, all = plan == "all", today = host.Services.GetRequiredService<BusinessCalendar>().Today });
        Assert.That(await FiguresAsync(plan), Is.EqualTo(counted), plan);
    }

    private async Task<Figures> FiguresAsync(string plan)
    {
        var page = await host.Client.GetPageAsync("/?plan=" + plan);
        // The tiles of projects, past due and due soon are the ones that show a plain number.
        var tiles = Tile().Matches(page).Select(m => Number(m.Groups[1].Value)).ToList();
        var table = page[page.IndexOf("id=\"shape-title\"", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("</table>", StringComparison.Ordinal)];
        return new Figures(tiles[0], tiles[1], tiles[2], Cell().Matches(table).Sum(m => Number(m.Groups[1].Value)));
    }

    private async Task<string[]> PlansAsync() => [.. await connection.QueryAsync<string>("select code from plans.plan"), "all"];

    private static int Number(string text) => int.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex("<p class=\"figure\">([0-9.]+)</p>")]
    private static partial Regex Tile();

    [GeneratedRegex("<td class=\"number\" data-value=\"([0-9]+)\">")]
    private static partial Regex Cell();

    private sealed record Figures(int Projects, int Overdue, int DueSoon, int InTable);
}
