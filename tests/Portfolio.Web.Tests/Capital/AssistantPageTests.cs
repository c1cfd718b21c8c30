using System.Net;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The assistant: asked on one page, answered on another.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class AssistantPageTests
{
    private const string Plan = "cb-moi-truong-2026-2030";
    private const string First = "CB-MT-001";
    private const string Second = "CB-MT-002";
    private const string Form = "/plans/" + Plan + "/capital/assistant";

    private TestHost host = null!;
    private CapitalOffice office = null!;
    private Desk desk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(demo: false);
        office = new CapitalOffice(host, Plan);
        desk = await Desk.OfAsync(host);
    }

    [TearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_proposal_becomes_a_draft_and_tells_who_lacks_what_and_why()
    {
        await NeedsAsync(ceiling: 10m);

        using var answer = await desk.SendAsync(await desk.OpenAsync(Form, "Propose"), ("Propose.Name", "Phương án A"), ("Propose.FromYear", "2026"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(answer));
        var page = await desk.PageAsync(answer.Headers.Location!.ToString());
        // 5 years of 10 tỷ for needs of 80; the first project ends in 2027.
        Assert.That(page, Does.Contain("value=\"20000000000\"").And.Contain("value=\"10000000000\"").And.Contain("Ngân sách tỉnh").And.Contain("dự án kết thúc năm 2027"));
        Assert.That(page, Does.Not.Contain(">ngan-sach-tinh<"));
    }

    [Test]
    public async Task What_cannot_be_proposed_is_said_and_both_forms_keep_their_fields()
    {
        using var answer = await desk.SendAsync(await desk.OpenAsync(Form, "Propose"), ("Propose.Name", "Phương án B"), ("Propose.FromYear", "2026"), ("Propose.Minimum", "2 tỷ"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("Không còn dự án nào thiếu vốn").And.Contain("value=\"Phương án B\"").And.Contain("value=\"2 tỷ\""));
        Assert.That(page, Does.Match("name=\"Replan.On\"[^>]*value=\"2[0-9]{3}-"));
    }

    [Test]
    public async Task A_threshold_that_is_no_number_is_refused_at_its_field_with_what_was_typed()
    {
        using var answer = await desk.SendAsync(await desk.OpenAsync(Form, "Replan"), ("Replan.BehindPoints", "hai mươi"), ("Replan.DaysLate", "-1"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("value=\"hai mươi\"").And.Contain("value=\"-1\"").And.Contain("id=\"behind-fault\""));
    }

    [Test]
    public async Task The_thresholds_of_the_reference_data_stand_in_the_form_and_a_day_to_come_is_refused_at_its_field()
    {
        var form = await desk.OpenAsync(Form, "Replan");
        using var answer = await desk.SendAsync(form, ("Replan.On", "2030-12-31"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(page, Does.Contain("id=\"on-fault\"").And.Contain("value=\"2030-12-31\""));
        Assert.That(page, Does.Match("id=\"behind\"[^>]*value=\"20\"").And.Match("id=\"late\"[^>]*value=\"15\"").And.Match("id=\"safety\"[^>]*value=\"10\""));
    }

    [Test]
    public async Task An_adjustment_shows_who_gives_to_whom()
    {
        await NeedsAsync(ceiling: null);
        await office.DecideAsync(
            DecisionKind.Allocation, "Giao vốn", "01/QĐ", (First, CapitalOffice.Provincial, 2026, 20m), (Second, CapitalOffice.Provincial, 2026, 20m));
        await office.PayAsync(Second, CapitalOffice.Provincial, 2026, 20m);

        using var answer = await desk.SendAsync(await desk.OpenAsync(Form, "Replan"), ("Replan.Name", "Điều chỉnh"), ("Replan.On", "2026-11-20"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(answer));
        var moves = PageTable.Read(await desk.PageAsync(answer.Headers.Location!.ToString()), "moves-title");
        Assert.That(moves, Has.Count.EqualTo(1));
        Assert.That(moves[0].Links, Does.Contain("/projects/" + First).And.Contain("/projects/" + Second));
    }

    private async Task NeedsAsync(decimal? ceiling)
    {
        await office.NeedAsync(First, (CapitalOffice.Provincial, 40m));
        await office.NeedAsync(Second, (CapitalOffice.Provincial, 40m));
        if (ceiling is null)
            return;
        foreach (var year in Enumerable.Range(2026, 5))
            await office.CeilingAsync(CapitalOffice.Provincial, year, ceiling);
    }
}
