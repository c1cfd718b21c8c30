-- migrate:up
-- What the board of warnings says of a province or of the country is kept, not counted: how many warnings are open, how they came and went by
-- the month, and what capital hangs on them, each by programme. A warning bears the programme of its project, so that a project that moves or
-- goes takes its warnings along.
alter table slippage.episode add column programme_id bigint;
comment on column slippage.episode.programme_id is 'Programme of that project';
update slippage.episode e set programme_id = x.programme_id from projects.project x where x.id = e.project_id;
alter table slippage.episode drop constraint episode_project_id_fkey,
    add constraint episode_programme check ((project_id is null) = (programme_id is null)),
    add constraint episode_project_fk foreign key (project_id, programme_id) references projects.project (id, programme_id) on update cascade on delete cascade;

alter table slippage.project_state add column programme_id bigint;
comment on column slippage.project_state.programme_id is 'Its programme';
update slippage.project_state s set programme_id = x.programme_id from projects.project x where x.id = s.project_id;
alter table slippage.project_state drop constraint project_state_project_id_fkey, alter column programme_id set not null,
    add constraint project_state_project_fk foreign key (project_id, programme_id) references projects.project (id, programme_id) on update cascade on delete cascade;

create function slippage.fill_programme() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
begin
    select x.programme_id into new.programme_id from projects.project x where x.id = new.project_id;
    return new;
end $$;
comment on function slippage.fill_programme() is 'Names the programme of a project where whoever writes has not';
create trigger episode_programme before insert on slippage.episode
    for each row when (new.project_id is not null and new.programme_id is null) execute function slippage.fill_programme();
create trigger project_state_programme before insert on slippage.project_state
    for each row when (new.programme_id is null) execute function slippage.fill_programme();

-- Most warnings change what they measure each day: half of each page is left free for it, so that no index has to follow.
alter table slippage.episode set (fillfactor = 50);
alter table slippage.project_state set (fillfactor = 50);

-- Came and went are kept by the month now; what goes with a project is found by it, resolved or not.
drop index slippage.episode_months_idx;
create index episode_past_idx on slippage.episode (project_id);
drop index slippage.episode_body_idx;
create index episode_body_idx on slippage.episode (body_id) where body_id is not null;
drop index slippage.episode_assigned_idx;
create index episode_assigned_idx on slippage.episode (assigned_id) where assigned_id is not null;
create index project_state_body_idx on slippage.project_state (body_id);
create index episode_answered_idx on slippage.episode (programme_id) where resolved_on is null and acknowledged_on is not null;

create table slippage.open_count (
    programme_id bigint not null references plans.programme (id) on delete cascade,
    rule_code text not null references slippage.rule (code),
    severity text not null check (severity in ('amber', 'red')),
    warnings integer not null,
    primary key (programme_id, rule_code, severity)
) with (fillfactor = 50);
comment on table slippage.open_count is 'Open warnings of projects; kept by trigger';
comment on column slippage.open_count.programme_id is 'Programme of the projects';
comment on column slippage.open_count.rule_code is 'Rule';
comment on column slippage.open_count.severity is 'amber or red';
comment on column slippage.open_count.warnings is 'How many are open';

create table slippage.month_count (
    programme_id bigint not null references plans.programme (id) on delete cascade,
    month date not null check (extract(day from month) = 1),
    opened integer not null,
    resolved integer not null,
    red integer not null,
    primary key (programme_id, month)
) with (fillfactor = 50);
comment on table slippage.month_count is 'Warnings of projects by the month in which they changed; kept by trigger';
comment on column slippage.month_count.programme_id is 'Programme of the projects';
comment on column slippage.month_count.month is 'First day of the month';
comment on column slippage.month_count.opened is 'Opened in it';
comment on column slippage.month_count.resolved is 'Whose condition ended in it';
comment on column slippage.month_count.red is 'Became red in it, less red ones whose condition ended in it';

create table slippage.risk_sum (
    programme_id bigint primary key references plans.programme (id) on delete cascade,
    red_projects integer not null,
    amber_projects integer not null,
    any_amber_projects integer not null,
    red_at_risk bigint not null,
    amber_at_risk bigint not null,
    any_amber_at_risk bigint not null
) with (fillfactor = 50);
comment on table slippage.risk_sum is 'Projects with warnings and the capital that hangs on them, each project once; kept by trigger';
comment on column slippage.risk_sum.programme_id is 'Programme of the projects';
comment on column slippage.risk_sum.red_projects is 'Projects with a red warning';
comment on column slippage.risk_sum.amber_projects is 'Projects whose worst warning is amber';
comment on column slippage.risk_sum.any_amber_projects is 'Projects with an amber warning, whether or not with a red one as well';
comment on column slippage.risk_sum.red_at_risk is 'Capital of the budget year not yet paid out of projects with a red warning, whole đồng';
comment on column slippage.risk_sum.amber_at_risk is 'The same of projects whose worst warning is amber, whole đồng';
comment on column slippage.risk_sum.any_amber_at_risk is 'The same of projects with an amber warning, whole đồng';

create type slippage.episode_change as (programme_id bigint, rule_code text, severity text, opened_on date, red_on date, resolved_on date, sign integer);
comment on type slippage.episode_change is 'How many warnings of one kind a statement has added (sign); negative = taken away';

create function slippage.carry_episodes(changes slippage.episode_change[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    insert into slippage.open_count as o (programme_id, rule_code, severity, warnings)
    select c.programme_id, c.rule_code, c.severity, sum(c.sign)
    from unnest(changes) c
    where c.resolved_on is null
    group by c.programme_id, c.rule_code, c.severity
    having sum(c.sign) <> 0
    order by c.programme_id, c.rule_code, c.severity
    on conflict (programme_id, rule_code, severity) do update set warnings = o.warnings + excluded.warnings;

    insert into slippage.month_count as o (programme_id, month, opened, resolved, red)
    select c.programme_id, date_trunc('month', v.day)::date, sum(c.sign * v.opened), sum(c.sign * v.resolved), sum(c.sign * v.red)
    from unnest(changes) c
    cross join lateral (values
        (c.opened_on, 1, 0, 0), (c.resolved_on, 0, 1, 0), (c.red_on, 0, 0, 1), (case when c.red_on is not null then c.resolved_on end, 0, 0, -1)
    ) v (day, opened, resolved, red)
    where v.day is not null
    group by c.programme_id, date_trunc('month', v.day)::date
    having sum(c.sign * v.opened) <> 0 or sum(c.sign * v.resolved) <> 0 or sum(c.sign * v.red) <> 0
    order by 1, 2
    on conflict (programme_id, month) do update set opened = o.opened + excluded.opened, resolved = o.resolved + excluded.resolved, red = o.red + excluded.red;
end $$;
comment on function slippage.carry_episodes(slippage.episode_change[]) is 'Carries warnings that came and went into open_count and month_count';
revoke execute on function slippage.carry_episodes(slippage.episode_change[]) from public;

-- Most changes touch nothing that is counted: what was and what is cancel out before anything is carried. Summed and not joined, because the plan
-- of a statement in here is kept, and one made for a few rows must do for all of them.
create function slippage.count_episodes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    changes slippage.episode_change[];
begin
    if tg_op = 'INSERT' then
        select array_agg((a.programme_id, a.rule_code, a.severity, a.opened_on, a.red_on, a.resolved_on, 1)::slippage.episode_change) into changes
        from added a where a.programme_id is not null and a.severity <> 'notice';
    elsif tg_op = 'DELETE' then
        select array_agg((r.programme_id, r.rule_code, r.severity, r.opened_on, r.red_on, r.resolved_on, -1)::slippage.episode_change) into changes
        from removed r where r.programme_id is not null and r.severity <> 'notice';
    else
        select array_agg((c.programme_id, c.rule_code, c.severity, c.opened_on, c.red_on, c.resolved_on, c.sign)::slippage.episode_change) into changes
        from (
            select b.programme_id, b.rule_code, b.severity, b.opened_on, b.red_on, b.resolved_on, sum(b.sign) as sign
            from (
                select a.programme_id, a.rule_code, a.severity, a.opened_on, a.red_on, a.resolved_on, 1 as sign from added a
                union all
                select r.programme_id, r.rule_code, r.severity, r.opened_on, r.red_on, r.resolved_on, -1 from removed r
            ) b
            where b.programme_id is not null and b.severity <> 'notice'
            group by b.programme_id, b.rule_code, b.severity, b.opened_on, b.red_on, b.resolved_on
            having sum(b.sign) <> 0
        ) c;
    end if;
    if changes is not null then
        perform slippage.carry_episodes(changes);
    end if;
    return null;
end $$;
comment on function slippage.count_episodes() is 'Tells carry_episodes what a statement did to warnings';
revoke execute on function slippage.count_episodes() from public;
create trigger episode_count_added after insert on slippage.episode
    referencing new table as added for each statement execute function slippage.count_episodes();
create trigger episode_count_changed after update on slippage.episode
    referencing old table as removed new table as added for each statement execute function slippage.count_episodes();
create trigger episode_count_removed after delete on slippage.episode
    referencing old table as removed for each statement execute function slippage.count_episodes();

create type slippage.state_change as (programme_id bigint, amber integer, red integer, at_risk bigint, sign integer);
comment on type slippage.state_change is 'How many projects of one standing a statement has added (sign); negative = taken away';

create function slippage.carry_states(changes slippage.state_change[]) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
    as $$
    insert into slippage.risk_sum as o (programme_id, red_projects, amber_projects, any_amber_projects, red_at_risk, amber_at_risk, any_amber_at_risk)
    select c.programme_id, coalesce(sum(c.sign) filter (where c.red > 0), 0), coalesce(sum(c.sign) filter (where c.red = 0 and c.amber > 0), 0),
        coalesce(sum(c.sign) filter (where c.amber > 0), 0), coalesce(sum(c.sign * c.at_risk) filter (where c.red > 0), 0),
        coalesce(sum(c.sign * c.at_risk) filter (where c.red = 0 and c.amber > 0), 0), coalesce(sum(c.sign * c.at_risk) filter (where c.amber > 0), 0)
    from unnest(changes) c
    where c.red > 0 or c.amber > 0
    group by c.programme_id
    order by c.programme_id
    on conflict (programme_id) do update
    set red_projects = o.red_projects + excluded.red_projects, amber_projects = o.amber_projects + excluded.amber_projects,
        any_amber_projects = o.any_amber_projects + excluded.any_amber_projects, red_at_risk = o.red_at_risk + excluded.red_at_risk,
        amber_at_risk = o.amber_at_risk + excluded.amber_at_risk, any_amber_at_risk = o.any_amber_at_risk + excluded.any_amber_at_risk
$$;
comment on function slippage.carry_states(slippage.state_change[]) is 'Carries the standing of projects that changed into risk_sum';
revoke execute on function slippage.carry_states(slippage.state_change[]) from public;

create function slippage.count_states() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    changes slippage.state_change[];
begin
    if tg_op = 'INSERT' then
        select array_agg((a.programme_id, a.amber, a.red, a.at_risk, 1)::slippage.state_change) into changes from added a where a.red > 0 or a.amber > 0;
    elsif tg_op = 'DELETE' then
        select array_agg((r.programme_id, r.amber, r.red, r.at_risk, -1)::slippage.state_change) into changes from removed r where r.red > 0 or r.amber > 0;
    else
        select array_agg((c.programme_id, c.amber, c.red, c.at_risk, c.sign)::slippage.state_change) into changes
        from (
            select b.programme_id, b.amber, b.red, b.at_risk, sum(b.sign) as sign
            from (
                select a.programme_id, a.amber, a.red, a.at_risk, 1 as sign from added a
                union all
                select r.programme_id, r.amber, r.red, r.at_risk, -1 from removed r
            ) b
            where b.red > 0 or b.amber > 0
            group by b.programme_id, b.amber, b.red, b.at_risk
            having sum(b.sign) <> 0
        ) c;
    end if;
    if changes is not null then
        perform slippage.carry_states(changes);
    end if;
    return null;
end $$;
comment on function slippage.count_states() is 'Tells carry_states what a statement did to the standing of projects';
revoke execute on function slippage.count_states() from public;
create trigger project_state_count_added after insert on slippage.project_state
    referencing new table as added for each statement execute function slippage.count_states();
create trigger project_state_count_changed after update on slippage.project_state
    referencing old table as removed new table as added for each statement execute function slippage.count_states();
create trigger project_state_count_removed after delete on slippage.project_state
    referencing old table as removed for each statement execute function slippage.count_states();

-- What stands already.
select slippage.carry_episodes(array_agg((e.programme_id, e.rule_code, e.severity, e.opened_on, e.red_on, e.resolved_on, 1)::slippage.episode_change))
from slippage.episode e where e.programme_id is not null and e.severity <> 'notice';
select slippage.carry_states(array_agg((s.programme_id, s.amber, s.red, s.at_risk, 1)::slippage.state_change)) from slippage.project_state s;

create trigger open_count_kept_by_trigger before insert or update or delete on slippage.open_count
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger open_count_no_truncate before truncate on slippage.open_count
    for each statement execute function common.refuse_change();
create trigger month_count_kept_by_trigger before insert or update or delete on slippage.month_count
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger month_count_no_truncate before truncate on slippage.month_count
    for each statement execute function common.refuse_change();
create trigger risk_sum_kept_by_trigger before insert or update or delete on slippage.risk_sum
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger risk_sum_no_truncate before truncate on slippage.risk_sum
    for each statement execute function common.refuse_change();

-- The rules ask for the few milestones of a kind, for what was met after a day, and for what was moved: not for every milestone of the country.
create index milestone_kind_idx on milestones.milestone (kind_code, project_id) include (id, planned_on, planned_precision, met_on, reported_on)
    where dropped_on is null and kind_code <> 'other';
create index milestone_met_idx on milestones.milestone (met_on, project_id) where met_on is not null and dropped_on is null;
create index milestone_moved_idx on milestones.milestone (project_id) where moves > 0;

-- Whether a view holds figures made up for demonstration is asked of these, of which most databases hold none.
create index milestone_illustrative_idx on milestones.milestone (project_id) where figure_basis = 'illustrative';
create index date_entry_illustrative_idx on milestones.date_entry (project_id) where figure_basis = 'illustrative';
create index package_illustrative_idx on land_clearance.package (project_id) where figure_basis = 'illustrative';

-- migrate:down
drop index land_clearance.package_illustrative_idx;
drop index milestones.date_entry_illustrative_idx;
drop index milestones.milestone_illustrative_idx;
drop index milestones.milestone_moved_idx;
drop index milestones.milestone_met_idx;
drop index milestones.milestone_kind_idx;
drop trigger project_state_count_removed on slippage.project_state;
drop trigger project_state_count_changed on slippage.project_state;
drop trigger project_state_count_added on slippage.project_state;
drop function slippage.count_states();
drop function slippage.carry_states(slippage.state_change[]);
drop type slippage.state_change;
drop trigger episode_count_removed on slippage.episode;
drop trigger episode_count_changed on slippage.episode;
drop trigger episode_count_added on slippage.episode;
drop function slippage.count_episodes();
drop function slippage.carry_episodes(slippage.episode_change[]);
drop type slippage.episode_change;
drop table slippage.risk_sum;
drop table slippage.month_count;
drop table slippage.open_count;
drop index slippage.episode_answered_idx;
drop index slippage.project_state_body_idx;
drop index slippage.episode_assigned_idx;
create index episode_assigned_idx on slippage.episode (assigned_id) where resolved_on is null and assigned_id is not null;
drop index slippage.episode_body_idx;
create index episode_body_idx on slippage.episode (body_id) where resolved_on is null and body_id is not null;
drop index slippage.episode_past_idx;
create index episode_months_idx on slippage.episode (opened_on, resolved_on);
alter table slippage.project_state set (fillfactor = 80);
alter table slippage.episode set (fillfactor = 80);
drop trigger project_state_programme on slippage.project_state;
drop trigger episode_programme on slippage.episode;
drop function slippage.fill_programme();
alter table slippage.project_state drop constraint project_state_project_fk, drop column programme_id,
    add constraint project_state_project_id_fkey foreign key (project_id) references projects.project (id) on delete cascade;
alter table slippage.episode drop constraint episode_project_fk, drop constraint episode_programme, drop column programme_id,
    add constraint episode_project_id_fkey foreign key (project_id) references projects.project (id) on delete cascade;
