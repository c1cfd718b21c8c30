using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Every page of capital, in the states people meet, on a desk and on a phone.</summary>
[TestFixture("vi", 1440)]
[TestFixture("vi", 360)]
[TestFixture("en", 1440)]
[TestFixture("en", 360)]
[Parallelizable(ParallelScope.Self)]
internal sealed class CapitalLookTests(string language, int width)
{
    private readonly List<string> findings = [];

    private TestHost host = null!;
    private CapitalOffice office = null!;
    private CapitalOffice past = null!;
    private Visitor visitor = null!;
    private long approved;
    private long adjustment;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (host, office) = await CapitalOffice.OpenAsync();
        await FillAsync();
        visitor = await Visitor.OpenAsync(host, language, width);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await visitor.DisposeAsync();
        await host.DisposeAsync();
    }

    [TearDown]
    public void Judge()
    {
        var found = string.Join('\n', findings);
        findings.Clear();
        Assert.That(found, Is.Empty);
    }

    [Test]
    public async Task The_decisions_and_ceilings_of_the_plan()
    {
        await LookAsync($"/plans/{CapitalOffice.Plan}/capital/decisions", "decisions");
        await visitor.Page.Locator("form[action*=Begin] button").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(null, "decisions-refused");
        await LookAsync($"/plans/{CapitalOffice.Plan}/capital/decisions?project=CB-GT-004", "decisions-of-project");
        await LookAsync($"/plans/{CapitalOffice.PastPlan}/capital/decisions", "decisions-closing");
        await LookAsync($"/plans/{CapitalOffice.Plan}/capital/ceilings", "ceilings");
        await LookAsync($"/plans/{CapitalOffice.Plan}/capital/ceilings?edit=true", "ceilings-edit");
        await visitor.Page.Locator("#ceiling-ngan-sach-tinh-2027").FillAsync("10 tỷ");
        await visitor.Page.Locator("#ceiling-ngan-sach-xa-2027").FillAsync("mười");
        await visitor.Page.Locator(".ceilings-form .btn-primary").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(null, "ceilings-refused");
    }

    [Test]
    public async Task The_closing_of_a_year()
    {
        var closing = (await past.BeginClosingAsync(2025, "Khóa sổ năm 2025")).Id;
        await past.EditAsync(closing, "Hợp đồng đang thực hiện", [("CB-QT-001", CapitalOffice.Provincial, 2025, 3m)]);
        await LookAsync($"/capital/decisions/{closing}", "closing");
        await LookAsync($"/capital/decisions/{closing}/carry", "carry");
        await visitor.Page.Locator("#carry-CB-QT-001-ngan-sach-tinh").FillAsync("99 tỷ");
        await visitor.Page.Locator(".cells-form .btn-primary").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(null, "carry-refused");
    }

    [Test]
    public async Task A_comparison()
    {
        await LookAsync($"/capital/decisions/{adjustment}/compare", "compare-in-force");
        await LookAsync($"/capital/decisions/{adjustment}/compare?with={approved}", "compare");
    }

    [Test]
    public async Task A_decision_in_force() => await LookAsync($"/capital/decisions/{approved}", "approved");

    [Test]
    public async Task An_adjustment_out_of_balance_and_its_refusal()
    {
        await LookAsync($"/capital/decisions/{adjustment}", "adjustment");
        await visitor.Page.Locator("form.step button").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(null, "adjustment-refused");
        await visitor.Page.Locator(".draw-form input.number").First.FillAsync("mười");
        await visitor.Page.Locator(".draw-form .btn").First.ClickAsync();
        await visitor.Page.Locator(".draw-form input[aria-invalid=true][aria-describedby^=draw-]").WaitForAsync();
        await LookAsync(null, "draw-refused");
    }

    [Test]
    public async Task The_plain_form_and_its_refusal()
    {
        await LookAsync($"/capital/decisions/{adjustment}/projects", "projects");
        await LookAsync($"/capital/decisions/{adjustment}/projects?q=khong-co", "projects-none");
        await LookAsync($"/capital/decisions/{adjustment}/projects/CB-GT-004", "form");
        await visitor.Page.Locator("#cell-ngan-sach-tinh-2027-up").FillAsync("9.000 tỷ");
        await visitor.Page.Locator("#cell-ngan-sach-tinh-2028-down").FillAsync("1,5");
        await visitor.Page.Locator("#cell-ngan-sach-tinh-2026-down").FillAsync("5 tỷ");
        await visitor.Page.Locator(".cells-form .btn-primary").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(null, "form-refused");
        await LookAsync($"/capital/decisions/{adjustment}/projects/CB-GT-010", "form-without-needs");
    }

    [Test]
    public async Task An_allocation_on_its_way()
    {
        var paper = await office.BeginAsync(DecisionKind.Allocation, "Giao bổ sung năm 2027", "Theo Nghị quyết của HĐND tỉnh");
        await LookAsync($"/capital/decisions/{paper.Id}", "empty");
        await office.EditAsync(paper.Id, "Hoàn thành trong năm 2028", [("CB-GT-005", CapitalOffice.Central, 2027, 400m), ("CB-GT-005", CapitalOffice.Central, 2028, 350.25m)]);
        await office.EditAsync(paper.Id, ("CB-DT-001", CapitalOffice.Provincial, 2027, 120m));
        await LookAsync($"/capital/decisions/{paper.Id}", "draft");
        await LookAsync($"/capital/decisions/{paper.Id}/projects/CB-GT-005", "form-allocation");
        await office.SubmitAsync(paper.Id);
        await office.ReturnAsync(paper.Id, "Ghi rõ căn cứ phân bổ vốn ngân sách trung ương");
        await LookAsync($"/capital/decisions/{paper.Id}", "returned");
        await office.SubmitAsync(paper.Id);
        await LookAsync($"/capital/decisions/{paper.Id}", "submitted");
        await visitor.Page.Locator("#number").FillAsync("01/QĐ-UBND");
        await visitor.Page.Locator("form.step .btn-primary").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(null, "submitted-refused");
    }

    [Test]
    public async Task The_assistant_and_what_it_found()
    {
        await LookAsync($"/plans/{CapitalOffice.Plan}/capital/assistant", "assistant");
        await visitor.Page.Locator("#minimum").FillAsync("ít nhất");
        await visitor.Page.Locator("form[action*=Propose] button").ClickAsync();
        await visitor.Page.Locator("#minimum[aria-invalid=true][aria-describedby=minimum-fault]").WaitForAsync();
        await LookAsync(null, "assistant-refused");
        var paper = await office.ProposeAsync("Phương án của trợ lý");
        await LookAsync($"/capital/decisions/{paper.Id}/findings", "findings");
        // What scrolls is reached by the keyboard and has a name.
        Assert.That(await visitor.Page.Locator(".table-scroll:not([tabindex='0'][role=region][aria-labelledby])").CountAsync(), Is.Zero);
    }

    private async Task FillAsync()
    {
        foreach (var year in Enumerable.Range(2026, 5))
        {
            await office.CeilingAsync(CapitalOffice.Central, year, 9_000m);
            await office.CeilingAsync(CapitalOffice.Provincial, year, 600m);
        }
        approved = await office.DecideAsync(
            DecisionKind.Allocation, "Giao kế hoạch đầu tư công trung hạn 2026-2030", "01/QĐ-UBND",
            [
                .. from project in new[] { "CB-GT-001", "CB-GT-002", "CB-GT-004", "CB-GT-006" }
                   from year in Enumerable.Range(2026, 5)
                   from part in new[] { (Source: CapitalOffice.Central, Amount: 400m), (Source: CapitalOffice.Provincial, Amount: 40.5m) }
                   select (project, part.Source, year, part.Amount + year - 2026),
                ("CB-DT-001", CapitalOffice.Provincial, 2026, 80m), ("CB-DT-001", CapitalOffice.Provincial, 2027, 120.125m),
            ]);
        var contingency = await office.KeepAsync(CapitalOffice.Provincial, "Dự phòng chung", 250m);
        adjustment = (await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh đợt 1 năm 2027", "Chuyển vốn từ dự án chậm tiến độ")).Id;
        await office.EditAsync(adjustment, "Chậm bàn giao mặt bằng, không giải ngân hết trong năm", [("CB-GT-004", CapitalOffice.Provincial, 2027, -20m), ("CB-GT-004", CapitalOffice.Central, 2027, -150m)]);
        await office.EditAsync(adjustment, "Đủ khối lượng hoàn thành", [("CB-GT-006", CapitalOffice.Provincial, 2027, 15m), ("CB-GT-006", CapitalOffice.Central, 2027, 150m), ("CB-DT-001", CapitalOffice.Provincial, 2028, 30m)]);
        await office.DrawAsync(adjustment, contingency, 10m);
        past = new CapitalOffice(host, CapitalOffice.PastPlan);
        foreach (var project in (string[])["CB-QT-001", "CB-QT-002"])
            await past.NeedAsync(project, (CapitalOffice.Provincial, 50m));
        await past.DecideAsync(DecisionKind.Allocation, "Giao vốn 2025", "01/QĐ", ("CB-QT-001", CapitalOffice.Provincial, 2025, 10m), ("CB-QT-002", CapitalOffice.Provincial, 2025, 8.5m));
        await past.PayAsync("CB-QT-001", CapitalOffice.Provincial, 2025, 4m);
    }

    private async Task LookAsync(string? path, string name, int status = 200)
    {
        if (path is not null && await visitor.GoAsync(path) is var answered && answered != status)
            findings.Add($"{name}: {answered}");
        await visitor.Page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
        await visitor.PictureAsync($"capital/{name}.{language}.{width}");
        findings.AddRange((await visitor.Page.MissingTextsAsync()).Select(key => $"{name}: no text for {key}"));
        findings.AddRange((await visitor.Page.FormsWithoutTokenAsync()).Select(form => $"{name}: no token in {form}"));
        if (await visitor.Page.OverflowAsync() is { } overflow)
            findings.Add($"{name}: {overflow}");
        findings.AddRange((await visitor.Page.BarriersAsync()).Select(barrier => $"{name}: {barrier}"));
        findings.AddRange(visitor.Complaints.Where(complaint => complaint.Contains("policy", StringComparison.Ordinal)).Select(complaint => $"{name}: {complaint}"));
    }
}
