using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// What one project could take at the moment it is served: missing needs, years, what the ceilings leave, and the least that makes
/// a year worth while. Sources are in the order of their codes, years ascending; amounts in whole đồng.
/// </summary>
internal sealed class ProjectDemand
{
    public ProjectDemand(PlanningProject project, ProposalRequest request, RoomTable rooms)
    {
        Project = project;
        Minimum = request.Minimum.Dong;
        Span = FundingSpan.Of(project);
        Sources = [.. project.Sources.Where(source => source.Missing > Vnd.Zero).OrderBy(source => source.Source, StringComparer.Ordinal)];
        Years = AdmissibleYears(project, request, Span);
        Missing = [.. Sources.Select(source => source.Missing.Dong)];
        Most = Math.Min(project.Missing.Dong, project.InvestmentLeft?.Dong ?? long.MaxValue);
        // Capped by the need, so that sums over years without a ceiling cannot overflow.
        Room = [.. Sources.Select(source => Years.Select(year => Math.Min(source.Missing.Dong, rooms.Left(source.Source, year))).ToArray())];
        Least = [.. Years.Select(year => Math.Max(0, Minimum - project.AllocatedIn(year).Dong))];
    }

    public PlanningProject Project { get; }

    public long Minimum { get; }

    /// <summary>Span of the years in which the project has capital already.</summary>
    public FundingSpan Span { get; }

    /// <summary>The sources of which it lacks something.</summary>
    public IReadOnlyList<SourceCapital> Sources { get; }

    /// <summary>The years in which it may be given something, each taken by itself.</summary>
    public int[] Years { get; }

    /// <summary>Missing need per source.</summary>
    public long[] Missing { get; }

    /// <summary>Most that all sources and years together may give: the missing needs, within the total investment.</summary>
    public long Most { get; }

    /// <summary>Most that a source can give in a year: [source][year].</summary>
    public long[][] Room { get; }

    /// <summary>Least that all sources together must give in a year, if anything: what lifts the year to the minimum.</summary>
    public long[] Least { get; }

    private static int[] AdmissibleYears(PlanningProject project, ProposalRequest request, FundingSpan span)
    {
        var first = Math.Max(request.FirstYear, project.StartYear ?? request.FirstYear);
        var last = Math.Min(request.LastYear, project.FinishYear ?? request.LastYear);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(year => span.Allows(year, year))];
    }
}
