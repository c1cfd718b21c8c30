using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Milestones;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Assistant;

/// <summary>Reads what the assistant plans from, in the one snapshot of the caller's transaction: projects, milestones, needs, capital, terms, law.</summary>
internal sealed record PlanningFacts(
    PlanRow Plan, IReadOnlyList<ProjectFacts> Projects, IReadOnlyDictionary<long, MilestoneFacts> Milestones, ILookup<long, NeedFact> Needs,
    ILookup<long, CapitalFact> Capital, IReadOnlyDictionary<long, TermsFact> Terms, IReadOnlyDictionary<string, string> Law)
{
    private const string NeedsSql = """
        -- Funding.PlanningNeeds
        select n.project_id, n.source_code, n.amount
        from funding.need n
        where n.programme_id = any(@Programmes)
        """;

    private const string ProgrammesSql = """
        -- Funding.PlanningProgrammes
        select distinct n.programme_id from funding.need n where n.project_id = any(@Ids)
        """;

    private const string CapitalSql = """
        -- Funding.PlanningCapital
        select a.project_id, a.source_code, a.year, a.allocated, a.carried_in, (a.paid - coalesce(l.since, 0))::bigint as paid,
            coalesce(w.by_then, 0)::bigint as waiting, (coalesce(l.since, 0) + coalesce(w.since, 0))::bigint as since
        from funding.allocation a
        left join (
            select project_id, source_code, year,
                sum(amount) filter (where paid_on <= @On) as by_then, sum(amount) filter (where paid_on > @On) as since
            from funding.payment
            where plan_id = @PlanId and status = 'entered'
            group by 1, 2, 3
        ) w on w.project_id = a.project_id and w.source_code = a.source_code and w.year = a.year
        left join (
            select project_id, source_code, year, sum(amount) as since from funding.payment_line where plan_id = @PlanId and paid_on > @On group by 1, 2, 3
        ) l on l.project_id = a.project_id and l.source_code = a.source_code and l.year = a.year
        where a.plan_id = @PlanId
        """;

    private const string TermsSql = """
        -- Funding.PlanningTerms
        select t.project_id, t.total_investment, t.size_group, t.priority, t.first_funded_year from funding.project_terms t where t.project_id = any(@Ids)
        """;

    private const string RoomsSql = """
        -- Funding.PlanningRooms
        select y.source_code, y.year, y.ceiling - y.allocated as room
        from funding.source_year y
        where y.plan_id = @PlanId and y.ceiling is not null
        order by y.source_code, y.year desc
        """;

    private const string KeptSql = """
        -- Funding.PlanningContingencies
        select source_code, sum(amount - drawn)::bigint as kept from funding.contingency where plan_id = @PlanId group by source_code
        """;

    /// <summary>
    /// Reads everything of a plan: the capital in force, with what was paid of it by a day and after it, and what milestones are late on it.
    /// </summary>
    public static async Task<PlanningFacts> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, DateOnly on, CancellationToken ct)
    {
        var projects = await ProjectLookup.OfPlanAsync(connection, transaction, plan.Id, ct);
        var query = new { PlanId = plan.Id, On = on, Ids = projects.Select(p => p.Id).ToArray() };
        var programmes = await ListAsync<long>(connection, transaction, ProgrammesSql, query, ct);
        return new PlanningFacts(
            plan,
            projects,
            (await MilestoneLookup.OfPlanAsync(connection, transaction, plan.Id, on, ct)).ToDictionary(m => m.ProjectId),
            (await ListAsync<NeedFact>(connection, transaction, NeedsSql, new { Programmes = programmes.ToArray() }, ct)).ToLookup(n => n.ProjectId),
            (await ListAsync<CapitalFact>(connection, transaction, CapitalSql, query, ct)).ToLookup(c => c.ProjectId),
            (await ListAsync<TermsFact>(connection, transaction, TermsSql, query, ct)).ToDictionary(t => t.ProjectId),
            await LawLookup.FamilyAsync(connection, transaction, "capital.", on, ct));
    }

    /// <summary>What ceilings leave, contingencies kept back out of the latest years first.</summary>
    public static async Task<IReadOnlyDictionary<RoomKey, Vnd>> RoomsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, CancellationToken ct)
    {
        var query = new { PlanId = plan.Id };
        var kept = (await ListAsync<KeptFact>(connection, transaction, KeptSql, query, ct)).ToDictionary(k => k.SourceCode, k => k.Kept, StringComparer.Ordinal);
        var rooms = new Dictionary<RoomKey, Vnd>();
        foreach (var row in await ListAsync<RoomFact>(connection, transaction, RoomsSql, query, ct))
        {
            var held = Math.Min(kept.GetValueOrDefault(row.SourceCode), row.Room);
            kept[row.SourceCode] = kept.GetValueOrDefault(row.SourceCode) - held;
            rooms[new RoomKey(row.SourceCode, row.Year)] = new Vnd(row.Room - held);
        }
        return rooms;
    }

    /// <summary>The project as the planner sees it.</summary>
    public PlanningProject Project(ProjectFacts project)
    {
        var capital = Capital[project.Id].ToLookup(c => c.SourceCode, StringComparer.Ordinal);
        var needs = Needs[project.Id].ToDictionary(n => n.SourceCode, n => n.Amount, StringComparer.Ordinal);
        var terms = Terms.GetValueOrDefault(project.Id);
        var milestones = Milestones.GetValueOrDefault(project.Id);
        return new PlanningProject(
            project.Code, PriorityRule.Of(this, project),
            [
                .. needs.Keys.Order(StringComparer.Ordinal).Select(source => new SourceCapital(
                    source, needs[source], new Vnd(capital[source].Sum(c => c.Allocated.Dong)), capital[source].ToDictionary(c => c.Year, c => c.Allocated))),
            ])
        {
            Limit = Limit(terms?.SizeGroup ?? project.SizeGroup),
            // Capital of earlier plans, which no ledger here knows, counts for the limit of years.
            FirstFundedYear = Capital[project.Id].Where(c => c.Allocated > Vnd.Zero).Select(c => (int?)c.Year).Append(terms?.FirstFundedYear).Min(),
            StartYear = project.PeriodFrom,
            FinishYear = Finish(project, milestones),
            TotalInvestment = terms?.TotalInvestment ?? project.TotalInvestment,
        };
    }

    /// <summary>The year in which the work ends: of its last milestone of completion, else of its period.</summary>
    public static int? Finish(ProjectFacts project, MilestoneFacts? milestones) => milestones?.FinishesOn?.Year ?? project.PeriodTo;

    private FundingLimit? Limit(string? group) =>
        group is "a" or "b" or "c" && Law.TryGetValue("capital.duration_years." + group, out var years)
            ? new FundingLimit(int.Parse(years, System.Globalization.CultureInfo.InvariantCulture), "capital.duration_years." + group)
            : null;

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, object query, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, query, transaction, commandTimeout: 120, cancellationToken: ct))];

    private sealed record RoomFact(string SourceCode, int Year, long Room);

    private sealed record KeptFact(string SourceCode, long Kept);
}

/// <summary>A need in force.</summary>
internal sealed record NeedFact(long ProjectId, string SourceCode, Vnd Amount);

/// <summary>Capital of a project from a source in a year; paid and waiting for confirmation by the day, and either since.</summary>
internal sealed record CapitalFact(long ProjectId, string SourceCode, int Year, Vnd Allocated, Vnd CarriedIn, Vnd Paid, Vnd Waiting, Vnd Since);

/// <summary>What the finance department has established of a project.</summary>
internal sealed record TermsFact(long ProjectId, Vnd? TotalInvestment, string? SizeGroup, string? Priority, int? FirstFundedYear);
