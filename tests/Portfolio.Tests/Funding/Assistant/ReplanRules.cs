using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>The rules of a replanning, written down a second time from the issue and not from the code.</summary>
internal sealed class ReplanRules(ReplanRequest request, Replan replan)
{
    private readonly decimal behind = request.Thresholds.BehindCurve.Value / 100m;

    /// <summary>Every rule that does not hold.</summary>
    public IEnumerable<string> Broken() =>
        SumFaults().Concat(
            from project in request.Projects
            from fault in FigureFaults(project).Concat(RoleFaults(project))
            select $"{project.Project.Code}: {fault}");

    /// <summary>What is added to, or taken from, the capital of a project.</summary>
    public long Change(YearProject project, string? source = null, int? year = null) => replan.Lines
        .Where(line => line.ProjectCode == project.Project.Code && line.Source == (source ?? line.Source) && line.Year == (year ?? line.Year))
        .Sum(line => line.Amount.Dong);

    /// <summary>Capital of a project from a source in a year after the adjustment.</summary>
    public long After(YearProject project, SourceCapital source, int year) =>
        source.AllocatedIn(year).Dong + Change(project, source.Source, year);

    /// <summary>Last year in which a giver may get capital in exchange.</summary>
    public int LastYear(YearProject giver)
    {
        if (giver.AtRest is not null)
            return request.Year;
        var years = giver.Project.Sources.SelectMany(s => s.AllocatedByYear).Where(y => y.Value > Vnd.Zero).Select(y => y.Key);
        var first = years.Append(giver.Project.FirstFundedYear ?? request.Year).Append(request.Year).Min();
        return giver.Project.Limit is { } limit ? Math.Min(request.LastYear, first + limit.Years - 1) : request.LastYear;
    }

    private IEnumerable<string> SumFaults()
    {
        foreach (var cell in replan.Lines.GroupBy(line => (line.Source, line.Year)).Where(cell => cell.Sum(line => line.Amount.Dong) != 0))
            yield return $"{cell.Key} changes by {cell.Sum(line => line.Amount.Dong)}";
        foreach (var cell in replan.Lines.GroupBy(line => (line.ProjectCode, line.Source, line.Year)).Where(cell => cell.Count() > 1))
            yield return $"{cell.Key} twice";
        foreach (var line in replan.Lines.Where(line => line.Amount == Vnd.Zero || line.Year < request.Year || line.Year > request.LastYear))
            yield return $"{line} has no business here";
        foreach (var left in replan.Leftovers.Where(left => left.Amount <= Vnd.Zero))
            yield return $"{left} is nothing";
    }

    private IEnumerable<string> FigureFaults(YearProject project)
    {
        foreach (var source in project.Project.Sources)
        {
            foreach (var year in Enumerable.Range(request.Year, 4).Where(year => After(project, source, year) < 0))
                yield return $"{source.Source} {year} becomes {After(project, source, year)}";
            var left = After(project, source, request.Year) + Spending(project, source).CarriedIn.Dong;
            if (left < Available(project, source) && left < Spent(Spending(project, source)) + Spending(project, source).Since.Dong)
                yield return $"{source.Source} keeps less than was spent";
            if (source.Allocated.Dong + Change(project, source.Source) > Math.Max(source.Need.Dong, source.Allocated.Dong))
                yield return $"{source.Source} is over its need";
        }
        if (Change(project) > (project.Project.InvestmentLeft?.Dong ?? long.MaxValue))
            yield return "over the total investment";
        if (Change(project) > 0 && !ProposalRules.YearsAllowed(project.Project, [request.Year]))
            yield return "is given more in a year that is not its own";
    }

    private IEnumerable<string> RoleFaults(YearProject project)
    {
        var change = Change(project, year: request.Year);
        if (Gives(project))
        {
            if (change > 0)
                yield return "takes, though it cannot spend";
            if (replan.Lines.Any(line => line.ProjectCode == project.Project.Code && line.Amount > Vnd.Zero && line.Year > LastYear(project)))
                yield return $"gets capital after {LastYear(project)}";
            foreach (var source in project.Project.Sources)
            {
                var given = -Change(project, source.Source, request.Year);
                var kept = replan.Leftovers
                    .Where(left => left.ProjectCode == project.Project.Code && left.Source == source.Source)
                    .Sum(left => left.Amount.Dong);
                if (given + kept != Spare(project, source))
                    yield return $"{source.Source} has {Spare(project, source)} to spare, gives {given}, is said to keep {kept}";
            }
        }
        else if (change < 0 || (change > 0 && !OnCurve(project)))
        {
            yield return $"changes by {change}, though it neither must give nor may take";
        }
        else if (change > 0 && Share(project, change) <= project.PlannedShare!.Value / 10_000m - behind)
        {
            yield return "has taken so much that it would have to give";
        }
    }

    private bool Stuck(YearProject project) => project.AtRest is not null
        || (project.Land == LandState.Late && project.LandDaysLate > request.Thresholds.DaysLate.Value)
        || (project.LateMilestones > 0 && project.DaysLate > request.Thresholds.DaysLate.Value);

    private bool Gives(YearProject project) => Stuck(project)
        || (Available(project) > 0 && project.PlannedShare is { } planned && planned / 10_000m - Share(project) >= behind);

    private bool OnCurve(YearProject project) =>
        project.AtRest is null && Available(project) > 0 && project.PlannedShare is { } planned && Share(project) >= planned / 10_000m;

    private long Available(YearProject project) =>
        project.Project.Sources.Sum(source => source.AllocatedIn(request.Year).Dong + Spending(project, source).CarriedIn.Dong);

    private decimal Share(YearProject project, long more = 0) =>
        project.Project.Sources.Sum(source => Spent(Spending(project, source))) / (decimal)(Available(project) + more);

    /// <summary>What a giver has beyond what it is expected to spend and the safety share of the rest.</summary>
    private long Spare(YearProject project, SourceCapital source)
    {
        var spending = Spending(project, source);
        var available = Available(project, source);
        var pace = (long)Math.Floor(Spent(spending) * 365m / request.Date.DayOfYear);
        var known = Spent(spending) + spending.Since.Dong;
        var expected = Stuck(project) ? known : Math.Max(known, Math.Min(available, pace));
        var stays = project.AtRest is null ? request.Thresholds.SafetyShare.Value : 0;
        return (long)Math.Floor(Math.Max(0, available - expected) * (10_000m - stays) / 10_000m);
    }

    private long Available(YearProject project, SourceCapital source) =>
        source.AllocatedIn(request.Year).Dong + Spending(project, source).CarriedIn.Dong;

    private static YearSpending Spending(YearProject project, SourceCapital source) => project.Spending.Single(s => s.Source == source.Source);

    private static long Spent(YearSpending spending) => spending.Paid.Dong + spending.Pending.Dong;
}
