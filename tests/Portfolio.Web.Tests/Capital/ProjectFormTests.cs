using System.Net;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The plain form of a project in a paper: what is typed is saved whole, or refused with nothing lost.</summary>
internal sealed class ProjectFormTests
{
    private const string Project = "CB-GT-002";
    private const string Cell2027 = CapitalOffice.Provincial + "/2027";
    private const string Cell2028 = CapitalOffice.Provincial + "/2028";

    private TestHost host = null!;
    private CapitalOffice office = null!;
    private Desk desk = null!;
    private long paper;

    private string Address => FormattableString.Invariant($"/capital/decisions/{paper}/projects/{Project}");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (host, office) = await CapitalOffice.OpenAsync();
        desk = await Desk.OfAsync(host);
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "01/QĐ", (Project, CapitalOffice.Provincial, 2027, 100m), (Project, CapitalOffice.Central, 2027, 300m));
    }

    [SetUp]
    public async Task BeginAsync() => paper = (await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh")).Id;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task What_goes_up_and_down_is_saved_with_its_reason_and_shown_in_the_columns_of_the_official_form()
    {
        using var answer = await SendAsync((Down(Cell2027), "40 tỷ"), (Up(Cell2028), "1.500 triệu"), ("Form.Reason", "Chậm mặt bằng"));

        Assert.That((answer.StatusCode, answer.Headers.Location!.OriginalString), Is.EqualTo((HttpStatusCode.Found, Address)));
        Assert.That(await LinesAsync(), Is.EqualTo(new[] { $"{Cell2027} -40000000000 Chậm mặt bằng", $"{Cell2028} 1500000000 Chậm mặt bằng" }));
        var page = await desk.PageAsync(FormattableString.Invariant($"/capital/decisions/{paper}"));
        // Given, adjusted down, plan afterwards.
        Assert.That(page, Does.Contain("value=\"100000000000\"").And.Contain("value=\"-40000000000\"").And.Contain("value=\"60000000000\""));
    }

    [Test]
    public async Task A_cell_that_goes_up_and_down_at_once_and_one_that_cannot_be_read_are_named_and_all_that_was_typed_stays()
    {
        using var answer = await SendAsync((Up(Cell2027), "5 tỷ"), (Down(Cell2027), "6 tỷ"), (Up(Cell2028), "1,5"), ("Form.Reason", "Thử"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("2027: Chỉ ghi một trong hai cột").And.Contain("2028: Số lẻ phải kèm đơn vị"));
        Assert.That(page, Does.Contain("value=\"5 tỷ\"").And.Contain("value=\"6 tỷ\"").And.Contain("value=\"1,5\"").And.Contain(">Thử</textarea>"));
        Assert.That(await LinesAsync(), Is.Empty);
    }

    [Test]
    public async Task More_than_the_need_and_less_than_nothing_are_refused_with_their_figures_and_nothing_is_saved()
    {
        using var answer = await SendAsync((Down(Cell2027), "101 tỷ"), (Up(CapitalOffice.Central + "/2028"), "4.000 tỷ"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(page, Does.Contain("vượt nhu cầu vốn 100.000.000.000 đồng (nhu cầu 4.200.000.000.000 đồng, sau phương án này được giao 4.300.000.000.000 đồng)"));
        Assert.That(page, Does.Contain("năm 2027: số vốn không được âm (-1.000.000.000 đồng); đang có 100.000.000.000 đồng"));
        Assert.That(page, Does.Contain("value=\"101 tỷ\"").And.Contain("value=\"4.000 tỷ\""));
        Assert.That(await LinesAsync(), Is.Empty);
    }

    [Test]
    public async Task Who_worked_on_stale_figures_gets_the_present_ones_beside_what_was_typed_and_may_then_save()
    {
        await office.EditAsync(paper, (Project, CapitalOffice.Provincial, 2027, -10m));
        var form = await desk.OpenAsync(Address);
        await office.EditAsync(paper, (Project, CapitalOffice.Provincial, 2027, -25m), (Project, CapitalOffice.Provincial, 2029, 3m));

        using var answer = await desk.SendAsync(form, (Down(Cell2027), "40.000.000.000"), (Up(Cell2028), "1,5 tỷ"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("Người khác vừa sửa những ô được đánh dấu"));
        Assert.That(page, Does.Contain("2027: phương án được sửa trong lúc bạn nhập, từ -10.000.000.000 đồng thành -25.000.000.000 đồng."));
        Assert.That(page, Does.Contain("value=\"40.000.000.000\"").And.Contain("value=\"1,5 tỷ\""));
        // What the officer did not touch takes the present figure, and says so too.
        Assert.That(page, Does.Contain("2029: phương án được sửa trong lúc bạn nhập, từ 0 đồng thành 3.000.000.000 đồng.").And.Contain("value=\"3 tỷ\""));
        Assert.That(await LinesAsync(), Has.Length.EqualTo(2));

        using var again = await desk.SendAsync(await Desk.AgainAsync(answer, Address));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await LinesAsync(), Is.EqualTo(new[] { $"{Cell2027} -40000000000 ", $"{Cell2028} 1500000000 ", $"{CapitalOffice.Provincial}/2029 3000000000 " }));
    }

    [Test]
    public async Task Capital_that_another_decision_gave_meanwhile_stands_beside_what_was_typed()
    {
        var form = await desk.OpenAsync(Address);
        await office.DecideAsync(DecisionKind.Allocation, "Bổ sung", "02/QĐ", (Project, CapitalOffice.Provincial, 2030, 1m));

        using var answer = await desk.SendAsync(form, (Up(CapitalOffice.Provincial + "/2030"), "2 tỷ"));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("2030: vốn đã giao thay đổi trong lúc bạn nhập, từ 0 đồng thành 1.000.000.000 đồng.").And.Contain("value=\"2 tỷ\""));
    }

    [Test]
    public async Task Others_who_work_on_other_cells_are_in_nobody_s_way()
    {
        var form = await desk.OpenAsync(Address);
        await office.EditAsync(paper, (Project, CapitalOffice.Provincial, 2029, 3m), ("CB-GT-001", CapitalOffice.Provincial, 2027, 3m));

        using var answer = await desk.SendAsync(form, (Up(Cell2028), "2 tỷ"));

        Assert.That((answer.StatusCode, await LinesAsync()), Is.EqualTo((HttpStatusCode.Found, (string[])[$"{Cell2028} 2000000000 ", $"{CapitalOffice.Provincial}/2029 3000000000 "])));
    }

    [Test]
    public async Task A_paper_that_was_submitted_meanwhile_is_not_changed_and_what_was_typed_is_still_there()
    {
        await office.EditAsync(paper, (Project, CapitalOffice.Provincial, 2027, -10m), (Project, CapitalOffice.Provincial, 2028, 10m));
        var form = await desk.OpenAsync(Address);
        await office.SubmitAsync(paper);

        using var answer = await desk.SendAsync(form, (Up(Cell2028), "11 tỷ"));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("đang ở trạng thái “Đã trình”").And.Contain("value=\"11 tỷ\""));
        Assert.That(await desk.PageAsync(Address), Does.Not.Contain("Form.Up"));
    }

    [Test]
    public async Task Another_reason_is_written_to_the_cells_that_keep_their_figures()
    {
        await office.EditAsync(paper, "Cũ", [(Project, CapitalOffice.Provincial, 2027, -10m)]);

        using var answer = await SendAsync(("Form.Reason", "Mới"));

        Assert.That(await LinesAsync(), Is.EqualTo(new[] { $"{Cell2027} -10000000000 Mới" }));
    }

    [Test]
    public async Task A_form_sent_as_it_came_changes_nothing()
    {
        await office.EditAsync(paper, "Cũ", [(Project, CapitalOffice.Provincial, 2027, -10m)]);
        var version = (await office.GetAsync(paper)).Version;

        using var answer = await SendAsync();

        Assert.That(await desk.PageAsync(Address), Does.Contain("Không có số nào thay đổi."));
        Assert.That((await office.GetAsync(paper)).Version, Is.EqualTo(version));
    }

    [Test]
    public async Task A_form_that_lost_fields_on_its_way_changes_nothing()
    {
        var form = await desk.OpenAsync(Address);

        using var answer = await desk.SendAsync(form, ($"Form.Was[{Cell2027}]", null), (Up(Cell2028), "2 tỷ"));

        Assert.That((answer.StatusCode, await LinesAsync()), Is.EqualTo((HttpStatusCode.BadRequest, Array.Empty<string>())));
    }

    [Test]
    public async Task A_need_that_came_about_meanwhile_is_in_nobody_s_way()
    {
        var form = await desk.OpenAsync(Address);
        await host.AskAsync<long>("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select p.id, p.programme_id, n.source, 'state', n.amount, 'entered', 'test'
            from projects.project p, (values ('ngan-sach-tinh', -5000000000), ('ngan-sach-xa', 5000000000)) n (source, amount)
            where p.code = @Project
            returning amount
            """, new { Project });

        using var answer = await desk.SendAsync(form, (Up(Cell2028), "2 tỷ"));

        Assert.That((answer.StatusCode, await LinesAsync()), Is.EqualTo((HttpStatusCode.Found, (string[])[$"{Cell2028} 2000000000 "])));
    }

    [Test]
    public async Task What_is_typed_into_a_cell_that_is_open_no_more_is_told_and_the_rest_waits()
    {
        var form = await desk.OpenAsync(Address);
        var fields = ((string Name, string? Value)[])
            [("Form.Up[nguon-da-bo/2029]", "7 tỷ"), ("Form.Was[nguon-da-bo/2029]", "0"), ("Form.InForce[nguon-da-bo/2029]", "0"), (Up(Cell2028), "2 tỷ")];

        using var answer = await desk.SendAsync(form, fields);

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("nguon-da-bo, năm 2029: số “7 tỷ” không lưu được").And.Contain("value=\"2 tỷ\""));
        Assert.That(await LinesAsync(), Is.Empty);
        using var again = await desk.SendAsync(await Desk.AgainAsync(answer, Address));
        Assert.That((again.StatusCode, await LinesAsync()), Is.EqualTo((HttpStatusCode.Found, (string[])[$"{Cell2028} 2000000000 "])));
    }

    [Test]
    public async Task A_reason_that_is_too_long_is_named_at_its_field()
    {
        using var answer = await SendAsync((Up(Cell2028), "2 tỷ"), ("Form.Reason", new string('x', 501)));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("id=\"reason-fault\">").And.Contain("aria-describedby=\"reason-hint reason-fault\""));
    }

    [Test]
    public async Task In_an_allocation_one_column_takes_what_is_given()
    {
        paper = (await office.BeginAsync(DecisionKind.Allocation, "Giao")).Id;

        using var answer = await SendAsync((Up(Cell2028), "2 tỷ"));

        Assert.That(await LinesAsync(), Is.EqualTo(new[] { $"{Cell2028} 2000000000 " }));
        Assert.That(await desk.PageAsync(Address), Does.Contain("Giao lần này").And.Not.Contain("Form.Down"));
    }

    [Test]
    public async Task Who_only_reads_sees_the_figures_and_no_fields()
    {
        await office.EditAsync(paper, (Project, CapitalOffice.Provincial, 2027, -10m));
        using var leader = await Desk.OfAsync(host, Role.Leader);

        Assert.That(await leader.PageAsync(Address), Does.Contain("value=\"-10000000000\"").And.Not.Contain("Form.Up"));
    }

    private static string Up(string cell) => $"Form.Up[{cell}]";

    private static string Down(string cell) => $"Form.Down[{cell}]";

    private async Task<HttpResponseMessage> SendAsync(params (string Name, string? Value)[] typed) => await desk.SendAsync(await desk.OpenAsync(Address), typed);

    /// <summary>The lines of the project in the paper: source/year, đồng, reason.</summary>
    private async Task<string[]> LinesAsync() =>
    [
        .. await host.ListAsync<string>(
            """
            select d.source_code || '/' || d.year || ' ' || d.amount || ' ' || coalesce(d.reason, '')
            from funding.draft_line d join projects.project p on p.id = d.project_id
            where d.decision_id = @paper and p.code = @Project and d.amount <> 0
            order by d.source_code, d.year
            """,
            new { paper, Project }),
    ];
}
