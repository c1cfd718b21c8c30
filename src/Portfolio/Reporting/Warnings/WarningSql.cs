namespace Portfolio.Reporting.Warnings;

/// <summary>Pieces of the statements about warnings.</summary>
internal static class WarningSql
{
    /// <summary>The columns of <see cref="WarningRow"/>, of the episode <c>e</c>.</summary>
    public const string Columns = """
            e.id, e.rule_code as rule, e.severity, e.subject_type, e.subject_id, e.since, e.until, e.measure, e.bound, e.amount, e.opened_on, e.red_on,
            e.acknowledged_on, e.expected_on, e.resolved_on, x.code as project_code, x.name as project_name, m.code as milestone_code,
            case e.subject_type
                when 'milestone' then m.name
                when 'package' then concat_ws(' – ', c.name, nullif(k.section, ''))
                when 'obstacle' then o.title
                when 'report' then d.name
                else coalesce(x.name, '')
            end as subject_name,
            st.name as step_name, st.name_en as step_name_en, b.code as body_code, b.name as body_name, b.name_en as body_name_en, e.assigned_id is not null as assigned,
            coalesce(s.at_risk, 0)::bigint as at_risk
        """;

    /// <summary>Whether figures of the project <c>x</c> that warnings look at are made up for demonstration.</summary>
    public const string Illustrative = $"""
        ({IllustrativeProjects.Is} or exists (select 1 from funding.need n where n.project_id = x.id and n.figure_basis = 'illustrative'))
        """;

    /// <summary>What was said of the episode <c>e</c> last, by whom and to whom, and who acknowledged it last; with <see cref="Talk"/>.</summary>
    public const string Said = """
            said.text as last_said, said.kind as said_kind, said.entered_by as said_by, said.told as said_to, said.told_en as said_to_en,
            case when e.acknowledged_on is not null
                then (select r.entered_by from slippage.remark r where r.episode_id = e.id and r.kind = 'acknowledged' order by r.id desc limit 1) end as acknowledged_by
        """;

    /// <summary>The last words on the episode <c>e</c>.</summary>
    public const string Talk = """
        left join lateral (
                select r.text, r.kind, r.entered_by, o.name as told, o.name_en as told_en
                from slippage.remark r
                left join directory.body o on o.id = r.body_id
                where r.episode_id = e.id and r.text is not null
                order by r.id desc
                limit 1
            ) said on true
        """;

    /// <summary>The episode <c>e</c> with its project, that project's standing, and what stands beside it.</summary>
    public const string Tables = $"""
        from slippage.episode e
        left join projects.project x on x.id = e.project_id
        left join slippage.project_state s on s.project_id = e.project_id
        {Beside}
        """;

    /// <summary>What stands beside the episode <c>e</c>, its project <c>x</c> and that project's standing <c>s</c>.</summary>
    public const string Beside = """
        left join milestones.milestone m on e.subject_type = 'milestone' and m.id = e.subject_id
        left join land_clearance.package k on e.subject_type = 'package' and k.id = e.subject_id
        left join directory.commune c on c.id = k.commune_id
        left join plans.plan kp on e.rule_code = 'land.step_late' and kp.id = k.plan_id
        left join land_clearance.step st on st.province_code = kp.province_code and st.position = e.measure
        left join land_clearance.obstacle o on e.subject_type = 'obstacle' and o.id = e.subject_id
        left join plans.report_duty d on e.subject_type = 'report' and d.id = e.subject_id
        left join directory.body b on b.id = coalesce(e.assigned_id, e.body_id, s.body_id)
        """;

    /// <summary>Whether the project <c>x</c> is of the province within reach.</summary>
    public const string InProvince = """
        (@Province::text is null or x.plan_id in (select l.id from plans.plan l where l.province_code = @Province))
        """;

    /// <summary>
    /// Whether the warning <c>e</c> of the project <c>x</c> is within reach: of the province, and of the bodies that answer for the project, must act
    /// or were told to.
    /// </summary>
    public const string Reached = $"""
        ({InProvince}
                and (@Bodies::bigint[] is null or e.body_id = any(@Bodies) or e.assigned_id = any(@Bodies)
                    or exists (select 1 from projects.project_body r where r.project_id = x.id and r.role in ('owner', 'lead') and r.body_id = any(@Bodies))))
        """;

    /// <summary>When was last scanned, and whether money adds up.</summary>
    public const string Standing = """
            (select max(k.scanned_on) from slippage.scan k) as scanned_on,
            exists (select 1 from slippage.episode k where k.rule_code = 'ledger.broken' and k.resolved_on is null) as ledger_broken
        """;
}
