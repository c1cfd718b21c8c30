-- migrate:up
-- Dates move by entries alone: an entry says what a date was and what it is now, the table of entries only grows, and so no
-- earlier date is ever lost.
-- Of what only grows, demonstration alone is taken out again, with the demonstration.
create function common.refuse_real_delete() returns trigger
    language plpgsql
    as $$
begin
    if old.figure_basis = 'illustrative' then
        return old;
    end if;
    raise exception 'table %.% is append-only: delete is not allowed', tg_table_schema, tg_table_name
        using errcode = 'restrict_violation', constraint = 'append_only';
end $$;
comment on function common.refuse_real_delete() is 'Trigger that refuses to delete rows of append-only tables, but for those made up for demonstration';

create sequence milestones.revision;
comment on sequence milestones.revision is 'Versions of milestones; rises with every change';

alter table milestones.kind add column is_key boolean not null default false;
comment on column milestones.kind.is_key is 'Whether "done" on a milestone of this kind waits for confirmation where the province asks for it';

create table milestones.standard (
    project_kind text not null check (project_kind in ('construction', 'planning', 'scheme', 'task')),
    kind_code text not null references milestones.kind (code),
    weight integer not null check (weight between 0 and 1000),
    after_kind text,
    lag_days integer not null default 0 check (lag_days between 0 and 3650),
    primary key (project_kind, kind_code),
    constraint standard_after_fk foreign key (project_kind, after_kind) references milestones.standard (project_kind, kind_code),
    constraint standard_not_after_itself check (after_kind <> kind_code)
);
comment on table milestones.standard is 'Standard sets: the milestones of a project of a kind, with weights and order';
comment on column milestones.standard.project_kind is 'Kind of project';
comment on column milestones.standard.kind_code is 'Kind of milestone';
comment on column milestones.standard.weight is 'Part of the physical progress, relative to the other milestones of the project';
comment on column milestones.standard.after_kind is 'Kind of milestone that comes before; empty for the first';
comment on column milestones.standard.lag_days is 'Days that pass after that one at least';

create table milestones.province_rule (
    province_code text primary key references directory.province (code),
    confirms boolean not null,
    changed_by text not null,
    changed_at timestamptz not null default now()
);
comment on table milestones.province_rule is 'What a province has ruled on milestones; none = nothing is confirmed';
comment on column milestones.province_rule.province_code is 'Province';
comment on column milestones.province_rule.confirms is 'Whether "done" on a key milestone waits for the confirmation of the construction department';
comment on column milestones.province_rule.changed_by is 'Who ruled';
comment on column milestones.province_rule.changed_at is 'When';

alter table milestones.milestone
    add column weight integer not null default 1 check (weight between 0 and 1000),
    add column percent integer not null default 0 check (percent between 0 and 100),
    add column document_on date,
    add column document_precision text,
    add column document_text text,
    add column baseline_on date,
    add column baseline_precision text,
    add column baseline_text text,
    add column stated_on date,
    add column stated_precision text,
    add column stated_text text,
    add column reported_on date,
    add column confirmed_on date,
    add column dropped_on date,
    add column moves integer not null default 0,
    add column days_moved integer not null default 0,
    add column figure_basis text not null default 'official' check (figure_basis in ('official', 'entered', 'illustrative')),
    add column updated_at timestamptz,
    add column revision bigint not null default nextval('milestones.revision'),
    add constraint milestone_project_key unique (id, project_id),
    alter column source_file drop not null,
    alter column source_section drop not null,
    alter column source_item drop not null,
    add constraint milestone_document check (num_nulls(document_precision, document_text) in (0, 2)
        and num_nulls(source_file, source_section, source_item) in (0, 3)),
    add constraint milestone_baseline check (num_nulls(baseline_on, baseline_precision, baseline_text) in (0, 3)),
    add constraint milestone_stated check (num_nulls(stated_on, stated_precision, stated_text) in (0, 3)),
    add constraint milestone_confirmed check (confirmed_on is null or met_on is not null),
    add constraint milestone_dropped check (dropped_on is null or met_on is null);
update milestones.milestone set document_on = planned_on, document_precision = planned_precision, document_text = planned_text;
update milestones.milestone
set baseline_on = planned_on, baseline_precision = planned_precision, baseline_text = planned_text
where planned_on is not null;
comment on column milestones.milestone.weight is 'Part of the physical progress of its project, relative to the other milestones';
comment on column milestones.milestone.percent is 'How far it is, in percent; 100 only once it is reported done';
comment on column milestones.milestone.document_on is 'Last day of the period that the document names; empty for continuous work and for milestones that no document names';
comment on column milestones.milestone.document_precision is 'How exact that is; empty for milestones that no document names';
comment on column milestones.milestone.document_text is 'The date as the document writes it';
comment on column milestones.milestone.baseline_on is 'Last day of the period it was planned for at first, or since it was baselined anew; empty for continuous work';
comment on column milestones.milestone.baseline_precision is 'How exact that is';
comment on column milestones.milestone.baseline_text is 'That date in words';
comment on column milestones.milestone.stated_on is 'Last day of the period in which the owner expects it; empty = he expects what is planned';
comment on column milestones.milestone.stated_precision is 'How exact that is';
comment on column milestones.milestone.stated_text is 'That date in words';
comment on column milestones.milestone.reported_on is 'Day on which it was met by the word of the owner; counts as met once it is confirmed, or at once where nothing is confirmed';
comment on column milestones.milestone.confirmed_on is 'Business day on which the construction department confirmed it';
comment on column milestones.milestone.dropped_on is 'Business day on which it was dropped from the plan of the project; its dates stay';
comment on column milestones.milestone.moves is 'How often the planned date moved, kept by trigger';
comment on column milestones.milestone.days_moved is 'Sum of the days by which it moved, kept by trigger';
comment on column milestones.milestone.figure_basis is 'official (a document), entered (an officer), illustrative (demonstration)';
comment on column milestones.milestone.updated_at is 'When somebody last said anything of it';
comment on column milestones.milestone.revision is 'Version of the milestone';

-- Dropped work is open no more.
drop index milestones.milestone_plan_open_idx;
drop index milestones.milestone_open_idx;
create index milestone_plan_open_idx on milestones.milestone (plan_id, planned_on, id)
    where met_on is null and dropped_on is null and planned_on is not null;
create index milestone_open_idx on milestones.milestone (planned_on, id)
    where met_on is null and dropped_on is null and planned_on is not null;
create index milestone_reported_idx on milestones.milestone (plan_id, reported_on, id)
    where reported_on is not null and met_on is null;

create table milestones.date_entry (
    id bigint generated always as identity primary key,
    milestone_id bigint not null,
    project_id bigint not null,
    field text not null check (field in ('baseline', 'planned', 'stated', 'reported', 'met', 'confirmed', 'dropped')),
    was_on date,
    was_precision text,
    was_text text,
    now_on date,
    now_precision text,
    now_text text,
    reason_code text check (reason_code in
        ('land', 'capital', 'design', 'contractor', 'weather', 'materials', 'procedure', 'document', 'correction', 'other')),
    note text,
    entered_by text not null,
    entered_account bigint,
    entered_on date not null,
    entered_at timestamptz not null default now(),
    figure_basis text not null default 'entered' check (figure_basis in ('official', 'entered', 'illustrative')),
    constraint date_entry_milestone_fk foreign key (milestone_id, project_id) references milestones.milestone (id, project_id),
    constraint date_entry_changes check ((was_on, was_precision, was_text) is distinct from (now_on, now_precision, now_text))
);
create index date_entry_milestone_idx on milestones.date_entry (milestone_id, id);
create index date_entry_project_idx on milestones.date_entry (project_id, id desc);
comment on table milestones.date_entry is 'Every change of a date of a milestone: what it was, what it is now, who, when and why; append-only';
comment on column milestones.date_entry.id is 'Surrogate key; the order of the changes';
comment on column milestones.date_entry.milestone_id is 'Milestone';
comment on column milestones.date_entry.project_id is 'Its project';
comment on column milestones.date_entry.field is 'Which date: baseline, planned, stated (forecast of the owner), reported, met, confirmed, dropped';
comment on column milestones.date_entry.was_on is 'The date before; empty = none';
comment on column milestones.date_entry.was_precision is 'How exact it was';
comment on column milestones.date_entry.was_text is 'That date in words';
comment on column milestones.date_entry.now_on is 'The date from now on; empty = none';
comment on column milestones.date_entry.now_precision is 'How exact it is';
comment on column milestones.date_entry.now_text is 'That date in words';
comment on column milestones.date_entry.reason_code is 'Why: land, capital, design, contractor, weather, materials, procedure, document (a corrected document), correction (of a slip), other';
comment on column milestones.date_entry.note is 'Why, in words';
comment on column milestones.date_entry.entered_by is 'Who';
comment on column milestones.date_entry.entered_account is 'Account of that person; empty for the program itself. No foreign key: entries outlive accounts';
comment on column milestones.date_entry.entered_on is 'Business day';
comment on column milestones.date_entry.entered_at is 'When';
comment on column milestones.date_entry.figure_basis is 'official, entered or illustrative';
create trigger date_entry_append_only before update or truncate on milestones.date_entry
    for each statement execute function common.refuse_change();
create trigger date_entry_stays before delete on milestones.date_entry
    for each row execute function common.refuse_real_delete();

-- Dates are written here alone. An entry that was based on another date than the one that stands is refused, so the entries of
-- a date form a chain from its first to its last.
create function milestones.post_date_entries() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    wanted bigint;
    done bigint;
begin
    if exists (select 1 from new_entry group by milestone_id, field having count(*) > 1) then
        raise exception 'a statement moves a date of a milestone once'
            using errcode = 'restrict_violation', schema = 'milestones', table = 'date_entry', constraint = 'date_entry_once';
    end if;
    select count(distinct milestone_id) into wanted from new_entry;
    with change as (
        select milestone_id, max(entered_at) as entered_at,
            bool_or(field = 'baseline') as baseline, max(was_on) filter (where field = 'baseline') as baseline_was, max(now_on) filter (where field = 'baseline') as baseline_now,
            max(was_precision) filter (where field = 'baseline') as baseline_was_precision, max(was_text) filter (where field = 'baseline') as baseline_was_text,
            max(now_precision) filter (where field = 'baseline') as baseline_now_precision, max(now_text) filter (where field = 'baseline') as baseline_now_text,
            bool_or(field = 'planned') as planned, max(was_on) filter (where field = 'planned') as planned_was, max(now_on) filter (where field = 'planned') as planned_now,
            max(was_precision) filter (where field = 'planned') as planned_was_precision, max(was_text) filter (where field = 'planned') as planned_was_text,
            max(now_precision) filter (where field = 'planned') as planned_now_precision, max(now_text) filter (where field = 'planned') as planned_now_text,
            bool_or(field = 'stated') as stated, max(was_on) filter (where field = 'stated') as stated_was, max(now_on) filter (where field = 'stated') as stated_now,
            max(was_precision) filter (where field = 'stated') as stated_was_precision, max(was_text) filter (where field = 'stated') as stated_was_text,
            max(now_precision) filter (where field = 'stated') as stated_now_precision, max(now_text) filter (where field = 'stated') as stated_now_text,
            bool_or(field = 'reported') as reported, max(was_on) filter (where field = 'reported') as reported_was, max(now_on) filter (where field = 'reported') as reported_now,
            bool_or(field = 'met') as met, max(was_on) filter (where field = 'met') as met_was, max(now_on) filter (where field = 'met') as met_now,
            bool_or(field = 'confirmed') as confirmed, max(was_on) filter (where field = 'confirmed') as confirmed_was, max(now_on) filter (where field = 'confirmed') as confirmed_now,
            bool_or(field = 'dropped') as dropped, max(was_on) filter (where field = 'dropped') as dropped_was, max(now_on) filter (where field = 'dropped') as dropped_now
        from new_entry
        group by milestone_id
    )
    update milestones.milestone m
    set baseline_on = case when c.baseline then c.baseline_now else m.baseline_on end,
        baseline_precision = case when c.baseline then c.baseline_now_precision else m.baseline_precision end,
        baseline_text = case when c.baseline then c.baseline_now_text else m.baseline_text end,
        planned_on = case when c.planned then c.planned_now else m.planned_on end,
        planned_precision = case when c.planned then c.planned_now_precision else m.planned_precision end,
        planned_text = case when c.planned then c.planned_now_text else m.planned_text end,
        stated_on = case when c.stated then c.stated_now else m.stated_on end,
        stated_precision = case when c.stated then c.stated_now_precision else m.stated_precision end,
        stated_text = case when c.stated then c.stated_now_text else m.stated_text end,
        reported_on = case when c.reported then c.reported_now else m.reported_on end,
        met_on = case when c.met then c.met_now else m.met_on end,
        confirmed_on = case when c.confirmed then c.confirmed_now else m.confirmed_on end,
        dropped_on = case when c.dropped then c.dropped_now else m.dropped_on end,
        moves = m.moves + (c.planned and c.planned_was is distinct from c.planned_now)::integer,
        days_moved = m.days_moved + coalesce(case when c.planned then c.planned_now - c.planned_was end, 0),
        updated_at = c.entered_at,
        revision = nextval('milestones.revision')
    from change c
    where m.id = c.milestone_id
        and (not c.baseline or (m.baseline_on, m.baseline_precision, m.baseline_text) is not distinct from (c.baseline_was, c.baseline_was_precision, c.baseline_was_text))
        and (not c.planned or (m.planned_on, m.planned_precision, m.planned_text) is not distinct from (c.planned_was, c.planned_was_precision, c.planned_was_text))
        and (not c.stated or (m.stated_on, m.stated_precision, m.stated_text) is not distinct from (c.stated_was, c.stated_was_precision, c.stated_was_text))
        and (not c.reported or m.reported_on is not distinct from c.reported_was)
        and (not c.met or m.met_on is not distinct from c.met_was)
        and (not c.confirmed or m.confirmed_on is not distinct from c.confirmed_was)
        and (not c.dropped or m.dropped_on is not distinct from c.dropped_was);
    get diagnostics done = row_count;
    if done <> wanted then
        raise exception 'a date is not what the entry was based on'
            using errcode = 'restrict_violation', schema = 'milestones', table = 'date_entry', constraint = 'date_entry_follows';
    end if;
    return null;
end $$;
comment on function milestones.post_date_entries() is 'Carries entries into the dates of milestones';
revoke execute on function milestones.post_date_entries() from public;
create trigger date_entry_post after insert on milestones.date_entry
    referencing new table as new_entry
    for each statement execute function milestones.post_date_entries();
create trigger milestone_dates_by_entries
    before update of baseline_on, baseline_precision, baseline_text, planned_on, planned_precision, planned_text,
        stated_on, stated_precision, stated_text, reported_on, met_on, confirmed_on, dropped_on, moves, days_moved
    on milestones.milestone
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();

create table milestones.dependency (
    milestone_id bigint not null,
    predecessor_id bigint not null,
    project_id bigint not null,
    lag_days integer not null default 0 check (lag_days between 0 and 3650),
    primary key (milestone_id, predecessor_id),
    constraint dependency_milestone_fk foreign key (milestone_id, project_id) references milestones.milestone (id, project_id) on delete cascade,
    constraint dependency_predecessor_fk foreign key (predecessor_id, project_id) references milestones.milestone (id, project_id) on delete cascade,
    constraint dependency_not_on_itself check (milestone_id <> predecessor_id)
);
create index dependency_project_idx on milestones.dependency (project_id);
create index dependency_predecessor_idx on milestones.dependency (predecessor_id);
comment on table milestones.dependency is 'What must be done before (finish to start, with lag); never a circle';
comment on column milestones.dependency.milestone_id is 'Milestone that waits';
comment on column milestones.dependency.predecessor_id is 'Milestone it waits for, of the same project';
comment on column milestones.dependency.project_id is 'Their project';
comment on column milestones.dependency.lag_days is 'Days that pass in between at least';

create table milestones.forecast (
    milestone_id bigint primary key,
    project_id bigint not null,
    expected_on date not null,
    cause text not null check (cause in ('met', 'plan', 'today', 'predecessor', 'land')),
    driver_id bigint references milestones.milestone (id) on delete cascade,
    package_id bigint,
    days_pushed integer not null default 0 check (days_pushed >= 0),
    constraint forecast_milestone_fk foreign key (milestone_id, project_id) references milestones.milestone (id, project_id) on delete cascade,
    constraint forecast_driver check ((cause = 'predecessor') = (driver_id is not null)),
    constraint forecast_package check ((cause = 'land') = (package_id is not null))
) with (fillfactor = 80);
create index forecast_project_idx on milestones.forecast (project_id);
create index forecast_driver_idx on milestones.forecast (driver_id) where driver_id is not null;
comment on table milestones.forecast is 'When the program expects a milestone, kept apart from what its owner states: delays pushed along predecessors and land packages';
comment on column milestones.forecast.milestone_id is 'Milestone; none here = continuous or dropped work';
comment on column milestones.forecast.project_id is 'Its project';
comment on column milestones.forecast.expected_on is 'Day';
comment on column milestones.forecast.cause is 'What it follows from: met, plan, today (it is overdue), predecessor, land';
comment on column milestones.forecast.driver_id is 'The predecessor that drives it';
comment on column milestones.forecast.package_id is 'The land package that drives it';
comment on column milestones.forecast.days_pushed is 'Days by which the driver pushes it beyond what would hold without';

create table milestones.project_state (
    project_id bigint primary key,
    plan_id bigint not null,
    constraint project_state_project_fk foreign key (project_id, plan_id) references projects.project (id, plan_id)
        on update cascade on delete cascade,
    physical_percent numeric(5, 2) not null check (physical_percent between 0 and 100),
    finish_id bigint references milestones.milestone (id) on delete set null,
    finish_baseline_on date,
    finish_planned_on date,
    finish_expected_on date,
    open_late integer not null,
    computed_on date not null
) with (fillfactor = 80);
create index project_state_plan_idx on milestones.project_state (plan_id, finish_expected_on);
create index project_state_finish_idx on milestones.project_state (finish_id);
comment on table milestones.project_state is 'Where a project with milestones stands; written with the forecast of its milestones';
comment on column milestones.project_state.project_id is 'Project';
comment on column milestones.project_state.plan_id is 'Its plan';
comment on column milestones.project_state.physical_percent is 'Physical progress: the weighted mean of its milestones';
comment on column milestones.project_state.finish_id is 'Milestone that is expected last: the finish';
comment on column milestones.project_state.finish_baseline_on is 'The finish by the baseline: its last day';
comment on column milestones.project_state.finish_planned_on is 'The finish as it is planned now';
comment on column milestones.project_state.finish_expected_on is 'The finish as it is expected';
comment on column milestones.project_state.open_late is 'Milestones past due and not met on the day of computing';
comment on column milestones.project_state.computed_on is 'Business day on which it was computed';

create table milestones.remark (
    id bigint generated always as identity primary key,
    milestone_id bigint not null references milestones.milestone (id),
    project_id bigint not null references projects.project (id),
    text text check (length(text) between 1 and 2000),
    percent integer check (percent between 0 and 100),
    entered_by text not null,
    entered_account bigint,
    entered_on date not null,
    entered_at timestamptz not null default now(),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative'))
);
create index remark_milestone_idx on milestones.remark (milestone_id, id desc);
create index remark_project_idx on milestones.remark (project_id, id desc);
comment on table milestones.remark is 'What was said of a milestone besides dates: progress, notes, photos; append-only';
comment on column milestones.remark.id is 'Surrogate key';
comment on column milestones.remark.milestone_id is 'Milestone';
comment on column milestones.remark.project_id is 'Its project';
comment on column milestones.remark.text is 'The note; empty = none';
comment on column milestones.remark.percent is 'The progress that was reported; empty = none';
comment on column milestones.remark.entered_by is 'Who';
comment on column milestones.remark.entered_account is 'Account of that person; empty for the program itself';
comment on column milestones.remark.entered_on is 'Business day';
comment on column milestones.remark.entered_at is 'When';
comment on column milestones.remark.figure_basis is 'entered or illustrative';
create trigger remark_append_only before update or truncate on milestones.remark
    for each statement execute function common.refuse_change();
create trigger remark_stays before delete on milestones.remark
    for each row execute function common.refuse_real_delete();

create table milestones.photo (
    remark_id bigint not null references milestones.remark (id),
    file_id bigint not null references files.file (id),
    primary key (remark_id, file_id)
);
create index photo_file_idx on milestones.photo (file_id);
comment on table milestones.photo is 'Photos and files attached to remarks; append-only';
comment on column milestones.photo.remark_id is 'Remark';
comment on column milestones.photo.file_id is 'File';
create trigger photo_append_only before update or delete or truncate on milestones.photo
    for each statement execute function common.refuse_change();

create or replace function milestones.count_open() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    changes milestones.open_change[];
begin
    if tg_op = 'INSERT' then
        select array_agg(c) into changes
        from (
            select (plan_id, planned_on, count(*))::milestones.open_change as c
            from added where met_on is null and dropped_on is null and planned_on is not null group by plan_id, planned_on
        ) g;
    elsif tg_op = 'DELETE' then
        select array_agg(c) into changes
        from (
            select (plan_id, planned_on, -count(*))::milestones.open_change as c
            from removed where met_on is null and dropped_on is null and planned_on is not null group by plan_id, planned_on
        ) g;
    else
        select array_agg(c) into changes
        from (
            select (plan_id, planned_on, sum(n))::milestones.open_change as c
            from (
                select plan_id, planned_on, 1 as n from added where met_on is null and dropped_on is null and planned_on is not null
                union all
                select plan_id, planned_on, -1 from removed where met_on is null and dropped_on is null and planned_on is not null
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

-- migrate:down
create or replace function milestones.count_open() returns trigger
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
drop trigger milestone_dates_by_entries on milestones.milestone;
drop table milestones.photo;
drop table milestones.remark;
drop table milestones.project_state;
drop table milestones.forecast;
drop table milestones.dependency;
drop table milestones.date_entry;
drop function milestones.post_date_entries();
drop index milestones.milestone_plan_open_idx;
drop index milestones.milestone_open_idx;
drop index milestones.milestone_reported_idx;
delete from milestones.milestone where source_file is null;
alter table milestones.milestone
    drop column document_on, drop column document_precision, drop column document_text, drop column weight, drop column percent, drop column baseline_on, drop column baseline_precision, drop column baseline_text,
    drop column stated_on, drop column stated_precision, drop column stated_text, drop column reported_on, drop column confirmed_on,
    drop column dropped_on, drop column moves, drop column days_moved, drop column figure_basis, drop column updated_at, drop column revision,
    drop constraint milestone_project_key,
    alter column source_file set not null, alter column source_section set not null, alter column source_item set not null;
create index milestone_plan_open_idx on milestones.milestone (plan_id, planned_on, id)
    where met_on is null and planned_on is not null;
create index milestone_open_idx on milestones.milestone (planned_on, id)
    where met_on is null and planned_on is not null;
drop table milestones.province_rule;
drop table milestones.standard;
alter table milestones.kind drop column is_key;
drop sequence milestones.revision;
drop function common.refuse_real_delete();
