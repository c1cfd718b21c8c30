using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Milestones.Confirmation;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Work;

/// <summary>What an owner reports done goes to whoever confirms it, and comes back to him with the reason where it is returned.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ReturnedWorkTests
{
    private const string Project = "CB-GT-003";

    private static readonly Actor Confirms = new("Sở Xây dựng", Role.Construction);

    private TestHost host = null!;
    private Desk owner = null!;
    private Desk builder = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync(Role.None);
        owner = await Desk.OfAsync(host, Who.Owner);
        builder = await Desk.OfAsync(host, Role.Construction);
        await host.Services.GetRequiredService<MilestoneConfirmation>().SwitchAsync(Confirms, new SwitchConfirmation("cb", true, "quy chế"), default);
        // What hangs most on stands on the first page.
        await host.GiveAsync(Project, 2026, 5_000_000_000);
    }

    [TearDown]
    public async Task StopAsync()
    {
        owner.Dispose();
        builder.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task It_says_that_it_waits_since_when_and_if_returned_why()
    {
        var (code, name) = (await MilestoneAsync("m.code"), await MilestoneAsync("m.name"));
        var address = $"/projects/{Project}/schedule/{code}";
        var form = HtmlForm.In(await owner.RawAsync("/work?kind=late"), "/work?kind=late").First(f => f.Fields.Any(v => v is { Key: "Form.Project", Value: Project }));
        using (var done = await owner.SendAsync(
            form, ("Form.Milestone", code), ("Form.Said.Revision", await MilestoneAsync("m.revision::text")), ("Form.Today", null), ("Form.Said.On", "2026-11-02")))
            Assert.That(done.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Found), await Desk.ReadAsync(done));
        Assert.That(await owner.PageAsync("/work?kind=late"), Does.Contain($"Đã ghi nhận: mốc “{name}” đã xong, chờ xác nhận.").And.Contain($"href=\"{address}\">Xem hoặc gỡ báo xong"));

        Assert.That(
            await builder.PageAsync("/work?kind=unconfirmed"),
            Does.Contain("báo hôm nay, xong ngày 2/11/2026").And.Contain("Kế hoạch: ").And.Contain($"{address}?from=%2Fwork%3Fkind%3Dunconfirmed#thread-title"));

        await host.Services.GetRequiredService<MilestoneConfirmation>().ReturnAsync(Confirms, new ConfirmMilestone(Project, code, null, "Chưa có <b>biên bản</b>"), default);
        Assert.That(await owner.PageAsync("/work"), Does.Contain("Bị trả lại").And.Contain("trả lại vì: Chưa có <b>biên bản</b>"));
        Assert.That(await owner.RawAsync("/work"), Does.Not.Contain("<b>"));
        Assert.That(
            await owner.PageAsync("/notices"),
            Does.Contain($"Mốc “{name}” của dự án {Project} chưa được xác nhận, đã trả lại: Chưa có <b>biên bản</b>").And.Contain($"href=\"{address}\""));
        using var other = await Desk.OfAsync(host, Who.OwnerElsewhere);
        Assert.That(await other.PageAsync("/notices"), Does.Not.Contain("biên bản"));
    }

    [Test]
    public async Task Pages_with_figures_made_up_say_so()
    {
        string[] pages = ["/work", "/work/grid", "/progress/months?plan=cb-ha-tang-2026-2030", "/progress/due?plan=cb-ha-tang-2026-2030&year=2026", "/bodies/cb-so-xay-dung/land"];
        foreach (var page in pages)
            Assert.That(await builder.PageAsync(page), Does.Not.Contain("notice-illustrative"), page);
        await host.AskAsync<int>("""
            with made as (update milestones.milestone set figure_basis = 'illustrative' returning 1), land as (update land_clearance.package set figure_basis = 'illustrative' returning 1)
            select (select count(*) from made)::int + (select count(*) from land)::int
            """);
        foreach (var page in pages)
            Assert.That(await builder.PageAsync(page), Does.Contain("notice-illustrative"), page);
    }

    [Test]
    public async Task A_move_that_is_refused_is_told_at_the_top_of_the_milestone()
    {
        var page = $"/projects/{Project}/schedule/{await MilestoneAsync("m.code")}";
        using var refused = await builder.SendAsync(await builder.OpenAsync(page, "Planned"), ("Form.Planned", "32/1/2027"), ("Form.ReasonCode", "capital"));
        var text = await Desk.ReadAsync(refused);
        Assert.That(refused.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.UnprocessableEntity));
        Assert.That(text, Does.Contain("role=\"alert\" tabindex=\"-1\" data-focus").And.Contain("value=\"32/1/2027\""));
        Assert.That(text.IndexOf("data-focus", StringComparison.Ordinal), Is.LessThan(text.IndexOf("facts-dates", StringComparison.Ordinal)));
    }

    private Task<string> MilestoneAsync(string column) => host.AskAsync<string>($"""
        select {column} from milestones.milestone m join projects.project p on p.id = m.project_id join milestones.kind k on k.code = m.kind_code
        where p.code = '{Project}' and k.is_key and m.met_on is null and m.dropped_on is null and m.planned_on is not null
        order by m.planned_on, m.id limit 1
        """);
}
