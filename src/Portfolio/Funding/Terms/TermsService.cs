using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Terms;

/// <summary>What the finance department establishes of a project for allocating capital: the bound of its capital (F2), its size, its priority, its first year.</summary>
public sealed class TermsService(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string Family = "capital.priority.";

    // No project that still gets capital was begun earlier; the table holds the same bound.
    private const int EarliestYear = 1990;

    private const string ReadSql = """
        -- Funding.Terms
        select t.total_investment, t.size_group, t.priority, t.first_funded_year, t.reason, t.set_by, t.set_at, t.revision as version,
            coalesce((select c.allocated from funding.project_capital c where c.project_id = @Id), 0) as allocated,
            (select min(a.year) from funding.allocation a where a.project_id = @Id and a.allocated > 0) as first_allocated_year
        from (select 1) one
        left join funding.project_terms t on t.project_id = @Id
        """;

    private const string SetSql = """
        -- Funding.SetTerms
        insert into funding.project_terms as t (project_id, total_investment, size_group, priority, first_funded_year, reason, set_by)
        values (@Id, @TotalInvestment, @SizeGroup, @Priority, @FirstFundedYear, @Reason, @By)
        on conflict (project_id) do update
            set total_investment = excluded.total_investment, size_group = excluded.size_group, priority = excluded.priority,
                first_funded_year = excluded.first_funded_year, reason = excluded.reason, set_by = excluded.set_by, set_at = now(), revision = nextval('funding.revision')
        """;

    private static readonly SetTermsValidator Validator = new();

    /// <summary>The terms of a project.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="project">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ProjectTerms> GetAsync(Actor actor, string project, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (found, plan) = await FindAsync(connection, transaction, project, ct);
        return await ReadAsync(connection, transaction, found, plan, ct);
    }

    /// <summary>Establishes the terms of a project.</summary>
    /// <param name="actor">Who does; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">The terms as they shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">An amount is absurd, a group or priority unknown, or no reason is given.</exception>
    /// <exception cref="StaleException">They were changed since <see cref="SetTerms.Version"/>.</exception>
    /// <exception cref="RuleException"><c>terms.investment_below_allocated</c>: more capital was given already (F2).</exception>
    public async Task<ProjectTerms> SetAsync(Actor actor, SetTerms request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        Validator.Demand(request);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var (project, plan) = await FindAsync(connection, transaction, request.Project, ct);
            actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
            // Whoever approves capital of the plan judges by the total investment and holds this lock till his lines are posted.
            await PlanLookup.LockAsync(connection, transaction, [plan.Id], ct);
            var before = await ReadAsync(connection, transaction, project, plan, ct);
            if (request.Version is { } version && version != before.Version)
                throw new StaleException("capital.stale");
            DemandKnown(before, request);
            DemandPast(request);
            DemandCovering(before, request);
            if (request.Terms == before.Set && request.Reason!.Trim() == before.Reason)
                return before;

            await ConstraintMapping.GuardAsync(() => WriteAsync(connection, transaction, actor, project, request, ct));
            var after = await ReadAsync(connection, transaction, project, plan, ct);
            await AuditLog.WriteAsync(
                connection, transaction, actor, "capital.terms_set", "project",
                [new AuditChange(project.Code, plan.ProvinceCode, Fields(before.Set), Fields(after.Set))], after.Reason, ct);
            return after;
        }, ct);
    }

    private static async Task<(ProjectRow Project, PlanRow Plan)> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string code, CancellationToken ct)
    {
        var project = await ProjectLookup.FindAsync(connection, transaction, code, ct) ?? throw new NotFoundException("project", code);
        return (project, await PlanLookup.GetAsync(connection, transaction, project.PlanId, ct));
    }

    private async Task<ProjectTerms> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ProjectRow project, PlanRow plan, CancellationToken ct)
    {
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(ReadSql, new { project.Id }, transaction, cancellationToken: ct));
        var documented = await ProjectLookup.FactsAsync(connection, transaction, project.Id, ct);
        var law = await LawLookup.FamilyAsync(connection, transaction, Family, calendar.Today, ct);
        return new ProjectTerms(
            project.Code, project.Name, new Place(plan.ProvinceCode, project.Bodies), plan.Code, plan.Name,
            new FundingTerms(documented.TotalInvestment, documented.SizeGroup, null), new FundingTerms(row.TotalInvestment, row.SizeGroup, row.Priority?[Family.Length..], row.FirstFundedYear),
            row.Reason, row.SetBy, row.SetAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null, row.Allocated, row.FirstAllocatedYear,
            [.. law.Select(l => new PriorityRank(l.Key[Family.Length..], int.Parse(l.Value, CultureInfo.InvariantCulture))).OrderBy(p => p.Rank)],
            row.Version ?? 0);
    }

    // What was set under an older order of the law may stay.
    private static void DemandKnown(ProjectTerms before, SetTerms request)
    {
        if (request.Terms.Priority is { } priority && priority != before.Set.Priority && before.Priorities.All(p => p.Priority != priority))
            throw new ValidationFailedException(
                [new FieldFailure("Priority", "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = priority })]);
    }

    private void DemandPast(SetTerms request)
    {
        var last = calendar.Today.Year;
        if (request.Terms.FirstFundedYear is { } year && (year < EarliestYear || year > last))
            throw new ValidationFailedException(
                [new FieldFailure("FirstFundedYear", "terms.first_year_absurd", new Dictionary<string, object?> { ["first"] = Text(EarliestYear), ["last"] = Text(last) })]);
    }

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static void DemandCovering(ProjectTerms before, SetTerms request)
    {
        if ((request.Terms.TotalInvestment ?? before.Documented.TotalInvestment) is { } bound && bound < before.Allocated)
            throw new RuleException("terms.investment_below_allocated", new Dictionary<string, object?>
            {
                ["totalInvestment"] = bound,
                ["allocated"] = before.Allocated,
                ["excess"] = before.Allocated - bound,
            });
    }

    private static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, ProjectRow project, SetTerms request, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(SetSql, new
        {
            project.Id,
            TotalInvestment = request.Terms.TotalInvestment?.Dong,
            request.Terms.SizeGroup,
            Priority = request.Terms.Priority is { } priority ? Family + priority : null,
            request.Terms.FirstFundedYear,
            Reason = request.Reason!.Trim(),
            By = actor.Name,
        }, transaction, cancellationToken: ct));

    private static Dictionary<string, object?> Fields(FundingTerms terms) => new(StringComparer.Ordinal)
    {
        ["total_investment"] = terms.TotalInvestment?.Dong,
        ["size_group"] = terms.SizeGroup,
        ["priority"] = terms.Priority,
        ["first_funded_year"] = terms.FirstFundedYear,
    };

    private sealed record Row(
        Vnd? TotalInvestment, string? SizeGroup, string? Priority, int? FirstFundedYear, string? Reason, string? SetBy, DateTime? SetAt, long? Version, Vnd Allocated,
        int? FirstAllocatedYear);
}
