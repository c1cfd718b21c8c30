using Portfolio.Funding;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports.Capital;

/// <summary>Cân đối vốn of a plan as a spreadsheet: by programme, and by source with its ceilings.</summary>
internal sealed class BalanceSheets(SheetFrame frame)
{
    public IReadOnlyList<XlsxPart> Of(CapitalBalance balance) => [Programmes(balance), Sources(balance)];

    private XlsxPart Programmes(CapitalBalance balance)
    {
        var need = XlsxColumn<Row>.Dong(frame["field.need"], r => r.Balance.Need);
        var years = frame.Years<Row>(balance.Years, r => SheetFrame.Allocated(r.Balance.Years));
        var rows = balance.Programmes.SelectMany(p => new[] { new Row(p, SourceClass.State), new Row(p, SourceClass.Other) });
        return XlsxPart.Of(new XlsxTable<Row>
        {
            Sheet = frame["balance.by_programme"],
            Titles = Titles(balance, frame["balance.by_programme"]),
            Unit = frame.Unit,
            Columns =
            [
                XlsxColumn<Row>.Text(frame["xlsx.programme_class"], SheetFrame.NameWidth, r => frame["source_class." + r.Class]), need, .. years,
                XlsxColumn<Row>.Rest(frame["balance.unallocated"], [need], [years[^1]]), .. frame.Paid<Row>(r => r.Balance.Total, balance.Total.Total),
            ],
            Groupings = [frame.Group<Row>(r => r.Programme.Code, r => r.Programme.Name)],
            Total = frame.Total,
            FrozenColumns = 1,
            Signatures = frame.Signatures,
        }, rows);
    }

    private XlsxPart Sources(CapitalBalance balance)
    {
        return XlsxPart.Of(new XlsxTable<SourceBalance>
        {
            Sheet = frame["balance.by_source"],
            Titles = Titles(balance, frame["balance.by_source"]),
            Unit = frame.Unit,
            Columns =
            [
                XlsxColumn<SourceBalance>.Text(frame["field.source"], SheetFrame.NameWidth, s => Display.Name(s.Name, s.NameEn)),
                XlsxColumn<SourceBalance>.Dong(frame["balance.ceiling"], s => s.Ceiling),
                .. frame.Years<SourceBalance>(balance.Years, s => SheetFrame.Allocated([.. s.Years.Select(y => y.Figures)])),
                XlsxColumn<SourceBalance>.Dong(frame["balance.room"], s => s.Room), .. frame.Paid<SourceBalance>(s => s.Total, balance.Total.Total),
            ],
            Groupings = [frame.Group<SourceBalance>(s => s.SourceClass, s => frame["source_class." + s.SourceClass])],
            Total = frame.Total,
            FrozenColumns = 1,
            Signatures = frame.Signatures,
        }, balance.SourcesOf(SourceClass.State).Concat(balance.SourcesOf(SourceClass.Other)));
    }

    private IReadOnlyList<string> Titles(CapitalBalance balance, string by) => frame.Titles(
        balance.Plan.Illustrative, frame["balance.title"], balance.Plan.ShortName, by,
        $"{SheetFrame.PlaceOf(balance.Plan)} · {frame["balance.as_of", Display.Date(balance.Today)]}", Latest(balance));

    private string Latest(CapitalBalance balance) => balance.Decisions is [var latest, ..]
        ? frame["xlsx.by_decisions", balance.DecisionCount, latest.Number, Display.Date(latest.DecidedOn)]
        : "";

    private sealed record Row(ProgrammeBalance Programme, string Class)
    {
        public BalanceRow Balance { get; } = Programme.OfClass(Class);
    }
}
