-- migrate:up
-- Needs say what a project asks for. From here on decisions give it capital: papers (drafts) are worked on freely, an approved
-- decision posts lines, and the sums below are kept from the lines by one trigger. See src/Portfolio/Funding/README.md.

create sequence funding.revision;
comment on sequence funding.revision is 'Rises with every change of a paper; the sum of the revisions of its parts is the version of a whole';

create table funding.decision (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id),
    kind text not null check (kind in ('allocation', 'adjustment', 'closing')),
    name text collate "vi-x-icu" not null check (length(name) between 1 and 200),
    status text not null default 'draft' check (status in ('draft', 'submitted', 'returned', 'approved', 'discarded')),
    closes_year integer,
    reason text,
    copied_from bigint references funding.decision (id),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    number text,
    decided_on date,
    signer text,
    created_by text not null,
    created_at timestamptz not null default now(),
    submitted_by text,
    submitted_at timestamptz,
    return_reason text,
    approved_by text,
    approved_at timestamptz,
    approved_xact xid8,
    withdrawn_at timestamptz,
    withdrawn_xact xid8,
    findings jsonb,
    revision bigint not null default nextval('funding.revision'),
    constraint decision_plan_key unique (id, plan_id),
    constraint decision_approval_whole check ((status = 'approved') = (num_nulls(number, decided_on, signer, approved_xact) = 0)),
    constraint decision_closing check ((kind = 'closing') = (closes_year is not null)),
    -- Only what was made up for demonstration can be taken back as a whole.
    constraint decision_withdrawn check (withdrawn_at is null or (status = 'approved' and figure_basis = 'illustrative'))
);
create index decision_plan_idx on funding.decision (plan_id, status, decided_on, id);
create unique index decision_number_key on funding.decision (plan_id, lower(number)) where status = 'approved' and withdrawn_at is null;
create unique index decision_closing_key on funding.decision (plan_id, closes_year)
    where kind = 'closing' and status <> 'discarded' and withdrawn_at is null;
comment on table funding.decision is 'A decision on capital, from the first draft to its approval; approved it never changes (F6)';
comment on column funding.decision.id is 'Surrogate key, part of addresses';
comment on column funding.decision.plan_id is 'Plan whose capital it gives, moves or closes';
comment on column funding.decision.kind is 'allocation (giao vốn), adjustment (điều chỉnh: moves capital, F5) or closing (khóa sổ năm: carry-over and lapse)';
comment on column funding.decision.name is 'What officers call it';
comment on column funding.decision.status is 'draft, submitted, returned (with a reason, editable again), approved, discarded';
comment on column funding.decision.closes_year is 'Budget year that a closing closes';
comment on column funding.decision.reason is 'What it is for';
comment on column funding.decision.copied_from is 'Decision whose lines it began with';
comment on column funding.decision.figure_basis is 'entered, or illustrative (demonstration)';
comment on column funding.decision.number is 'Number of the approved decision';
comment on column funding.decision.decided_on is 'Date of the approved decision; the plan as of a day counts decisions up to that day (F8)';
comment on column funding.decision.signer is 'Title of who signed the approved decision';
comment on column funding.decision.created_by is 'Who began it';
comment on column funding.decision.created_at is 'When it was begun';
comment on column funding.decision.submitted_by is 'Who submitted it last';
comment on column funding.decision.submitted_at is 'When it was submitted last';
comment on column funding.decision.return_reason is 'Why it was returned last';
comment on column funding.decision.approved_by is 'Who recorded the approval';
comment on column funding.decision.approved_at is 'When the approval was recorded';
comment on column funding.decision.approved_xact is 'Transaction that approved it: only that one may post its lines';
comment on column funding.decision.withdrawn_at is 'When an illustrative decision was taken back with the demonstration';
comment on column funding.decision.withdrawn_xact is 'Transaction that took it back: only that one may post the counter-lines';
comment on column funding.decision.findings is 'What the assistant found beside the lines: who got less than it needs, or could not be helped, and why';
comment on column funding.decision.revision is 'Version of the head of the paper';

create function funding.guard_decision() returns trigger
    language plpgsql
    as $$
begin
    if old.status = 'discarded' or (old.status = 'approved' and not (old.figure_basis = 'illustrative' and old.withdrawn_at is null
            and new.withdrawn_at is not null
            and (to_jsonb(new) - 'withdrawn_at' - 'withdrawn_xact') = (to_jsonb(old) - 'withdrawn_at' - 'withdrawn_xact'))) then
        raise exception 'decision % is closed and does not change', old.id
            using errcode = 'restrict_violation', constraint = 'decision_is_closed';
    end if;
    return new;
end $$;
comment on function funding.guard_decision() is 'F6: an approved decision never changes; only one of the demonstration can be withdrawn';
create trigger decision_guard before update on funding.decision
    for each row execute function funding.guard_decision();
create trigger decision_stays before delete or truncate on funding.decision
    for each statement execute function common.refuse_change();

create table funding.draft_line (
    decision_id bigint not null references funding.decision (id),
    project_id bigint not null references projects.project (id),
    source_code text not null references funding.source (code),
    year integer not null,
    amount bigint not null,
    reason text,
    basis jsonb,
    changed_by text not null,
    changed_at timestamptz not null default now(),
    revision bigint not null default nextval('funding.revision'),
    primary key (decision_id, project_id, source_code, year)
);
create index draft_line_source_idx on funding.draft_line (decision_id, source_code, year) include (amount);
create index draft_line_project_idx on funding.draft_line (project_id);
comment on table funding.draft_line is 'What a decision that is not yet approved would change; no money yet, gone with the approval that posts it';
comment on column funding.draft_line.decision_id is 'Paper';
comment on column funding.draft_line.project_id is 'Project';
comment on column funding.draft_line.source_code is 'Source of capital';
comment on column funding.draft_line.year is 'Budget year';
comment on column funding.draft_line.amount is 'Change against what is in force, whole đồng; in a closing what is carried over. Nought = touched and taken back';
comment on column funding.draft_line.reason is 'Why, in the words of an officer';
comment on column funding.draft_line.basis is 'Why, as the assistant found it: code of the rule and its figures';
comment on column funding.draft_line.changed_by is 'Who changed it last';
comment on column funding.draft_line.changed_at is 'When it was changed last';
comment on column funding.draft_line.revision is 'Rises with every change of the line';

create function funding.guard_draft_lines() returns trigger
    language plpgsql
    as $$
begin
    if exists (select 1 from changed_line l join funding.decision d on d.id = l.decision_id where d.status not in ('draft', 'returned')) then
        raise exception 'a line of a paper that is submitted or closed does not change'
            using errcode = 'restrict_violation', constraint = 'draft_is_closed';
    end if;
    return null;
end $$;
comment on function funding.guard_draft_lines() is 'Lines of a paper change only while it is a draft or returned';
create trigger draft_line_guard_insert after insert on funding.draft_line
    referencing new table as changed_line for each statement execute function funding.guard_draft_lines();
create trigger draft_line_guard_update after update on funding.draft_line
    referencing new table as changed_line for each statement execute function funding.guard_draft_lines();

create table funding.contingency (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id),
    source_code text not null references funding.source (code),
    name text collate "vi-x-icu" not null,
    amount bigint not null check (amount >= 0),
    drawn bigint not null default 0,
    revision bigint not null default nextval('funding.revision'),
    constraint contingency_name_key unique (plan_id, source_code, name),
    constraint contingency_not_exceeded check (drawn between 0 and amount)
);
comment on table funding.contingency is 'A part of the ceilings of a source that is kept back under a name; an adjustment may draw on it (F5)';
comment on column funding.contingency.id is 'Surrogate key';
comment on column funding.contingency.plan_id is 'Plan';
comment on column funding.contingency.source_code is 'Source of capital';
comment on column funding.contingency.name is 'Name of the contingency';
comment on column funding.contingency.amount is 'Kept back, whole đồng';
comment on column funding.contingency.drawn is 'Drawn by approved adjustments, whole đồng; kept by trigger';
comment on column funding.contingency.revision is 'Rises with every change';

create table funding.contingency_draw (
    decision_id bigint not null references funding.decision (id),
    contingency_id bigint not null references funding.contingency (id),
    amount bigint not null check (amount > 0),
    primary key (decision_id, contingency_id)
);
create index contingency_draw_contingency_idx on funding.contingency_draw (contingency_id);
comment on table funding.contingency_draw is 'What an adjustment draws on a contingency';
comment on column funding.contingency_draw.decision_id is 'Adjustment';
comment on column funding.contingency_draw.contingency_id is 'Contingency';
comment on column funding.contingency_draw.amount is 'Whole đồng';

create function funding.guard_draws() returns trigger
    language plpgsql
    as $$
begin
    if (select status from funding.decision where id = coalesce(new.decision_id, old.decision_id)) not in ('draft', 'returned') then
        raise exception 'what a submitted or closed paper draws on a contingency does not change'
            using errcode = 'restrict_violation', constraint = 'draft_is_closed';
    end if;
    return coalesce(new, old);
end $$;
comment on function funding.guard_draws() is 'Draws change only while their paper is a draft or returned';
create trigger contingency_draw_guard before insert or update or delete on funding.contingency_draw
    for each row execute function funding.guard_draws();

create table funding.ceiling_line (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id),
    source_code text not null,
    source_class text not null,
    year integer not null,
    amount bigint check (amount >= 0),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    reason text,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint ceiling_line_source_fk foreign key (source_code, source_class) references funding.source (code, source_class)
);
create index ceiling_line_plan_idx on funding.ceiling_line (plan_id, source_code, year, id);
comment on table funding.ceiling_line is 'Append-only history of the ceilings (trần vốn); the latest line of a plan, source and year is in force';
comment on column funding.ceiling_line.id is 'Surrogate key; rises with every change';
comment on column funding.ceiling_line.plan_id is 'Plan';
comment on column funding.ceiling_line.source_code is 'Source of capital';
comment on column funding.ceiling_line.source_class is 'Class of that source';
comment on column funding.ceiling_line.year is 'Budget year';
comment on column funding.ceiling_line.amount is 'The most the source can give in the year, whole đồng; empty = no ceiling is set any more';
comment on column funding.ceiling_line.figure_basis is 'entered, or illustrative (demonstration)';
comment on column funding.ceiling_line.reason is 'Why it was changed';
comment on column funding.ceiling_line.recorded_by is 'Who recorded the line';
comment on column funding.ceiling_line.recorded_at is 'When the line was recorded';

create table funding.allocation_line (
    id bigint generated always as identity primary key,
    decision_id bigint not null,
    plan_id bigint not null,
    programme_id bigint not null,
    project_id bigint not null references projects.project (id),
    source_code text not null,
    source_class text not null,
    year integer not null,
    entry text not null check (entry in ('allocated', 'carried_out', 'carried_in', 'lapsed')),
    amount bigint not null check (amount <> 0),
    reason text,
    basis jsonb,
    recorded_at timestamptz not null default now(),
    constraint allocation_line_decision_fk foreign key (decision_id, plan_id) references funding.decision (id, plan_id),
    constraint allocation_line_source_fk foreign key (source_code, source_class) references funding.source (code, source_class)
);
create index allocation_line_decision_idx on funding.allocation_line (decision_id, project_id);
create index allocation_line_project_idx on funding.allocation_line (project_id, source_code, year, id);
create index allocation_line_plan_idx on funding.allocation_line (plan_id, source_code, year);
comment on table funding.allocation_line is 'Append-only ledger of capital given (F7): posted whole by the approval of its decision';
comment on column funding.allocation_line.id is 'Surrogate key';
comment on column funding.allocation_line.decision_id is 'Decision that gives or takes it';
comment on column funding.allocation_line.plan_id is 'Plan';
comment on column funding.allocation_line.programme_id is 'Programme of the project';
comment on column funding.allocation_line.project_id is 'Project';
comment on column funding.allocation_line.source_code is 'Source of capital';
comment on column funding.allocation_line.source_class is 'Class of that source';
comment on column funding.allocation_line.year is 'Budget year';
comment on column funding.allocation_line.entry is 'allocated, carried_out (to next year), carried_in (from last year), lapsed (not spent, not carried over)';
comment on column funding.allocation_line.amount is 'Whole đồng; negative takes back';
comment on column funding.allocation_line.reason is 'Why, in the words of an officer';
comment on column funding.allocation_line.basis is 'Why, as the assistant found it';
comment on column funding.allocation_line.recorded_at is 'When the line was recorded';

alter table funding.need
    add column allocated bigint not null default 0,
    -- F2 per source. The need cannot fall below what was given, either.
    add constraint need_stays_above_allocation check (allocated between 0 and amount);
comment on column funding.need.allocated is 'Capital given over all years, whole đồng; kept by trigger (F2)';

create table funding.allocation (
    project_id bigint not null,
    source_code text not null,
    year integer not null,
    plan_id bigint not null,
    programme_id bigint not null,
    source_class text not null,
    allocated bigint not null default 0,
    carried_in bigint not null default 0,
    carried_out bigint not null default 0,
    lapsed bigint not null default 0,
    paid bigint not null default 0,
    payable bigint generated always as (allocated + carried_in - carried_out - lapsed) stored,
    primary key (project_id, source_code, year),
    constraint allocation_need_fk foreign key (project_id, source_code) references funding.need (project_id, source_code),
    constraint allocation_project_fk foreign key (project_id, programme_id) references projects.project (id, programme_id),
    constraint allocation_not_negative check (allocated >= 0 and carried_in >= 0 and carried_out >= 0 and lapsed >= 0),
    -- F4
    constraint allocation_covers_paid check (paid between 0 and allocated + carried_in - carried_out - lapsed)
);
create index allocation_plan_idx on funding.allocation (plan_id, source_code, year);
create index allocation_programme_idx on funding.allocation (programme_id, source_code, year);
comment on table funding.allocation is 'Capital in force of a project per source and year: the sums of its lines, kept by trigger; no row = none';
comment on column funding.allocation.project_id is 'Project';
comment on column funding.allocation.source_code is 'Source of capital';
comment on column funding.allocation.year is 'Budget year';
comment on column funding.allocation.plan_id is 'Plan';
comment on column funding.allocation.programme_id is 'Programme';
comment on column funding.allocation.source_class is 'Class of the source';
comment on column funding.allocation.allocated is 'Given by decisions, whole đồng';
comment on column funding.allocation.carried_in is 'Carried over from the year before, whole đồng';
comment on column funding.allocation.carried_out is 'Carried over to the next year, whole đồng';
comment on column funding.allocation.lapsed is 'Not spent and not carried over when the year was closed, whole đồng';
comment on column funding.allocation.paid is 'Paid out and confirmed, whole đồng';
comment on column funding.allocation.payable is 'What may be paid out in the year in all, whole đồng (F4)';

create table funding.project_capital (
    project_id bigint primary key references projects.project (id),
    programme_id bigint not null,
    state_allocated bigint not null default 0,
    other_allocated bigint not null default 0,
    state_paid bigint not null default 0,
    other_paid bigint not null default 0,
    allocated bigint generated always as (state_allocated + other_allocated) stored,
    paid bigint generated always as (state_paid + other_paid) stored,
    total_investment bigint,
    version bigint not null default 0,
    -- F2
    constraint project_capital_within_investment check (state_allocated + other_allocated <= total_investment)
);
create index project_capital_allocated_idx on funding.project_capital (allocated, project_id);
create index project_capital_programme_idx on funding.project_capital (programme_id);
comment on table funding.project_capital is 'Capital of a project over all years per class, kept by trigger';
comment on column funding.project_capital.project_id is 'Project';
comment on column funding.project_capital.programme_id is 'Programme of the project';
comment on column funding.project_capital.state_allocated is 'Given from the state budget, whole đồng';
comment on column funding.project_capital.other_allocated is 'Given from other sources, whole đồng';
comment on column funding.project_capital.state_paid is 'Paid out of the state budget, whole đồng';
comment on column funding.project_capital.other_paid is 'Paid out of other sources, whole đồng';
comment on column funding.project_capital.allocated is 'Given in all, whole đồng';
comment on column funding.project_capital.paid is 'Paid out in all, whole đồng';
comment on column funding.project_capital.total_investment is 'Bound of what can be given (tổng mức đầu tư), whole đồng; empty = none is known';
comment on column funding.project_capital.version is 'Rises with every line posted';

create table funding.programme_year (
    programme_id bigint not null references plans.programme (id),
    source_code text not null,
    year integer not null,
    plan_id bigint not null,
    source_class text not null,
    allocated bigint not null default 0,
    carried_in bigint not null default 0,
    carried_out bigint not null default 0,
    lapsed bigint not null default 0,
    paid bigint not null default 0,
    primary key (programme_id, source_code, year)
);
create index programme_year_plan_idx on funding.programme_year (plan_id, source_code, year);
comment on table funding.programme_year is 'Capital of a programme per source and year: sums over its projects, kept by trigger, so that no page adds up projects';
comment on column funding.programme_year.programme_id is 'Programme';
comment on column funding.programme_year.source_code is 'Source of capital';
comment on column funding.programme_year.year is 'Budget year';
comment on column funding.programme_year.plan_id is 'Plan';
comment on column funding.programme_year.source_class is 'Class of the source';
comment on column funding.programme_year.allocated is 'Given by decisions, whole đồng';
comment on column funding.programme_year.carried_in is 'Carried over from the year before, whole đồng';
comment on column funding.programme_year.carried_out is 'Carried over to the next year, whole đồng';
comment on column funding.programme_year.lapsed is 'Lapsed, whole đồng';
comment on column funding.programme_year.paid is 'Paid out, whole đồng';

create table funding.source_year (
    plan_id bigint not null references plans.plan (id),
    source_code text not null,
    year integer not null,
    source_class text not null,
    ceiling bigint,
    ceiling_basis text check (ceiling_basis in ('entered', 'illustrative')),
    allocated bigint not null default 0,
    version bigint not null default 0,
    primary key (plan_id, source_code, year),
    constraint source_year_source_fk foreign key (source_code, source_class) references funding.source (code, source_class),
    -- F3. Where no ceiling is set (null) there is no bound.
    constraint source_year_within_ceiling check (allocated <= ceiling)
);
comment on table funding.source_year is 'Ceiling of a source in a year of a plan, and what has been given of it; kept by trigger (F3)';
comment on column funding.source_year.plan_id is 'Plan';
comment on column funding.source_year.source_code is 'Source of capital';
comment on column funding.source_year.year is 'Budget year';
comment on column funding.source_year.source_class is 'Class of the source';
comment on column funding.source_year.ceiling is 'The most the source can give in the year, whole đồng; empty where none is set';
comment on column funding.source_year.ceiling_basis is 'Basis of the ceiling in force';
comment on column funding.source_year.allocated is 'Given by decisions, whole đồng';
comment on column funding.source_year.version is 'Id of the latest ceiling line';

create function funding.post_ceiling_lines() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    insert into funding.source_year (plan_id, source_code, year, source_class, ceiling, ceiling_basis, version)
    select distinct on (l.plan_id, l.source_code, l.year)
        l.plan_id, l.source_code, l.year, l.source_class, l.amount, case when l.amount is not null then l.figure_basis end, l.id
    from new_line l
    order by l.plan_id, l.source_code, l.year, l.id desc
    on conflict (plan_id, source_code, year) do update
        set ceiling = excluded.ceiling, ceiling_basis = excluded.ceiling_basis, version = greatest(source_year.version, excluded.version);
    return null;
end $$;
comment on function funding.post_ceiling_lines() is 'Carries new ceilings into source_year; its check holds F3 against what is already given';

create function funding.total_investment(bigint) returns bigint
    language sql stable
    as $$ select p.total_investment from projects.project p where p.id = $1 $$;
comment on function funding.total_investment(bigint) is 'The bound of a project''s capital over all sources and years; null = none is known';

create function funding.post_allocation_lines() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    here xid8 := pg_current_xact_id();
begin
    -- F6: an approved decision has its lines from the transaction that approved it, and never gets others.
    if exists (
        select 1 from (select distinct decision_id from new_line) l join funding.decision d on d.id = l.decision_id
        where d.status <> 'approved' or here is distinct from coalesce(d.withdrawn_xact, d.approved_xact)
    ) then
        raise exception 'lines are posted by the approval of their decision alone'
            using errcode = 'restrict_violation', schema = 'funding', table = 'allocation_line', constraint = 'decision_is_closed';
    end if;

    -- F5. All lines of a decision come in one statement, so here they can be summed.
    if exists (
        select 1
        from (
            select l.decision_id, l.source_code, sum(l.amount) filter (where l.entry = 'allocated') as given
            from new_line l join funding.decision d on d.id = l.decision_id and d.kind = 'adjustment' and d.withdrawn_at is null
            group by l.decision_id, l.source_code
        ) l
        left join lateral (
            select sum(w.amount) as drawn
            from funding.contingency_draw w join funding.contingency c on c.id = w.contingency_id
            where w.decision_id = l.decision_id and c.source_code = l.source_code
        ) w on true
        where coalesce(l.given, 0) <> coalesce(w.drawn, 0)
    ) then
        raise exception 'an adjustment takes what it gives, per source'
            using errcode = 'check_violation', schema = 'funding', table = 'allocation_line', constraint = 'adjustment_balanced';
    end if;

    -- Capital of a closed year does not change any more, but for the closing itself.
    if exists (
        select 1
        from new_line l
        join funding.decision d on d.id = l.decision_id
        join funding.decision c on c.plan_id = l.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null
            and c.id <> d.id and c.closes_year >= l.year
        where l.entry <> 'carried_in' and d.withdrawn_at is null
    ) then
        raise exception 'the year is closed'
            using errcode = 'check_violation', schema = 'funding', table = 'allocation_line', constraint = 'year_is_open';
    end if;

    -- Every writer takes the rows of one table after the other, each in the order of its key: need, allocation,
    -- project_capital, programme_year, source_year. Two approvals of one plan wait for each other before this.
    perform 1 from funding.need n
    where (n.project_id, n.source_code) in (select l.project_id, l.source_code from new_line l)
    order by n.project_id, n.source_code for no key update;
    perform 1 from funding.allocation a
    where (a.project_id, a.source_code, a.year) in (select l.project_id, l.source_code, l.year from new_line l)
    order by a.project_id, a.source_code, a.year for update;
    perform 1 from funding.project_capital p
    where p.project_id in (select l.project_id from new_line l)
    order by p.project_id for no key update;

    update funding.need n
    set allocated = n.allocated + l.amount
    from (select project_id, source_code, sum(amount)::bigint as amount from new_line where entry = 'allocated' group by 1, 2) l
    where n.project_id = l.project_id and n.source_code = l.source_code and l.amount <> 0;
    -- F2 where there is no need at all: no row is there to hold the check.
    if exists (
        select 1 from new_line l
        where l.entry = 'allocated'
            and not exists (select 1 from funding.need n where n.project_id = l.project_id and n.source_code = l.source_code)
    ) then
        raise exception 'capital from a source the project has no need of'
            using errcode = 'check_violation', schema = 'funding', table = 'need', constraint = 'need_stays_above_allocation';
    end if;

    merge into funding.allocation a
    using (
        select project_id, source_code, year, max(plan_id) as plan_id, max(programme_id) as programme_id, max(source_class) as source_class,
            coalesce(sum(amount) filter (where entry = 'allocated'), 0)::bigint as allocated,
            coalesce(sum(amount) filter (where entry = 'carried_in'), 0)::bigint as carried_in,
            coalesce(sum(amount) filter (where entry = 'carried_out'), 0)::bigint as carried_out,
            coalesce(sum(amount) filter (where entry = 'lapsed'), 0)::bigint as lapsed
        from new_line
        group by project_id, source_code, year
    ) l on l.project_id = a.project_id and l.source_code = a.source_code and l.year = a.year
    when matched and a.paid = 0 and a.allocated + l.allocated = 0 and a.carried_in + l.carried_in = 0
        and a.carried_out + l.carried_out = 0 and a.lapsed + l.lapsed = 0 then delete
    when matched then update set allocated = a.allocated + l.allocated, carried_in = a.carried_in + l.carried_in,
        carried_out = a.carried_out + l.carried_out, lapsed = a.lapsed + l.lapsed
    when not matched then insert (project_id, source_code, year, plan_id, programme_id, source_class, allocated, carried_in, carried_out, lapsed)
        values (l.project_id, l.source_code, l.year, l.plan_id, l.programme_id, l.source_class, l.allocated, l.carried_in, l.carried_out, l.lapsed);

    insert into funding.project_capital as p (project_id, programme_id, state_allocated, other_allocated, total_investment, version)
    select l.project_id, max(l.programme_id),
        coalesce(sum(l.amount) filter (where l.source_class = 'state' and l.entry = 'allocated'), 0),
        coalesce(sum(l.amount) filter (where l.source_class = 'other' and l.entry = 'allocated'), 0),
        funding.total_investment(l.project_id), max(l.id)
    from new_line l
    group by l.project_id
    order by l.project_id
    on conflict (project_id) do update
        set state_allocated = p.state_allocated + excluded.state_allocated, other_allocated = p.other_allocated + excluded.other_allocated,
            total_investment = excluded.total_investment, programme_id = excluded.programme_id, version = greatest(p.version, excluded.version);

    insert into funding.programme_year as y
        (programme_id, source_code, year, plan_id, source_class, allocated, carried_in, carried_out, lapsed)
    select l.programme_id, l.source_code, l.year, max(l.plan_id), max(l.source_class),
        coalesce(sum(l.amount) filter (where l.entry = 'allocated'), 0), coalesce(sum(l.amount) filter (where l.entry = 'carried_in'), 0),
        coalesce(sum(l.amount) filter (where l.entry = 'carried_out'), 0), coalesce(sum(l.amount) filter (where l.entry = 'lapsed'), 0)
    from new_line l
    group by l.programme_id, l.source_code, l.year
    order by l.programme_id, l.source_code, l.year
    on conflict (programme_id, source_code, year) do update
        set allocated = y.allocated + excluded.allocated, carried_in = y.carried_in + excluded.carried_in,
            carried_out = y.carried_out + excluded.carried_out, lapsed = y.lapsed + excluded.lapsed;

    insert into funding.source_year as y (plan_id, source_code, year, source_class, allocated)
    select l.plan_id, l.source_code, l.year, max(l.source_class), sum(l.amount)
    from new_line l
    where l.entry = 'allocated'
    group by l.plan_id, l.source_code, l.year
    order by l.plan_id, l.source_code, l.year
    on conflict (plan_id, source_code, year) do update set allocated = y.allocated + excluded.allocated;

    -- Draws on contingencies come with the approval, and go with a withdrawal.
    update funding.contingency c
    set drawn = c.drawn + w.amount
    from (
        select w.contingency_id, sum(case when d.withdrawn_at is null then w.amount else -w.amount end)::bigint as amount
        from (select distinct decision_id from new_line) l
        join funding.decision d on d.id = l.decision_id
        join funding.contingency_draw w on w.decision_id = d.id
        group by w.contingency_id
    ) w
    where w.contingency_id = c.id;
    return null;
end $$;
comment on function funding.post_allocation_lines() is 'Carries the lines of an approved decision into every sum; the checks of those tables hold F2 to F5';

create trigger ceiling_line_post after insert on funding.ceiling_line
    referencing new table as new_line for each statement execute function funding.post_ceiling_lines();
create trigger ceiling_line_append_only before update or delete or truncate on funding.ceiling_line
    for each statement execute function common.refuse_change();
create trigger allocation_line_post after insert on funding.allocation_line
    referencing new table as new_line for each statement execute function funding.post_allocation_lines();
create trigger allocation_line_append_only before update or delete or truncate on funding.allocation_line
    for each statement execute function common.refuse_change();

create function funding.carry_total_investment() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    update funding.project_capital p
    set total_investment = funding.total_investment(p.project_id)
    from changed_project c
    where p.project_id = c.id and p.total_investment is distinct from funding.total_investment(p.project_id);
    return null;
end $$;
comment on function funding.carry_total_investment() is 'Carries a changed total investment to the row that holds F2';
create trigger project_total_investment after update on projects.project
    referencing new table as changed_project for each statement execute function funding.carry_total_investment();

-- The sums are written by the triggers above alone.
create trigger allocation_kept_by_trigger before insert or update or delete on funding.allocation
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger project_capital_kept_by_trigger before insert or update or delete on funding.project_capital
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger programme_year_kept_by_trigger before insert or update or delete on funding.programme_year
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger source_year_kept_by_trigger before insert or update or delete on funding.source_year
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();

-- migrate:down
drop trigger project_total_investment on projects.project;
drop table funding.source_year, funding.programme_year, funding.project_capital, funding.allocation, funding.allocation_line,
    funding.ceiling_line, funding.contingency_draw, funding.contingency, funding.draft_line, funding.decision;
drop function funding.post_ceiling_lines();
drop function funding.post_allocation_lines();
drop function funding.carry_total_investment();
drop function funding.total_investment(bigint);
drop function funding.guard_decision();
drop function funding.guard_draft_lines();
drop function funding.guard_draws();
alter table funding.need drop constraint need_stays_above_allocation, drop column allocated;
drop sequence funding.revision;
