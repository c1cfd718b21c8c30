using Portfolio.Common;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports.Capital;

/// <summary>The plan of capital as of a day as a spreadsheet: every project and source, and the decisions in force.</summary>
internal sealed class DatedSheets(SheetFrame frame)
{
    /// <param name="plan">The plan as of the day; which of its projects it holds does not matter.</param>
    /// <param name="projects">All its projects, in the order of the programmes.</param>
    public IReadOnlyList<XlsxPart> Of(DatedPlan plan, IAsyncEnumerable<DatedProject> projects) => [Projects(plan, projects), Decisions(plan)];

    private XlsxPart Projects(DatedPlan plan, IAsyncEnumerable<DatedProject> projects) => XlsxPart.Of(new XlsxTable<Row>
    {
        Sheet = frame["capital_view.projects"],
        Titles = Titles(plan),
        Unit = frame.Unit,
        Columns =
        [
            XlsxColumn<Row>.Text(frame["capital_view.project"], SheetFrame.NameWidth, r => r.Project.Name),
            XlsxColumn<Row>.Text(frame["field.code"], SheetFrame.CodeWidth, r => r.Project.Code),
            XlsxColumn<Row>.Text(frame["field.source"], SheetFrame.SourceWidth, r => Display.Name(r.Source.Name, r.Source.NameEn)),
            .. frame.Years<Row>(plan.Years, r => [.. r.Source.Years.Select(y => (Vnd?)y)]),
            XlsxColumn<Row>.Text(frame["capital_view.by_which"], SheetFrame.WordsWidth, r => string.Join("; ", r.Source.Decisions)),
        ],
        Groupings = [frame.Group<Row>(r => r.Project.ProgrammeCode, r => r.Project.ProgrammeName)],
        Total = frame.Total,
        FrozenColumns = 1,
        Signatures = frame.Signatures,
    }, projects.SelectMany(p => p.Sources.Select(s => new Row(p, s))));

    private XlsxPart Decisions(DatedPlan plan) => XlsxPart.Of(new XlsxTable<DecisionInForce>
    {
        Sheet = frame["xlsx.decisions"],
        Titles = frame.Titles(plan.Plan.Illustrative, frame["capital_view.in_force_on", Display.Date(plan.On)], plan.Plan.ShortName),
        Columns =
        [
            XlsxColumn<DecisionInForce>.Text(frame["capital.number"], SheetFrame.WordsWidth, d => d.Number),
            XlsxColumn<DecisionInForce>.Date(frame["capital.decided_on"], d => d.DecidedOn),
            XlsxColumn<DecisionInForce>.Text(frame["xlsx.kind"], SheetFrame.SourceWidth, d => frame["decision_kind." + d.Kind]),
            XlsxColumn<DecisionInForce>.Text(frame["xlsx.decision_name"], SheetFrame.NameWidth, d => d.Name),
            XlsxColumn<DecisionInForce>.Text(frame["capital.signer"], SheetFrame.WordsWidth, d => d.Signer),
        ],
    }, plan.Decisions);

    private IReadOnlyList<string> Titles(DatedPlan plan) => frame.Titles(
        plan.Plan.Illustrative, frame["capital_view.as_of_day", Display.Date(plan.On)], plan.Plan.ShortName, SheetFrame.PlaceOf(plan.Plan),
        plan.Decisions is [var latest, ..] ? frame["xlsx.by_decisions", plan.Decisions.Count, latest.Number, Display.Date(latest.DecidedOn)] : "");

    private sealed record Row(DatedProject Project, DatedSource Source);
}
