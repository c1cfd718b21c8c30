using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Lines;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Tests.Funding;
using Stretches = Portfolio.Reporting.Capital.Decisions.DecisionStretches;

namespace Portfolio.Tests.Reporting.Capital.Papers;

/// <summary>
/// Why a decision was taken is read by those alone who may see the history of its province, or whose bodies have projects in its plan;
/// its figures by everybody.
/// </summary>
[TestFixture(Role.Visitor, null, null, false)]
[TestFixture(Role.Finance, "yy", null, false)]
[TestFixture(Role.Finance, "xx", null, true)]
[TestFixture(Role.Auditor, null, null, true)]
[TestFixture(Role.Owner, "xx", "xx-ban", true)]
[TestFixture(Role.Owner, "xx", "xx-khac", false)]
[TestFixture(Role.Owner, "yy", "xx-ban", false)]
internal sealed class ReasonTests(Role role, string? province, string? body, bool shown)
{
    private const string Why = "Theo tờ trình số 5";

    private Actor reader = new("reader", role) { Reach = new Reach(province, null) };

    [Test]
    public async Task Of_the_lines_of_a_decision()
    {
        await using var capital = await CreateAsync();
        var id = await DecideAsync(capital);

        var paper = await new PaperReports(capital.Portfolio.Access).GetAsync(reader, new PaperRequest(id), default);
        var project = await new ProjectPapers(capital.Portfolio.Access).GetAsync(reader, id, "A-1", default);
        var stretch = await new Stretches(capital.Portfolio.Access).LinesAsync(reader, id, null, 10, default);
        var ledger = await new LineReports(capital.Portfolio.Access).GetAsync(reader, new LineFilter("p"), null, null, default);
        var annex = new List<ProjectEffect>();
        await foreach (var effect in new PaperAnnexes(capital.Portfolio.Access).AllAsync(reader, id, default))
            annex.Add(effect);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(paper.Head.ShowsReasons, Is.EqualTo(shown));
            Assert.That(project.Head.ShowsReasons, Is.EqualTo(shown));
            Assert.That(Lines(paper.Projects.Items).Select(l => (l.Change.Dong, l.Reason)), Is.EqualTo(new[] { (300L, shown ? Why : null) }));
            Assert.That(Lines(annex).Select(l => l.Reason), Is.EqualTo(new[] { shown ? Why : null }));
            Assert.That(stretch.Items.Select(l => (l.Change.Dong, l.Reason)), Is.EqualTo(new[] { (300L, shown ? Why : null) }));
            Assert.That(ledger.Lines.Items.Select(l => (l.Amount.Dong, l.Reason)), Is.EqualTo(new[] { (300L, shown ? Why : null) }));
        }
    }

    [Test]
    public async Task Of_the_decision_itself()
    {
        await using var capital = await CreateAsync();
        var id = await DecideAsync(capital);

        foreach (var decision in (Decision[])
            [await capital.Papers.GetAsync(reader, id, default), (await new PaperAnnexes(capital.Portfolio.Access).HeadAsync(reader, id, default)).Decision])
        {
            Assert.That(
                (decision.Number, decision.Total.Dong, decision.Reason), Is.EqualTo(((string?)"01/QĐ", 300L, shown ? "Đợt 1" : null)));
        }
    }

    [Test]
    public async Task Of_what_the_assistant_found()
    {
        await using var capital = await CreateAsync();
        foreach (var year in Enumerable.Range(2026, 5))
            await capital.SetCeilingAsync("s1", year, 300);
        var paper = await capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "Đề xuất", 2026, Vnd.Zero), default);
        await capital.ApproveAsync(paper.Id, "01/QĐ");

        var report = await new PaperReports(capital.Portfolio.Access).GetAsync(reader, new PaperRequest(paper.Id), default);

        Assert.That(Lines(report.Projects.Items).Select(l => l.Basis is not null), Is.Not.Empty.And.All.EqualTo(shown));
    }

    [Test]
    public async Task Of_what_a_closing_carries_over()
    {
        await using var capital = await CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);
        await EditAsync(capital, closing.Id, 120);
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        var reports = new ClosingReports(capital.Portfolio.Access);

        var cells = (await reports.GetAsync(reader, closing.Id, 1, default)).Projects.Items.SelectMany(p => p.Cells).ToList();
        await foreach (var project in reports.AllAsync(reader, closing.Id, default))
            cells.AddRange(project.Cells);

        Assert.That(cells.Select(c => (c.Carried.Dong, c.Reason)), Is.EqualTo(new[] { (120L, shown ? Why : null), (120L, shown ? Why : null) }));
    }

    // The one body owns a project of the plan, though not the one that the decisions are about; the other only takes part.
    private async Task<SmallCapital> CreateAsync()
    {
        var capital = await SmallCapital.CreateAsync();
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item)
            select c, 'pmu', 'Ban ' || c, 'Board', 'xx', 'f', 's', 'i' from unnest(array['xx-ban', 'xx-khac']) c;
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, r.role, 'x', 'f', 's', 'i' from projects.project p, directory.body b,
                (values ('A-2', 'owner', 'xx-ban'), ('A-2', 'coordinating', 'xx-khac')) r (code, role, body)
            where p.code = r.code and b.code = r.body;
            """);
        if (body is not null)
            reader = reader with
            {
                Reach = new Reach(province, new HashSet<long> { await capital.Portfolio.NumberAsync($"select id from directory.body where code = '{body}'") }),
            };
        return capital;
    }

    private static IEnumerable<PaperLine> Lines(IEnumerable<ProjectEffect> projects) => projects.SelectMany(p => p.Sources).SelectMany(s => s.Lines);

    private static async Task<long> DecideAsync(SmallCapital capital)
    {
        var paper = await capital.Papers.BeginAsync(SmallCapital.Officer, new BeginDecision("p", DecisionKind.Allocation, "Giao vốn", "Đợt 1", null), default);
        await EditAsync(capital, paper.Id, 300);
        await capital.ApproveAsync(paper.Id, "01/QĐ");
        return paper.Id;
    }

    private static Task EditAsync(SmallCapital capital, long id, long amount) => capital.Drafts.EditAsync(
        SmallCapital.Officer, new EditLines(id, null, [new LineEdit("A-1", "s1", 2026, new Vnd(amount), Reason: Why)]), default);
}
