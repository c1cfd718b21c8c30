using Portfolio.Common;
using Portfolio.Slippage;

namespace Portfolio.Reporting.Warnings;

/// <summary>Pieces of the statements about warnings.</summary>
internal static class WarningSql
{
    /// <summary>An episode with what its sentence needs.</summary>
    public const string Columns = """
        e.id, e.rule_code, e.subject_type, e.subject_id, e.severity, e.since, e.until, e.measure, e.bound, e.amount, e.opened_on, e.red_on,
        e.acknowledged_on, e.resolved_on, x.code as project_code, x.name as project_name, s.at_risk, b.id as body_id, b.name as body, b.name_en as body_en,
        case e.subject_type
            when 'milestone' then m.name
            when 'package' then concat_ws(' – ', c.name, nullif(k.section, ''))
            when 'obstacle' then o.title
            when 'report' then d.name
            else coalesce(x.name, '')
        end as subject
        """;

    /// <summary>Tables of <see cref="Columns"/>; whoever must act is whom the episode names, else who answers for the project.</summary>
    public const string Tables = """
        from slippage.episode e
        left join projects.project x on x.id = e.project_id
        left join slippage.project_state s on s.project_id = e.project_id
        left join directory.body b on b.id = coalesce(e.body_id, s.body_id)
        left join milestones.milestone m on e.subject_type = 'milestone' and m.id = e.subject_id
        left join land_clearance.package k on e.subject_type = 'package' and k.id = e.subject_id
        left join directory.commune c on c.id = k.commune_id
        left join land_clearance.obstacle o on e.subject_type = 'obstacle' and o.id = e.subject_id
        left join plans.report_duty d on e.subject_type = 'report' and d.id = e.subject_id
        """;
}

/// <summary>A row of <see cref="WarningSql.Columns"/>.</summary>
internal sealed record WarningRow(
    long Id, string RuleCode, string SubjectType, long SubjectId, string Severity, DateOnly? Since, DateOnly? Until, decimal? Measure, decimal? Bound, long? Amount,
    DateOnly OpenedOn, DateOnly? RedOn, DateOnly? AcknowledgedOn, DateOnly? ResolvedOn, string? ProjectCode, string? ProjectName, long? AtRisk, long? BodyId,
    string? Body, string? BodyEn, string Subject)
{
    public Warning Warning => new(
        Id, SubjectType, SubjectId, OpenedOn, RedOn, AcknowledgedOn, ResolvedOn, ProjectCode, ProjectName, BodyId,
        new WarningFacts(
            RuleCode, Severity, Subject, null, Since, Until, Measure, Bound, Amount is { } dong ? new Vnd(dong) : null, Body, BodyEn,
            AtRisk is { } risk ? new Vnd(risk) : null));
}
