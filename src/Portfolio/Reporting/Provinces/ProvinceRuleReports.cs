using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Provinces;

/// <summary>What provinces have ruled on the watch over their projects: confirmation of milestones, limits of land clearance.</summary>
public sealed class ProvinceRuleReports(PortfolioDatabase database)
{
    private const int RulingsShown = 200;

    private const string ProvincesSql = """
        -- Reporting.ProvinceRules
        select v.code, v.name, v.name_en, coalesce(r.confirms, false) as confirms, r.changed_by, r.changed_at,
            coalesce((extract(epoch from r.changed_at) * 1000000)::bigint, 0) as revision,
            (select count(*) from plans.plan p join milestones.milestone m on m.plan_id = p.id
                where p.province_code = v.code and m.reported_on is not null and m.met_on is null and m.dropped_on is null)::int as waiting,
            (select count(*) from land_clearance.step s where s.province_code = v.code)::int as steps,
            (select count(*) from land_clearance.step s where s.province_code = v.code and s.ruled_at is not null)::int as ruled
        from directory.province v
        left join milestones.province_rule r on r.province_code = v.code
        where (@All or v.code = @Code)
            and (exists (select 1 from plans.plan p where p.province_code = v.code) or exists (select 1 from land_clearance.step s where s.province_code = v.code))
        order by v.name
        """;

    private const string StepsSql = """
        -- Reporting.ProvinceSteps
        select s.code, s.position, s.name, s.name_en, a.name as after_name, a.name_en as after_name_en, s.limit_value, s.limit_unit, s.document_value,
            s.document_unit, s.law_parameter, s.source_document, s.verified, s.ruled_at is not null as ruled, s.revision
        from land_clearance.step s
        left join land_clearance.step a on a.province_code = s.province_code and a.code = s.after_step
        where s.province_code = @Province
        order by s.position, s.code
        """;

    private const string RulingsSql = """
        -- Reporting.LimitRulings
        select r.step_code, coalesce(s.name, r.step_code) as name, coalesce(s.name_en, r.step_code) as name_en, r.was_value, r.was_unit, r.now_value, r.now_unit,
            r.reason, r.entered_by, r.entered_at
        from land_clearance.limit_ruling r
        left join land_clearance.step s on s.province_code = r.province_code and s.code = r.step_code
        where r.province_code = @Province
        order by r.id desc
        limit @Limit
        """;

    /// <summary>The provinces whose rulings the actor may see.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<ProvinceRules>> ListAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using var connection = await database.OpenAsync(ct);
        var all = await connection.QueryAsync<ProvinceRules>(new CommandDefinition(ProvincesSql, new { All = true, Code = (string?)null }, cancellationToken: ct));
        return [.. all.Where(p => actor.May(Permission.ViewHistory, Place.In(p.Code)))];
    }

    /// <summary>What one province has ruled.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/> in the province.</param>
    /// <param name="province">Province.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such province, or it has neither plans nor steps.</exception>
    public async Task<ProvinceRules> GetAsync(Actor actor, string province, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        actor.Demand(Permission.ViewHistory, Place.In(province));
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ProvinceRules>(new CommandDefinition(ProvincesSql, new { All = false, Code = province }, cancellationToken: ct))
            ?? throw new NotFoundException("province", province);
    }

    /// <summary>The steps of land clearance in a province, and every ruling on their limits, latest first.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<ProvinceSteps> StepsAsync(Actor actor, string province, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        var rules = await GetAsync(actor, province, ct);
        await using var connection = await database.OpenAsync(ct);
        var steps = await connection.QueryAsync<ProvinceStep>(new CommandDefinition(StepsSql, new { Province = province }, cancellationToken: ct));
        var rulings = await connection.QueryAsync<LimitRuling>(new CommandDefinition(RulingsSql, new { Province = province, Limit = RulingsShown }, cancellationToken: ct));
        return new ProvinceSteps(rules, [.. steps], [.. rulings]);
    }
}
