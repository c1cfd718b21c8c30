-- migrate:up
-- What the first page counts is kept beside the rows that it counts, in the transaction that changes them and whoever changes
-- them, so that the page reads as few rows with a hundred thousand projects as with a hundred.
--
-- A count has a scope: the id of a plan, or a share of all plans together. The shares are eight, from -8 to -1, and those of a
-- plan are always the same one: a single row for all plans would be the one that everybody who writes waits for.
--
-- Whoever writes locks the rows of counts in one order, those of plans before those of the shares, which others need as well.
-- Rows whose count falls to nought stay.
create function common.share_of_all(plan_id bigint) returns bigint
    language sql immutable strict parallel safe
    as $$ select -1 - plan_id % 8 $$;
comment on function common.share_of_all(bigint) is 'The share of all plans that a plan is counted in: a scope from -8 to -1';

create table projects.plan_count (
    plan_id bigint primary key references plans.plan (id) on delete cascade,
    projects integer not null
) with (fillfactor = 50);
comment on table projects.plan_count is 'Number of projects of a plan, kept by trigger';
comment on column projects.plan_count.plan_id is 'Plan';
comment on column projects.plan_count.projects is 'Number of its projects';

create table projects.programme_count (
    programme_id bigint primary key references plans.programme (id) on delete cascade,
    projects integer not null
) with (fillfactor = 50);
comment on table projects.programme_count is 'Number of projects of a programme, kept by trigger';
comment on column projects.programme_count.programme_id is 'Programme';
comment on column projects.programme_count.projects is 'Number of its projects';

create table projects.shape_count (
    scope bigint not null,
    sector text not null,
    stage text,
    projects integer not null,
    constraint shape_count_key unique nulls not distinct (scope, sector, stage)
) with (fillfactor = 50);
comment on table projects.shape_count is 'Number of projects by sector and stage, kept by trigger';
comment on column projects.shape_count.scope is 'Id of a plan; -8 to -1 = a share of all plans';
comment on column projects.shape_count.sector is 'Sector';
comment on column projects.shape_count.stage is 'Stage; empty where no document says';
comment on column projects.shape_count.projects is 'Number of projects';

create type projects.project_change as (programme_id bigint, plan_id bigint, sector text, stage text, projects integer);
comment on type projects.project_change is 'How many projects a statement has added to those of one programme, sector and stage; negative = taken away';

create function projects.count_projects() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    changes projects.project_change[];
begin
    if tg_op = 'INSERT' then
        select array_agg(c) into changes
        from (
            select (programme_id, plan_id, sector, stage, count(*))::projects.project_change as c
            from added group by programme_id, plan_id, sector, stage
        ) g;
    elsif tg_op = 'DELETE' then
        select array_agg(c) into changes
        from (
            select (programme_id, plan_id, sector, stage, -count(*))::projects.project_change as c
            from removed group by programme_id, plan_id, sector, stage
        ) g;
    else
        select array_agg(c) into changes
        from (
            select (programme_id, plan_id, sector, stage, sum(n))::projects.project_change as c
            from (
                select programme_id, plan_id, sector, stage, 1 as n from added
                union all
                select programme_id, plan_id, sector, stage, -1 from removed
            ) b
            group by programme_id, plan_id, sector, stage
            having sum(n) <> 0
        ) g;
    end if;
    -- Most changes of a project change no count, and wait for nobody.
    if changes is null then
        return null;
    end if;

    insert into projects.programme_count as p (programme_id, projects)
    select c.programme_id, sum(c.projects)
    from unnest(changes) c
    group by c.programme_id
    having sum(c.projects) <> 0
    order by c.programme_id
    on conflict (programme_id) do update set projects = p.projects + excluded.projects;

    insert into projects.plan_count as p (plan_id, projects)
    select c.plan_id, sum(c.projects)
    from unnest(changes) c
    group by c.plan_id
    having sum(c.projects) <> 0
    order by c.plan_id
    on conflict (plan_id) do update set projects = p.projects + excluded.projects;

    insert into projects.shape_count as s (scope, sector, stage, projects)
    select o.scope, c.sector, c.stage, sum(c.projects)
    from unnest(changes) c
    cross join lateral (values (c.plan_id), (common.share_of_all(c.plan_id))) o (scope)
    group by o.scope, c.sector, c.stage
    having sum(c.projects) <> 0
    order by o.scope desc, c.sector, c.stage
    on conflict (scope, sector, stage) do update set projects = s.projects + excluded.projects;
    return null;
end $$;
comment on function projects.count_projects() is 'Carries what a statement did to projects into programme_count, plan_count and shape_count';
revoke execute on function projects.count_projects() from public;

create table milestones.open_count (
    scope bigint not null,
    unit text not null check (unit in ('day', 'month')),
    starts_on date not null,
    milestones integer not null,
    primary key (scope, unit, starts_on)
) with (fillfactor = 50);
comment on table milestones.open_count is 'Number of open milestones by the day and by the month they are planned for, kept by trigger: whole months and a few days make up any stretch of time';
comment on column milestones.open_count.scope is 'Id of a plan; -8 to -1 = a share of all plans';
comment on column milestones.open_count.unit is 'day or month';
comment on column milestones.open_count.starts_on is 'The day, or the first of the month';
comment on column milestones.open_count.milestones is 'Number of milestones planned for it and not met';

create type milestones.open_change as (plan_id bigint, planned_on date, milestones integer);
comment on type milestones.open_change is 'How many open milestones a statement has added to those of one plan and day; negative = taken away';

create function milestones.count_open() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    changes milestones.open_change[];
begin
    if tg_op = 'INSERT' then
        select array_agg(c) into changes
        from (
            select (plan_id, planned_on, count(*))::milestones.open_change as c
            from added where met_on is null and planned_on is not null group by plan_id, planned_on
        ) g;
    elsif tg_op = 'DELETE' then
        select array_agg(c) into changes
        from (
            select (plan_id, planned_on, -count(*))::milestones.open_change as c
            from removed where met_on is null and planned_on is not null group by plan_id, planned_on
        ) g;
    else
        select array_agg(c) into changes
        from (
            select (plan_id, planned_on, sum(n))::milestones.open_change as c
            from (
                select plan_id, planned_on, 1 as n from added where met_on is null and planned_on is not null
                union all
                select plan_id, planned_on, -1 from removed where met_on is null and planned_on is not null
            ) b
            group by plan_id, planned_on
            having sum(n) <> 0
        ) g;
    end if;
    if changes is null then
        return null;
    end if;

    insert into milestones.open_count as o (scope, unit, starts_on, milestones)
    select s.scope, u.unit, u.starts_on, sum(c.milestones)
    from unnest(changes) c
    cross join lateral (values (c.plan_id), (common.share_of_all(c.plan_id))) s (scope)
    cross join lateral (values ('day', c.planned_on), ('month', c.planned_on - extract(day from c.planned_on)::integer + 1)) u (unit, starts_on)
    group by s.scope, u.unit, u.starts_on
    having sum(c.milestones) <> 0
    order by s.scope desc, u.unit, u.starts_on
    on conflict (scope, unit, starts_on) do update set milestones = o.milestones + excluded.milestones;
    return null;
end $$;
comment on function milestones.count_open() is 'Carries what a statement did to milestones into open_count';
revoke execute on function milestones.count_open() from public;

create table funding.plan_envelope (
    plan_id bigint primary key references plans.plan (id) on delete cascade,
    state bigint,
    other bigint,
    itemised_state bigint not null default 0,
    itemised_other bigint not null default 0,
    need_state bigint not null default 0,
    need_other bigint not null default 0
) with (fillfactor = 50);
comment on table funding.plan_envelope is 'Envelopes of the programmes of a plan, summed; kept by trigger. All but the last two count programmes that state both classes';
comment on column funding.plan_envelope.plan_id is 'Plan';
comment on column funding.plan_envelope.state is 'Need from the state budget, whole đồng; empty where no programme states one';
comment on column funding.plan_envelope.other is 'Need from other sources, whole đồng; empty where no programme states one';
comment on column funding.plan_envelope.itemised_state is 'Of it taken up by projects, whole đồng';
comment on column funding.plan_envelope.itemised_other is 'Of it taken up by projects, whole đồng';
comment on column funding.plan_envelope.need_state is 'Need from the state budget of all programmes: what they state, else what their projects need, whole đồng';
comment on column funding.plan_envelope.need_other is 'The same from other sources, whole đồng';

create function funding.envelopes_of_plans(plan_ids bigint[])
    returns table (plan_id bigint, state bigint, other bigint, itemised_state bigint, itemised_other bigint, need_state bigint, need_other bigint)
    language sql stable
    as $$
        select i.plan_id, sum(g.state) filter (where g.whole)::bigint, sum(g.other) filter (where g.whole)::bigint,
            coalesce(sum(g.itemised_state) filter (where g.whole), 0)::bigint, coalesce(sum(g.itemised_other) filter (where g.whole), 0)::bigint,
            coalesce(sum(coalesce(g.state, g.itemised_state)), 0)::bigint, coalesce(sum(coalesce(g.other, g.itemised_other)), 0)::bigint
        from unnest(plan_ids) i (plan_id)
        left join (
            select p.plan_id, s.amount as state, o.amount as other, s.itemised as itemised_state, o.itemised as itemised_other,
                s.amount is not null and o.amount is not null as whole
            from plans.programme p
            left join funding.envelope s on s.programme_id = p.id and s.source_class = 'state'
            left join funding.envelope o on o.programme_id = p.id and o.source_class = 'other'
        ) g on g.plan_id = i.plan_id
        group by i.plan_id
    $$;
comment on function funding.envelopes_of_plans(bigint[]) is 'What plan_envelope holds, added up from the envelopes';

-- Summed anew and not carried on: a plan has few programmes, and what one class adds depends on the other. The rows are locked
-- first, so that the sum that follows sees what those who held them have committed.
create function funding.sum_envelopes(plan_ids bigint[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    insert into funding.plan_envelope (plan_id)
    select p.id from plans.plan p where p.id = any(plan_ids) order by p.id
    on conflict (plan_id) do nothing;

    perform 1 from funding.plan_envelope where plan_id = any(plan_ids) order by plan_id for no key update;

    update funding.plan_envelope p
    set state = e.state, other = e.other, itemised_state = e.itemised_state, itemised_other = e.itemised_other,
        need_state = e.need_state, need_other = e.need_other
    from funding.envelopes_of_plans(plan_ids) e
    where p.plan_id = e.plan_id
        and (p.state, p.other, p.itemised_state, p.itemised_other, p.need_state, p.need_other)
            is distinct from (e.state, e.other, e.itemised_state, e.itemised_other, e.need_state, e.need_other);
end $$;
comment on function funding.sum_envelopes(bigint[]) is 'Sums the envelopes of plans into plan_envelope';
revoke execute on function funding.sum_envelopes(bigint[]) from public;

create function funding.post_envelopes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    programme_ids bigint[];
begin
    if tg_op = 'INSERT' then
        select array_agg(programme_id) into programme_ids from added;
    elsif tg_op = 'DELETE' then
        select array_agg(programme_id) into programme_ids from removed;
    else
        select array_agg(programme_id) into programme_ids
        from (select programme_id from added union select programme_id from removed) c;
    end if;
    if programme_ids is not null then
        perform funding.sum_envelopes(array_agg(distinct plan_id)) from plans.programme where id = any(programme_ids);
    end if;
    return null;
end $$;
comment on function funding.post_envelopes() is 'Carries changed envelopes into plan_envelope';
revoke execute on function funding.post_envelopes() from public;

-- The envelopes of a programme that is taken out go with it, after which nothing tells any more whose they were.
create function funding.post_programmes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    plan_ids bigint[];
begin
    if tg_op = 'DELETE' then
        select array_agg(distinct plan_id) into plan_ids from removed;
    else
        select array_agg(distinct i.plan_id) into plan_ids
        from removed r join added a on a.id = r.id and a.plan_id <> r.plan_id
        cross join lateral (values (r.plan_id), (a.plan_id)) i (plan_id);
    end if;
    if plan_ids is not null then
        perform funding.sum_envelopes(plan_ids);
    end if;
    return null;
end $$;
comment on function funding.post_programmes() is 'Carries the envelopes of a programme that left a plan out of plan_envelope';
revoke execute on function funding.post_programmes() from public;

-- What the page of all plans needs of capital; a plan itself is read from funding.programme_year. Programmes of a plan have no row
-- in common elsewhere, and shall not wait for each other here: writers at the same time take lanes of their own.
create table funding.plan_year (
    plan_id bigint not null references plans.plan (id),
    source_class text not null,
    year integer not null,
    lane smallint not null,
    allocated bigint not null,
    payable bigint not null,
    paid bigint not null,
    primary key (plan_id, source_class, year, lane)
) with (fillfactor = 50);
comment on table funding.plan_year is 'Capital of a plan per class and year, kept by trigger; the figure is the sum over the lanes';
comment on column funding.plan_year.plan_id is 'Plan';
comment on column funding.plan_year.source_class is 'state or other';
comment on column funding.plan_year.year is 'Budget year';
comment on column funding.plan_year.lane is 'From 1 to 8: the first one that nobody else was writing in; a part of a figure may be negative in one lane';
comment on column funding.plan_year.allocated is 'Given by decisions, whole đồng';
comment on column funding.plan_year.payable is 'What may be paid out: given, and carried over in and out, less what lapsed, whole đồng';
comment on column funding.plan_year.paid is 'Paid out, whole đồng';

create function funding.free_lane(plan_id bigint) returns smallint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    for lane in 1..7 loop
        if pg_try_advisory_xact_lock(hashint8extended(plan_id, lane)) then
            return lane;
        end if;
    end loop;
    return 8;
end $$;
comment on function funding.free_lane(bigint) is 'The first lane of a plan that no other transaction writes in, held to the end of this one; the last one is shared';
revoke execute on function funding.free_lane(bigint) from public;

create function funding.post_plan_years() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    changes funding.plan_year[];
begin
    if tg_table_name = 'allocation_line' then
        select array_agg(c) into changes
        from (
            select (plan_id, source_class, year, 0, coalesce(sum(amount) filter (where entry = 'allocated'), 0),
                sum(case when entry in ('allocated', 'carried_in') then amount else -amount end), 0)::funding.plan_year as c
            from new_line group by plan_id, source_class, year
        ) g;
    else
        select array_agg(c) into changes
        from (
            select (plan_id, source_class, year, 0, 0, 0, sum(amount))::funding.plan_year as c
            from new_line group by plan_id, source_class, year
        ) g;
    end if;

    insert into funding.plan_year as y (plan_id, source_class, year, lane, allocated, payable, paid)
    select c.plan_id, c.source_class, c.year, l.lane, c.allocated, c.payable, c.paid
    from unnest(changes) c
    join (select p.plan_id, funding.free_lane(p.plan_id) as lane from (select distinct plan_id from unnest(changes)) p) l on l.plan_id = c.plan_id
    order by c.plan_id, c.source_class, c.year
    on conflict (plan_id, source_class, year, lane) do update
        set allocated = y.allocated + excluded.allocated, payable = y.payable + excluded.payable, paid = y.paid + excluded.paid;
    return null;
end $$;
comment on function funding.post_plan_years() is 'Carries lines of decisions and of payments into plan_year, after all other sums';
revoke execute on function funding.post_plan_years() from public;

-- Nobody adds, meets or moves anything between the counting of what is there and the first change that is carried on.
lock table projects.project, milestones.milestone, plans.programme, funding.envelope, funding.allocation_line, funding.payment_line
    in share row exclusive mode;

insert into projects.programme_count (programme_id, projects)
select programme_id, count(*) from projects.project group by programme_id;

insert into projects.plan_count (plan_id, projects)
select plan_id, count(*) from projects.project group by plan_id;

insert into projects.shape_count (scope, sector, stage, projects)
select o.scope, p.sector, p.stage, count(*)
from projects.project p
cross join lateral (values (p.plan_id), (common.share_of_all(p.plan_id))) o (scope)
group by o.scope, p.sector, p.stage;

insert into milestones.open_count (scope, unit, starts_on, milestones)
select s.scope, u.unit, u.starts_on, count(*)
from milestones.milestone m
cross join lateral (values (m.plan_id), (common.share_of_all(m.plan_id))) s (scope)
cross join lateral (values ('day', m.planned_on), ('month', m.planned_on - extract(day from m.planned_on)::integer + 1)) u (unit, starts_on)
where m.met_on is null and m.planned_on is not null
group by s.scope, u.unit, u.starts_on;

select funding.sum_envelopes(array_agg(id)) from plans.plan;

insert into funding.plan_year (plan_id, source_class, year, lane, allocated, payable, paid)
select plan_id, source_class, year, 1, sum(allocated), sum(allocated + carried_in - carried_out - lapsed), sum(paid)
from funding.programme_year
group by plan_id, source_class, year;

create trigger project_count_added after insert on projects.project
    referencing new table as added
    for each statement execute function projects.count_projects();
create trigger project_count_removed after delete on projects.project
    referencing old table as removed
    for each statement execute function projects.count_projects();
create trigger project_count_changed after update on projects.project
    referencing old table as removed new table as added
    for each statement execute function projects.count_projects();
create trigger milestone_count_added after insert on milestones.milestone
    referencing new table as added
    for each statement execute function milestones.count_open();
create trigger milestone_count_removed after delete on milestones.milestone
    referencing old table as removed
    for each statement execute function milestones.count_open();
create trigger milestone_count_changed after update on milestones.milestone
    referencing old table as removed new table as added
    for each statement execute function milestones.count_open();
create trigger envelope_post_added after insert on funding.envelope
    referencing new table as added
    for each statement execute function funding.post_envelopes();
create trigger envelope_post_removed after delete on funding.envelope
    referencing old table as removed
    for each statement execute function funding.post_envelopes();
create trigger envelope_post_changed after update on funding.envelope
    referencing old table as removed new table as added
    for each statement execute function funding.post_envelopes();
-- Triggers of one table fire in the order of their names: these come after those that keep the other sums.
create trigger allocation_line_post_years after insert on funding.allocation_line
    referencing new table as new_line for each statement execute function funding.post_plan_years();
create trigger payment_line_post_years after insert on funding.payment_line
    referencing new table as new_line for each statement execute function funding.post_plan_years();
create trigger programme_post_removed after delete on plans.programme
    referencing old table as removed
    for each statement execute function funding.post_programmes();
create trigger programme_post_changed after update on plans.programme
    referencing old table as removed new table as added
    for each statement execute function funding.post_programmes();

-- From here on nobody writes them directly.
create trigger programme_count_kept_by_trigger before insert or update or delete on projects.programme_count
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger programme_count_no_truncate before truncate on projects.programme_count
    for each statement execute function common.refuse_change();
create trigger plan_count_kept_by_trigger before insert or update or delete on projects.plan_count
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger plan_count_no_truncate before truncate on projects.plan_count
    for each statement execute function common.refuse_change();
create trigger shape_count_kept_by_trigger before insert or update or delete on projects.shape_count
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger shape_count_no_truncate before truncate on projects.shape_count
    for each statement execute function common.refuse_change();
create trigger open_count_kept_by_trigger before insert or update or delete on milestones.open_count
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger open_count_no_truncate before truncate on milestones.open_count
    for each statement execute function common.refuse_change();
create trigger plan_envelope_kept_by_trigger before insert or update or delete on funding.plan_envelope
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger plan_envelope_no_truncate before truncate on funding.plan_envelope
    for each statement execute function common.refuse_change();

create trigger plan_year_kept_by_trigger before insert or update or delete on funding.plan_year
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger plan_year_no_truncate before truncate on funding.plan_year
    for each statement execute function common.refuse_change();

create index plan_position_idx on plans.plan (position, code);
-- Whether any decision or ceiling of a plan is made up, without reading them.
create index decision_illustrative_idx on funding.decision (plan_id)
    where figure_basis = 'illustrative' and status = 'approved' and withdrawn_at is null;
create index source_year_illustrative_idx on funding.source_year (plan_id) where ceiling_basis = 'illustrative';

-- migrate:down
drop index funding.source_year_illustrative_idx;
drop index funding.decision_illustrative_idx;
drop index plans.plan_position_idx;
drop trigger programme_post_removed on plans.programme;
drop trigger programme_post_changed on plans.programme;
drop trigger envelope_post_added on funding.envelope;
drop trigger envelope_post_removed on funding.envelope;
drop trigger envelope_post_changed on funding.envelope;
drop trigger allocation_line_post_years on funding.allocation_line;
drop trigger payment_line_post_years on funding.payment_line;
drop trigger milestone_count_added on milestones.milestone;
drop trigger milestone_count_removed on milestones.milestone;
drop trigger milestone_count_changed on milestones.milestone;
drop trigger project_count_added on projects.project;
drop trigger project_count_removed on projects.project;
drop trigger project_count_changed on projects.project;
drop function funding.post_plan_years();
drop function funding.free_lane(bigint);
drop function funding.post_programmes();
drop function funding.post_envelopes();
drop function funding.sum_envelopes(bigint[]);
drop function milestones.count_open();
drop function projects.count_projects();
drop type milestones.open_change;
drop type projects.project_change;
drop function funding.envelopes_of_plans(bigint[]);
drop table funding.plan_year;
drop table funding.plan_envelope;
drop table milestones.open_count;
drop table projects.shape_count;
drop table projects.plan_count;
drop table projects.programme_count;
drop function common.share_of_all(bigint);
