using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports.Capital;

/// <summary>The annex of a decision, or of the draft of one: what it gives, moves, or carries over.</summary>
internal sealed class AnnexSheets(SheetFrame frame)
{
    /// <summary>What is given, by year.</summary>
    public XlsxPart Allocation(PaperHead head, IAsyncEnumerable<ProjectEffect> projects) => XlsxPart.Of(
        Table<GivenRow>(
            head, r => r.Project.ProgrammeCode, r => r.Project.ProgrammeName, r => r.Project.Name, r => r.Project.Code, r => Display.Name(r.Lines.Name, r.Lines.NameEn),
            [
                .. frame.Years<GivenRow>(head.Years, r => [.. head.Years.Select(y => Of(r.Lines, y))]),
                .. Reason<GivenRow>(head, r => Reasons(r.Lines)),
            ]),
        projects.SelectMany(p => p.Sources.Select(s => new GivenRow(p.Sum, s))));

    /// <summary>What is moved: before, more, less, after.</summary>
    public XlsxPart Adjustment(PaperHead head, IAsyncEnumerable<ProjectEffect> projects)
    {
        var before = XlsxColumn<MovedRow>.Dong(frame["capital.plan_given"], r => r.Line.Before);
        var more = XlsxColumn<MovedRow>.Dong(frame["capital.adjust_up"], r => r.Line.Change > Vnd.Zero ? r.Line.Change : null);
        var less = XlsxColumn<MovedRow>.Dong(frame["capital.adjust_down"], r => r.Line.Change < Vnd.Zero ? Vnd.Zero - r.Line.Change : null);
        return XlsxPart.Of(
            Table<MovedRow>(
                head, r => r.Project.ProgrammeCode, r => r.Project.ProgrammeName, r => r.Project.Name, r => r.Project.Code,
                r => Display.Name(r.Lines.Name, r.Lines.NameEn),
                [
                    XlsxColumn<MovedRow>.Integer(frame["field.year"], 8, r => r.Line.Year, summed: false), before, more, less,
                    XlsxColumn<MovedRow>.Rest(frame["capital.plan_after"], [before, more], [less]),
                    .. Reason<MovedRow>(head, r => r.Line.Reason),
                ]),
            projects.SelectMany(p => p.Sources.SelectMany(s => s.Lines.Select(l => new MovedRow(p.Sum, s, l)))));
    }

    /// <summary>What is unspent at the end of the year, what of it is carried over, and what lapses.</summary>
    public XlsxPart Closing(PaperHead head, IAsyncEnumerable<ProjectClosing> projects)
    {
        var next = (head.Decision.ClosesYear ?? 0) + 1;
        var unspent = XlsxColumn<ClosedRow>.Dong(frame["capital.unspent"], r => r.Cell.Unspent);
        var carried = XlsxColumn<ClosedRow>.Dong(frame["capital.carried_to", next], r => r.Cell.Carried);
        return XlsxPart.Of(
            Table<ClosedRow>(
                head, r => r.Project.ProgrammeName, r => r.Project.ProgrammeName, r => r.Project.Name, r => r.Project.Code,
                r => Display.Name(r.Cell.Name, r.Cell.NameEn),
                [
                    unspent, carried, XlsxColumn<ClosedRow>.Rest(frame["capital.lapses"], [unspent], [carried]),
                    .. Reason<ClosedRow>(head, r => r.Cell.Reason),
                ]),
            projects.SelectMany(p => p.Cells.Select(c => new ClosedRow(p, c))));
    }

    private XlsxTable<T> Table<T>(
        PaperHead head, Func<T, string> programme, Func<T, string> programmeName, Func<T, string> name, Func<T, string> code, Func<T, string> source,
        IReadOnlyList<XlsxColumn<T>> columns) => new()
        {
            Sheet = frame["xlsx.annex"],
            Titles = frame.Titles(head.Illustrative, frame["xlsx.annex"], head.Decision.Name, head.Decision.PlanName, Standing(head.Decision)),
            Unit = frame.Unit,
            Columns =
            [
                XlsxColumn<T>.Text(frame["capital_view.project"], SheetFrame.NameWidth, name), XlsxColumn<T>.Text(frame["field.code"], SheetFrame.CodeWidth, code),
                XlsxColumn<T>.Text(frame["field.source"], SheetFrame.SourceWidth, source), .. columns,
            ],
            Groupings = [frame.Group(programme, programmeName)],
            Total = frame.Total,
            FrozenColumns = 1,
            Signatures = frame.Signatures,
        };

    /// <summary>The column of reasons, for who may see them.</summary>
    private IEnumerable<XlsxColumn<T>> Reason<T>(PaperHead head, Func<T, string?> reason) =>
        head.ShowsReasons ? [XlsxColumn<T>.Text(frame["capital.reason"], SheetFrame.WordsWidth, reason)] : [];

    /// <summary>To which decision the annex belongs; of a paper, that it is none yet.</summary>
    private string Standing(Decision decision) => decision is { Status: DecisionStatus.Approved, DecidedOn: { } day, WithdrawnAt: null }
        ? frame["xlsx.with_decision", decision.Number ?? "", Display.Date(day), decision.Signer ?? ""]
        : frame["xlsx.not_in_force", frame["decision_status." + (decision.WithdrawnAt is null ? decision.Status : DecisionStatus.Discarded)]];

    private static Vnd? Of(SourceLines lines, int year) => lines.Lines.FirstOrDefault(l => l.Year == year)?.Change;

    private static string Reasons(SourceLines lines) => string.Join("; ", lines.Lines.Select(l => l.Reason).OfType<string>().Distinct());

    private sealed record GivenRow(ProjectSum Project, SourceLines Lines);

    private sealed record MovedRow(ProjectSum Project, SourceLines Lines, PaperLine Line);

    private sealed record ClosedRow(ProjectClosing Project, ClosingCell Cell);
}
