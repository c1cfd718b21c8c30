using System.Data.Common;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Grid;

/// <summary>Puts the rows of two statements together to a grid; places in lists stand for keys.</summary>
internal sealed class GridBuilder
{
    private readonly PaperHead head;
    private readonly int? closedTo;
    private readonly IReadOnlyList<GridSource> sources;
    private readonly int years;
    private readonly Dictionary<string, int> sourcePlaces;
    private readonly Dictionary<long, int> projectPlaces;
    private readonly List<GridProgramme> programmes;
    private readonly List<GridProject> projects;
    private readonly Dictionary<(int Project, int Source), GridRow> rows;

    /// <param name="head">The paper.</param>
    /// <param name="closedTo">Last budget year that is closed.</param>
    /// <param name="sources">Every source.</param>
    /// <param name="needs">The projects of the plan with their needs.</param>
    public GridBuilder(PaperHead head, int? closedTo, IReadOnlyList<GridSource> sources, IReadOnlyList<NeedRow> needs)
    {
        this.head = head;
        this.closedTo = closedTo;
        this.sources = sources;
        years = head.Years.Count;
        sourcePlaces = Places(sources.Select(s => s.Code));
        List<NeedRow> sorted =
        [
            .. needs.DistinctBy(n => n.ProjectId).OrderBy(n => n.Position).ThenBy(n => n.ProgrammeCode, StringComparer.Ordinal)
                .ThenBy(n => n.Code, StringComparer.Ordinal),
        ];
        projectPlaces = Places(sorted.Select(n => n.ProjectId));
        programmes = [.. sorted.DistinctBy(n => n.ProgrammeCode).Select(n => new GridProgramme(n.ProgrammeCode, n.ProgrammeName))];
        var programmePlaces = Places(programmes.Select(p => p.Code));
        projects = [.. sorted.Select(n => new GridProject(n.Code, n.Name, programmePlaces[n.ProgrammeCode], n.TotalInvestment, n.ProjectAllocated))];
        rows = needs.Where(n => n.SourceCode is not null).Select(n => new GridRow(
            projectPlaces[n.ProjectId], sourcePlaces[n.SourceCode!], n.Need, n.Allocated, new GridCell?[years])).ToDictionary(r => (r.Project, r.Source));
    }

    /// <summary>Adds what is in force, or what the paper changes, to a cell.</summary>
    public void Add(in CellRow cell)
    {
        var key = (projectPlaces[cell.ProjectId], sourcePlaces[cell.SourceCode]);
        if (!rows.TryGetValue(key, out var row))
            rows[key] = row = new GridRow(key.Item1, key.Item2, Vnd.Zero, Vnd.Zero, new GridCell?[years]);
        var present = row.Cells[cell.Year - head.Decision.PeriodFrom] ??= new GridCell();
        present.InForce += cell.InForce;
        present.Paid += cell.Paid;
        present.Payable += cell.Payable;
        present.Change += cell.Change;
        present.Reason ??= cell.Reason;
    }

    public GridReport Build() =>
        new(head, closedTo, sources, programmes, projects, [.. rows.Values.OrderBy(r => r.Project).ThenBy(r => r.Source)]);

    private static Dictionary<T, int> Places<T>(IEnumerable<T> keys)
        where T : notnull => keys.Select((key, place) => (key, place)).ToDictionary(p => p.key, p => p.place);
}

/// <summary>A project of the plan with one of its needs, or without any.</summary>
internal sealed record NeedRow(
    long ProjectId, string Code, string Name, string ProgrammeCode, string ProgrammeName, int Position, Vnd? TotalInvestment, Vnd ProjectAllocated,
    string? SourceCode, Vnd Need, Vnd Allocated);

/// <summary>A cell's figures in force, or its line in the paper.</summary>
internal readonly record struct CellRow(
    long ProjectId, string SourceCode, int Year, Vnd InForce, Vnd Paid, Vnd Payable, Vnd Change, string? Reason)
{
    /// <summary>Reads the row by hand: of hundreds of thousands each costs.</summary>
    public static CellRow Of(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), new Vnd(row.GetInt64(3)), new Vnd(row.GetInt64(4)), new Vnd(row.GetInt64(5)),
        new Vnd(row.GetInt64(6)), row.IsDBNull(7) ? null : row.GetString(7));
}
