using Portfolio.Reporting.Capital.Bodies;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports.Capital;

/// <summary>The capital of a body as a spreadsheet, project by project.</summary>
internal sealed class BodySheets(SheetFrame frame)
{
    /// <param name="body">The body; which of its projects it holds does not matter.</param>
    /// <param name="projects">All its projects in the years of the body, plan by plan.</param>
    public XlsxPart Of(BodyCapital body, IAsyncEnumerable<BodyProject> projects)
    {
        var need = XlsxColumn<BodyProject>.Dong(frame["field.need"], p => p.Need);
        var years = frame.Years<BodyProject>(body.Years, p => SheetFrame.Allocated(p.Years));
        return XlsxPart.Of(new XlsxTable<BodyProject>
        {
            Sheet = frame["capital_view.body_title"],
            Titles = frame.Titles(
                body.Illustrative, frame["capital_view.body_title"], Display.Name(body.Name, body.NameEn), frame["balance.as_of", Display.Date(body.Today)]),
            Unit = frame.Unit,
            Columns =
            [
                XlsxColumn<BodyProject>.Text(frame["capital_view.project"], SheetFrame.NameWidth, p => p.Name),
                XlsxColumn<BodyProject>.Text(frame["field.code"], SheetFrame.CodeWidth, p => p.Code), need, .. years,
                XlsxColumn<BodyProject>.Rest(frame["balance.unallocated"], [need], [years[^1]]), .. frame.Paid<BodyProject>(p => p.Total, body.Total),
            ],
            Groupings = [frame.Group<BodyProject>(p => p.PlanCode, p => p.PlanName)],
            Total = frame.Total,
            FrozenColumns = 1,
            Signatures = frame.Signatures,
        }, projects);
    }
}
