-- migrate:up
create schema land_clearance;
comment on schema land_clearance is 'Land clearance (giải phóng mặt bằng): packages, their steps, counters and obstacles';

create sequence land_clearance.revision;
comment on sequence land_clearance.revision is 'Versions of packages and obstacles; rises with every change';

create table land_clearance.step (
    province_code text not null references directory.province (code),
    code text not null,
    position integer not null,
    name text collate "vi-x-icu" not null,
    name_en text not null,
    after_step text,
    limit_value integer check (limit_value > 0),
    limit_unit text check (limit_unit in ('day', 'working_day', 'month')),
    law_parameter text,
    source_document text not null,
    verified boolean not null,
    primary key (province_code, code),
    constraint step_after_fk foreign key (province_code, after_step) references land_clearance.step (province_code, code),
    constraint step_limit check ((limit_value is null) = (limit_unit is null)),
    constraint step_not_after_itself check (after_step <> code)
);
comment on table land_clearance.step is 'Steps of land clearance in a province, with their limits: the province decides the procedure';
comment on column land_clearance.step.province_code is 'Province';
comment on column land_clearance.step.code is 'Stable code (notice, inventory, plan, …)';
comment on column land_clearance.step.position is 'Order';
comment on column land_clearance.step.name is 'Name in Vietnamese';
comment on column land_clearance.step.name_en is 'Name in English';
comment on column land_clearance.step.after_step is 'Step whose end starts the limit; empty = it has no limit, or starts everything';
comment on column land_clearance.step.limit_value is 'Longest time the step may take; empty = none is set';
comment on column land_clearance.step.limit_unit is 'Unit of the limit: day, working_day, month';
comment on column land_clearance.step.law_parameter is 'Parameter of the law the limit was taken from; empty = the own ruling of the province';
comment on column land_clearance.step.source_document is 'Where step and limit are taken from';
comment on column land_clearance.step.verified is 'Whether a primary text was read';

create table land_clearance.package (
    id bigint generated always as identity primary key,
    project_id bigint not null,
    plan_id bigint not null,
    commune_id bigint not null references directory.commune (id),
    code text not null check (length(code) between 1 and 40),
    section text not null default '' check (length(section) <= 200),
    land_use text not null check (land_use in ('agricultural', 'other')),
    area_needed bigint not null default 0 check (area_needed >= 0),
    area_handed_over bigint not null default 0 check (area_handed_over >= 0),
    households integer not null default 0 check (households >= 0),
    notified integer not null default 0 check (notified >= 0),
    inventoried integer not null default 0 check (inventoried >= 0),
    plan_approved integer not null default 0 check (plan_approved >= 0),
    paid integer not null default 0 check (paid >= 0),
    handed_over integer not null default 0 check (handed_over >= 0),
    compensation_approved bigint not null default 0 check (compensation_approved >= 0),
    compensation_paid bigint not null default 0 check (compensation_paid >= 0),
    resettlement_needed integer not null default 0 check (resettlement_needed >= 0),
    resettled integer not null default 0 check (resettled >= 0),
    planned_on date,
    planned_precision text,
    planned_text text,
    expected_on date,
    handed_over_on date,
    notified_on date,
    notice_until date,
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    revision bigint not null default nextval('land_clearance.revision'),
    constraint package_project_fk foreign key (project_id, plan_id) references projects.project (id, plan_id) on update cascade,
    constraint package_code_key unique (project_id, code),
    constraint package_section_key unique (project_id, commune_id, section),
    constraint package_id_project_key unique (id, project_id),
    constraint package_area check (area_handed_over <= area_needed),
    -- Each step is taken by households that have taken the one before; land may be handed over before it is paid for.
    constraint package_households check (notified <= households and inventoried <= notified and plan_approved <= inventoried
        and paid <= plan_approved and handed_over <= households),
    constraint package_compensation check (compensation_paid <= compensation_approved),
    constraint package_resettlement check (resettled <= resettlement_needed and resettlement_needed <= households),
    constraint package_planned check (num_nulls(planned_on, planned_precision, planned_text) in (0, 3)),
    constraint package_handed_over check (handed_over_on is null or (area_handed_over = area_needed and handed_over = households)),
    constraint package_notice check (notice_until is null or notified_on is not null and notice_until >= notified_on)
);
create index package_project_idx on land_clearance.package (project_id, commune_id, section);
create index package_commune_idx on land_clearance.package (commune_id, project_id);
create index package_open_idx on land_clearance.package (plan_id, planned_on) where handed_over_on is null;
comment on table land_clearance.package is 'Land to be cleared for a project in a commune, or in a section of it';
comment on column land_clearance.package.id is 'Surrogate key, part of addresses';
comment on column land_clearance.package.project_id is 'Project';
comment on column land_clearance.package.plan_id is 'Its plan';
comment on column land_clearance.package.commune_id is 'Commune';
comment on column land_clearance.package.code is 'Code, unique within the project';
comment on column land_clearance.package.section is 'Section of the work within the commune; blank = the whole';
comment on column land_clearance.package.land_use is 'agricultural or other: decides how long before recovery people are told';
comment on column land_clearance.package.area_needed is 'Area needed, m²';
comment on column land_clearance.package.area_handed_over is 'Area handed over to the project, m²';
comment on column land_clearance.package.households is 'Households and organisations concerned';
comment on column land_clearance.package.notified is 'Of these, told of the recovery';
comment on column land_clearance.package.inventoried is 'Of these, whose land and assets are counted (kiểm đếm)';
comment on column land_clearance.package.plan_approved is 'Of these, whose compensation plan is approved';
comment on column land_clearance.package.paid is 'Of these, who are paid';
comment on column land_clearance.package.handed_over is 'Households that have handed over their land';
comment on column land_clearance.package.compensation_approved is 'Compensation approved, whole đồng';
comment on column land_clearance.package.compensation_paid is 'Compensation paid, whole đồng';
comment on column land_clearance.package.resettlement_needed is 'Households to be resettled';
comment on column land_clearance.package.resettled is 'Households resettled';
comment on column land_clearance.package.planned_on is 'Last day of the period in which it is to be handed over';
comment on column land_clearance.package.planned_precision is 'How exact that is';
comment on column land_clearance.package.planned_text is 'That date in words';
comment on column land_clearance.package.expected_on is 'Day on which who clears it expects the hand-over; empty = as planned';
comment on column land_clearance.package.handed_over_on is 'Day on which all of it was handed over';
comment on column land_clearance.package.notified_on is 'Day of the notice of recovery';
comment on column land_clearance.package.notice_until is 'Last day on which that notice is valid';
comment on column land_clearance.package.figure_basis is 'entered or illustrative (demonstration)';
comment on column land_clearance.package.created_at is 'When it was entered';
comment on column land_clearance.package.updated_at is 'When somebody last said anything of it';
comment on column land_clearance.package.revision is 'Version of the package';

create table land_clearance.entry (
    id bigint generated always as identity primary key,
    package_id bigint not null references land_clearance.package (id),
    project_id bigint not null,
    field text not null check (field in ('area_needed', 'area_handed_over', 'households', 'notified', 'inventoried', 'plan_approved', 'paid',
        'handed_over', 'compensation_approved', 'compensation_paid', 'resettlement_needed', 'resettled')),
    was bigint not null,
    now bigint not null,
    reason text check (length(reason) between 1 and 1000),
    entered_by text not null,
    entered_account bigint,
    entered_on date not null,
    entered_at timestamptz not null default now(),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    -- What has been counted does not become less without a word.
    constraint entry_backwards check (now >= was or reason is not null or field in ('area_needed', 'households', 'resettlement_needed')),
    constraint entry_changes check (now <> was)
);
create index entry_package_idx on land_clearance.entry (package_id, field, id);
create index entry_project_idx on land_clearance.entry (project_id, entered_on);
comment on table land_clearance.entry is 'Every change of a counter of a package; append-only';
comment on column land_clearance.entry.id is 'Surrogate key; the order of the changes';
comment on column land_clearance.entry.package_id is 'Package';
comment on column land_clearance.entry.project_id is 'Its project';
comment on column land_clearance.entry.field is 'Which counter';
comment on column land_clearance.entry.was is 'Before';
comment on column land_clearance.entry.now is 'From now on';
comment on column land_clearance.entry.reason is 'Why; demanded where a counter runs backwards';
comment on column land_clearance.entry.entered_by is 'Who';
comment on column land_clearance.entry.entered_account is 'Account of that person; empty for the program itself';
comment on column land_clearance.entry.entered_on is 'Business day';
comment on column land_clearance.entry.entered_at is 'When';
comment on column land_clearance.entry.figure_basis is 'entered or illustrative';
create trigger entry_append_only before update or truncate on land_clearance.entry
    for each statement execute function common.refuse_change();
create trigger entry_stays before delete on land_clearance.entry
    for each row execute function common.refuse_real_delete();

-- Counters are written here alone; an entry based on another figure than the one that stands is refused.
create function land_clearance.post_entries() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    wanted bigint;
    done bigint;
begin
    if exists (select 1 from new_entry group by package_id, field having count(*) > 1) then
        raise exception 'a statement changes a counter of a package once'
            using errcode = 'restrict_violation', schema = 'land_clearance', table = 'entry', constraint = 'entry_once';
    end if;
    select count(distinct package_id) into wanted from new_entry;
    with change as (
        select package_id, max(entered_at) as entered_at, bool_or(figure_basis = 'entered') as entered, jsonb_object_agg(field, was) as was,
            jsonb_object_agg(field, now) as now
        from new_entry
        group by package_id
    )
    update land_clearance.package p
    set area_needed = coalesce((c.now ->> 'area_needed')::bigint, p.area_needed),
        area_handed_over = coalesce((c.now ->> 'area_handed_over')::bigint, p.area_handed_over),
        households = coalesce((c.now ->> 'households')::integer, p.households),
        notified = coalesce((c.now ->> 'notified')::integer, p.notified),
        inventoried = coalesce((c.now ->> 'inventoried')::integer, p.inventoried),
        plan_approved = coalesce((c.now ->> 'plan_approved')::integer, p.plan_approved),
        paid = coalesce((c.now ->> 'paid')::integer, p.paid),
        handed_over = coalesce((c.now ->> 'handed_over')::integer, p.handed_over),
        compensation_approved = coalesce((c.now ->> 'compensation_approved')::bigint, p.compensation_approved),
        compensation_paid = coalesce((c.now ->> 'compensation_paid')::bigint, p.compensation_paid),
        resettlement_needed = coalesce((c.now ->> 'resettlement_needed')::integer, p.resettlement_needed),
        resettled = coalesce((c.now ->> 'resettled')::integer, p.resettled),
        -- What somebody enters of a package of the demonstration makes it his.
        figure_basis = case when c.entered then 'entered' else p.figure_basis end,
        updated_at = c.entered_at,
        revision = nextval('land_clearance.revision')
    from change c
    where p.id = c.package_id
        and jsonb_build_object('area_needed', p.area_needed, 'area_handed_over', p.area_handed_over, 'households', p.households,
            'notified', p.notified, 'inventoried', p.inventoried, 'plan_approved', p.plan_approved, 'paid', p.paid, 'handed_over', p.handed_over,
            'compensation_approved', p.compensation_approved, 'compensation_paid', p.compensation_paid,
            'resettlement_needed', p.resettlement_needed, 'resettled', p.resettled) @> c.was;
    get diagnostics done = row_count;
    if done <> wanted then
        raise exception 'a counter is not what the entry was based on'
            using errcode = 'restrict_violation', schema = 'land_clearance', table = 'entry', constraint = 'entry_follows';
    end if;
    return null;
end $$;
comment on function land_clearance.post_entries() is 'Carries entries into the counters of packages';
revoke execute on function land_clearance.post_entries() from public;
create trigger entry_post after insert on land_clearance.entry
    referencing new table as new_entry
    for each statement execute function land_clearance.post_entries();
create trigger package_counters_by_entries
    before update of area_needed, area_handed_over, households, notified, inventoried, plan_approved, paid, handed_over,
        compensation_approved, compensation_paid, resettlement_needed, resettled
    on land_clearance.package
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
-- A package begins with nothing counted, so that its entries say all of it.
create function land_clearance.refuse_counted() returns trigger
    language plpgsql
    as $$
begin
    raise exception 'a package begins with nothing counted; what it has is entered'
        using errcode = 'restrict_violation', schema = 'land_clearance', table = 'package', constraint = 'package_starts_empty';
end $$;
comment on function land_clearance.refuse_counted() is 'Trigger that refuses packages whose counters do not begin at nought';
create trigger package_starts_empty before insert on land_clearance.package
    for each row when (new.area_needed <> 0 or new.area_handed_over <> 0 or new.households <> 0 or new.notified <> 0 or new.inventoried <> 0
        or new.plan_approved <> 0 or new.paid <> 0 or new.handed_over <> 0 or new.compensation_approved <> 0 or new.compensation_paid <> 0
        or new.resettlement_needed <> 0 or new.resettled <> 0)
    execute function land_clearance.refuse_counted();

create table land_clearance.package_step (
    package_id bigint not null references land_clearance.package (id),
    step_code text not null,
    done_on date not null,
    note text check (length(note) between 1 and 1000),
    entered_by text not null,
    entered_account bigint,
    entered_at timestamptz not null default now(),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    primary key (package_id, step_code)
);
comment on table land_clearance.package_step is 'Steps that a package has done';
comment on column land_clearance.package_step.package_id is 'Package';
comment on column land_clearance.package_step.step_code is 'Step of the procedure of its province';
comment on column land_clearance.package_step.done_on is 'Day on which it was done';
comment on column land_clearance.package_step.note is 'Note';
comment on column land_clearance.package_step.entered_by is 'Who said so';
comment on column land_clearance.package_step.entered_account is 'Account of that person; empty for the program itself';
comment on column land_clearance.package_step.entered_at is 'When';
comment on column land_clearance.package_step.figure_basis is 'entered or illustrative';

create table land_clearance.obstacle (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects.project (id),
    package_id bigint,
    title text not null check (length(title) between 1 and 300),
    location text check (length(location) between 1 and 300),
    must_act_id bigint not null references directory.body (id),
    since date not null,
    due_on date,
    answered_on date,
    closed_on date,
    closed_by text,
    closing_note text check (length(closing_note) between 1 and 1000),
    created_by text not null,
    created_account bigint,
    created_at timestamptz not null default now(),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    revision bigint not null default nextval('land_clearance.revision'),
    constraint obstacle_package_fk foreign key (package_id, project_id) references land_clearance.package (id, project_id),
    constraint obstacle_due check (due_on >= since),
    constraint obstacle_closed check ((closed_on is null) = (closed_by is null) and (closed_on is null or closed_on >= since))
);
create index obstacle_project_idx on land_clearance.obstacle (project_id, since desc);
create index obstacle_open_idx on land_clearance.obstacle (must_act_id, due_on, id) where closed_on is null;
create index obstacle_package_idx on land_clearance.obstacle (package_id) where closed_on is null and package_id is not null;
comment on table land_clearance.obstacle is 'What holds land or work up (vướng mắc), and who must act';
comment on column land_clearance.obstacle.id is 'Surrogate key, part of addresses';
comment on column land_clearance.obstacle.project_id is 'Project';
comment on column land_clearance.obstacle.package_id is 'Package it holds up; empty = the work as such';
comment on column land_clearance.obstacle.title is 'What it is';
comment on column land_clearance.obstacle.location is 'Where';
comment on column land_clearance.obstacle.must_act_id is 'Body that must act';
comment on column land_clearance.obstacle.since is 'Since when';
comment on column land_clearance.obstacle.due_on is 'By when it is to be solved; empty = no day is set';
comment on column land_clearance.obstacle.answered_on is 'Business day of the latest answer';
comment on column land_clearance.obstacle.closed_on is 'Business day on which it was closed';
comment on column land_clearance.obstacle.closed_by is 'Who closed it';
comment on column land_clearance.obstacle.closing_note is 'How it was solved';
comment on column land_clearance.obstacle.created_by is 'Who reported it';
comment on column land_clearance.obstacle.created_account is 'Account of that person; empty for the program itself';
comment on column land_clearance.obstacle.created_at is 'When';
comment on column land_clearance.obstacle.figure_basis is 'entered or illustrative';
comment on column land_clearance.obstacle.revision is 'Version of the obstacle';

create table land_clearance.answer (
    id bigint generated always as identity primary key,
    obstacle_id bigint not null references land_clearance.obstacle (id),
    text text not null check (length(text) between 1 and 4000),
    file_id bigint references files.file (id),
    entered_by text not null,
    entered_account bigint,
    entered_on date not null,
    entered_at timestamptz not null default now(),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative'))
);
create index answer_obstacle_idx on land_clearance.answer (obstacle_id, id);
comment on table land_clearance.answer is 'Answers to an obstacle, as a thread; append-only';
comment on column land_clearance.answer.id is 'Surrogate key; the order of the thread';
comment on column land_clearance.answer.obstacle_id is 'Obstacle';
comment on column land_clearance.answer.text is 'What was said';
comment on column land_clearance.answer.file_id is 'Attached file';
comment on column land_clearance.answer.entered_by is 'Who';
comment on column land_clearance.answer.entered_account is 'Account of that person; empty for the program itself';
comment on column land_clearance.answer.entered_on is 'Business day';
comment on column land_clearance.answer.entered_at is 'When';
comment on column land_clearance.answer.figure_basis is 'entered or illustrative';
create trigger answer_append_only before update or truncate on land_clearance.answer
    for each statement execute function common.refuse_change();
create trigger answer_stays before delete on land_clearance.answer
    for each row execute function common.refuse_real_delete();

create table land_clearance.project_land (
    project_id bigint primary key,
    plan_id bigint not null,
    packages integer not null,
    handed_over_packages integer not null,
    area_needed bigint not null,
    area_handed_over bigint not null,
    households bigint not null,
    notified bigint not null,
    inventoried bigint not null,
    plan_approved bigint not null,
    paid bigint not null,
    handed_over bigint not null,
    compensation_approved bigint not null,
    compensation_paid bigint not null,
    resettlement_needed bigint not null,
    resettled bigint not null
) with (fillfactor = 70);
create index project_land_plan_idx on land_clearance.project_land (plan_id);
comment on table land_clearance.project_land is 'Packages of a project, summed; kept by trigger';
comment on column land_clearance.project_land.project_id is 'Project';
comment on column land_clearance.project_land.plan_id is 'Its plan';
comment on column land_clearance.project_land.packages is 'Number of packages';
comment on column land_clearance.project_land.handed_over_packages is 'Of these, handed over as a whole';
comment on column land_clearance.project_land.area_needed is 'm²';
comment on column land_clearance.project_land.area_handed_over is 'm²';
comment on column land_clearance.project_land.households is 'Households';
comment on column land_clearance.project_land.notified is 'Households';
comment on column land_clearance.project_land.inventoried is 'Households';
comment on column land_clearance.project_land.plan_approved is 'Households';
comment on column land_clearance.project_land.paid is 'Households';
comment on column land_clearance.project_land.handed_over is 'Households';
comment on column land_clearance.project_land.compensation_approved is 'Whole đồng';
comment on column land_clearance.project_land.compensation_paid is 'Whole đồng';
comment on column land_clearance.project_land.resettlement_needed is 'Households';
comment on column land_clearance.project_land.resettled is 'Households';

-- Summed anew and not carried on: a project has few packages. The row of the project is locked first, so that the sum sees what
-- those who held it have committed.
create function land_clearance.sum_packages() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    ids bigint[];
begin
    if tg_op = 'INSERT' then
        select array_agg(distinct project_id) into ids from added;
    elsif tg_op = 'DELETE' then
        select array_agg(distinct project_id) into ids from removed;
    else
        select array_agg(distinct project_id) into ids from (select project_id from added union select project_id from removed) c;
    end if;
    if ids is null then
        return null;
    end if;
    insert into land_clearance.project_land (project_id, plan_id, packages, handed_over_packages, area_needed, area_handed_over, households, notified,
        inventoried, plan_approved, paid, handed_over, compensation_approved, compensation_paid, resettlement_needed, resettled)
    select x.id, x.plan_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 from projects.project x where x.id = any(ids) order by x.id
    on conflict (project_id) do nothing;
    perform 1 from land_clearance.project_land where project_id = any(ids) order by project_id for no key update;
    update land_clearance.project_land l
    set plan_id = s.plan_id, packages = s.packages, handed_over_packages = s.handed_over_packages, area_needed = s.area_needed,
        area_handed_over = s.area_handed_over, households = s.households, notified = s.notified, inventoried = s.inventoried,
        plan_approved = s.plan_approved, paid = s.paid, handed_over = s.handed_over, compensation_approved = s.compensation_approved,
        compensation_paid = s.compensation_paid, resettlement_needed = s.resettlement_needed, resettled = s.resettled
    from (
        select i.project_id, coalesce(max(p.plan_id), 0) as plan_id, count(p.id) as packages, count(p.handed_over_on) as handed_over_packages,
            coalesce(sum(p.area_needed), 0) as area_needed, coalesce(sum(p.area_handed_over), 0) as area_handed_over,
            coalesce(sum(p.households), 0) as households, coalesce(sum(p.notified), 0) as notified, coalesce(sum(p.inventoried), 0) as inventoried,
            coalesce(sum(p.plan_approved), 0) as plan_approved, coalesce(sum(p.paid), 0) as paid, coalesce(sum(p.handed_over), 0) as handed_over,
            coalesce(sum(p.compensation_approved), 0) as compensation_approved, coalesce(sum(p.compensation_paid), 0) as compensation_paid,
            coalesce(sum(p.resettlement_needed), 0) as resettlement_needed, coalesce(sum(p.resettled), 0) as resettled
        from unnest(ids) i (project_id)
        left join land_clearance.package p on p.project_id = i.project_id
        group by i.project_id
    ) s
    where l.project_id = s.project_id;
    delete from land_clearance.project_land where project_id = any(ids) and packages = 0;
    return null;
end $$;
comment on function land_clearance.sum_packages() is 'Sums the packages of projects into project_land';
revoke execute on function land_clearance.sum_packages() from public;
create trigger package_sum_added after insert on land_clearance.package
    referencing new table as added
    for each statement execute function land_clearance.sum_packages();
create trigger package_sum_removed after delete on land_clearance.package
    referencing old table as removed
    for each statement execute function land_clearance.sum_packages();
create trigger package_sum_changed after update on land_clearance.package
    referencing old table as removed new table as added
    for each statement execute function land_clearance.sum_packages();
create trigger project_land_kept_by_trigger before insert or update or delete on land_clearance.project_land
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger project_land_no_truncate before truncate on land_clearance.project_land
    for each statement execute function common.refuse_change();

create table milestones.land_block (
    milestone_id bigint not null,
    package_id bigint not null,
    project_id bigint not null,
    lag_days integer not null default 0 check (lag_days between 0 and 3650),
    primary key (milestone_id, package_id),
    constraint land_block_milestone_fk foreign key (milestone_id, project_id) references milestones.milestone (id, project_id) on delete cascade,
    constraint land_block_package_fk foreign key (package_id, project_id) references land_clearance.package (id, project_id) on delete cascade
);
create index land_block_package_idx on milestones.land_block (package_id);
create index land_block_project_idx on milestones.land_block (project_id);
comment on table milestones.land_block is 'Land that a milestone waits for';
comment on column milestones.land_block.milestone_id is 'Milestone that waits';
comment on column milestones.land_block.package_id is 'Land package, of the same project';
comment on column milestones.land_block.project_id is 'Their project';
comment on column milestones.land_block.lag_days is 'Days that pass after the hand-over at least';
alter table milestones.forecast
    add constraint forecast_package_fk foreign key (package_id) references land_clearance.package (id) on delete cascade;
create index forecast_package_idx on milestones.forecast (package_id) where package_id is not null;

-- migrate:down
drop index milestones.forecast_package_idx;
alter table milestones.forecast drop constraint forecast_package_fk;
drop table milestones.land_block;
drop schema land_clearance cascade;
