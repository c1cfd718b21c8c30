-- migrate:up
create schema funding;
comment on schema funding is 'Money. Lines are append-only; envelopes and sums are kept by triggers in the same transaction';

create table funding.source (
    code text primary key,
    source_class text not null check (source_class in ('state', 'other')),
    name text collate "vi-x-icu" not null,
    name_en text not null,
    position integer not null,
    constraint source_class_key unique (code, source_class)
);
comment on table funding.source is 'A source of capital in detail (central budget, PPP investor, …)';
comment on column funding.source.code is 'Stable code (ngan-sach-trung-uong)';
comment on column funding.source.source_class is 'state (state budget) or other (outside the budget)';
comment on column funding.source.name is 'Name in Vietnamese';
comment on column funding.source.name_en is 'Name in English';
comment on column funding.source.position is 'Order in lists';

create table funding.envelope (
    programme_id bigint not null references plans.programme (id) on delete cascade,
    source_class text not null check (source_class in ('state', 'other')),
    amount bigint check (amount >= 0),
    itemised bigint not null default 0,
    unitemised bigint generated always as (amount - itemised) stored,
    primary key (programme_id, source_class),
    -- F1. An amount that no document states (null) sets no bound.
    constraint envelope_not_exceeded check (itemised <= amount),
    constraint envelope_itemised_not_negative check (itemised >= 0)
);
comment on table funding.envelope is 'Capital need of a programme per source class, and how much of it projects have taken up (F1)';
comment on column funding.envelope.programme_id is 'Programme';
comment on column funding.envelope.source_class is 'state or other';
comment on column funding.envelope.amount is 'Need the plan states, whole đồng; empty where it states none';
comment on column funding.envelope.itemised is 'Sum of the needs of its projects, whole đồng; kept from need_line';
comment on column funding.envelope.unitemised is 'What no project has taken up yet (chưa phân khai), whole đồng';

create table funding.need_line (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects.project (id),
    programme_id bigint not null,
    source_code text not null,
    source_class text not null,
    amount bigint not null check (amount <> 0),
    figure_basis text not null check (figure_basis in ('official', 'entered', 'illustrative')),
    reason text,
    recorded_by text not null,
    recorded_at timestamptz not null default now(),
    constraint need_line_source_fk foreign key (source_code, source_class) references funding.source (code, source_class),
    constraint need_line_envelope_fk foreign key (programme_id, source_class)
        references funding.envelope (programme_id, source_class)
);
create index need_line_project_idx on funding.need_line (project_id, id);
create index need_line_programme_idx on funding.need_line (programme_id, source_class);
comment on table funding.need_line is 'Append-only ledger of project needs: the need of a project from a source is the sum of its lines';
comment on column funding.need_line.id is 'Surrogate key; rises with every change';
comment on column funding.need_line.project_id is 'Project';
comment on column funding.need_line.programme_id is 'Programme whose envelope the line draws on';
comment on column funding.need_line.source_code is 'Source of capital';
comment on column funding.need_line.source_class is 'Class of that source';
comment on column funding.need_line.amount is 'Change of the need in whole đồng; negative takes back';
comment on column funding.need_line.figure_basis is 'official (document), entered (by an officer) or illustrative (demonstration)';
comment on column funding.need_line.reason is 'Why the figure was changed';
comment on column funding.need_line.recorded_by is 'Who recorded the line';
comment on column funding.need_line.recorded_at is 'When the line was recorded';

create table funding.need (
    project_id bigint not null,
    source_code text not null,
    programme_id bigint not null,
    source_class text not null,
    amount bigint not null,
    figure_basis text not null check (figure_basis in ('official', 'entered', 'illustrative')),
    primary key (project_id, source_code),
    constraint need_positive check (amount > 0),
    -- A project cannot leave its programme while it holds a part of that programme's envelope.
    constraint need_project_fk foreign key (project_id, programme_id) references projects.project (id, programme_id),
    constraint need_source_fk foreign key (source_code, source_class) references funding.source (code, source_class)
);
create index need_source_idx on funding.need (source_code);
comment on table funding.need is 'Need in force of a project per source: the sum of its lines, kept by trigger; no row = no need';
comment on column funding.need.project_id is 'Project';
comment on column funding.need.source_code is 'Source of capital';
comment on column funding.need.programme_id is 'Programme of the project';
comment on column funding.need.source_class is 'Class of the source';
comment on column funding.need.amount is 'Need in force, whole đồng';
comment on column funding.need.figure_basis is 'Basis of the latest line';

create table funding.project_need (
    project_id bigint primary key references projects.project (id),
    state bigint not null default 0 check (state >= 0),
    other bigint not null default 0 check (other >= 0),
    total bigint generated always as (state + other) stored,
    illustrative boolean not null default false,
    version bigint not null
);
create index project_need_total_idx on funding.project_need (total, project_id);
create index project_need_illustrative_idx on funding.project_need (project_id) where illustrative;
comment on table funding.project_need is 'Needs of a project per source class, kept by trigger, and the version of its funding';
comment on column funding.project_need.project_id is 'Project';
comment on column funding.project_need.state is 'Need from the state budget, whole đồng';
comment on column funding.project_need.other is 'Need from other sources, whole đồng';
comment on column funding.project_need.total is 'Sum of both, whole đồng';
comment on column funding.project_need.illustrative is 'Whether any amount in force is made up for demonstration';
comment on column funding.project_need.version is 'Id of the latest line; the ETag of the project''s needs';

create function funding.post_need_lines() returns trigger
    language plpgsql
    as $$
begin
    -- Officers who draw on one envelope queue here, always in the same order, so that they cannot deadlock. The weaker lock
    -- lets the foreign key checks of their lines, which come first, stand beside each other.
    perform 1
    from funding.envelope e
    where (e.programme_id, e.source_class) in (select l.programme_id, l.source_class from new_line l)
    order by e.programme_id, e.source_class
    for no key update;

    -- Not a foreign key of the lines: they stay with the programme they drew on when their project moves later.
    if exists (
        select 1 from new_line l join projects.project p on p.id = l.project_id where p.programme_id <> l.programme_id
    ) then
        raise exception 'a need line draws on another programme than that of its project'
            using errcode = 'foreign_key_violation', schema = 'funding', table = 'need_line', constraint = 'need_project_fk';
    end if;

    merge into funding.need n
    using (
        select project_id, source_code, max(programme_id) as programme_id, max(source_class) as source_class,
            sum(amount)::bigint as amount, (array_agg(figure_basis order by id desc))[1] as figure_basis
        from new_line
        group by project_id, source_code
    ) l on l.project_id = n.project_id and l.source_code = n.source_code
    when matched and n.amount + l.amount = 0 then delete
    when matched then update set amount = n.amount + l.amount, figure_basis = l.figure_basis
    when not matched and l.amount <> 0 then
        insert (project_id, source_code, programme_id, source_class, amount, figure_basis)
        values (l.project_id, l.source_code, l.programme_id, l.source_class, l.amount, l.figure_basis);

    merge into funding.project_need p
    using (
        select l.project_id,
            coalesce(sum(l.amount) filter (where l.source_class = 'state'), 0)::bigint as state,
            coalesce(sum(l.amount) filter (where l.source_class = 'other'), 0)::bigint as other,
            max(l.id) as version,
            exists (select 1 from funding.need n
                where n.project_id = l.project_id and n.figure_basis = 'illustrative') as illustrative
        from new_line l
        group by l.project_id
    ) l on l.project_id = p.project_id
    when matched then update set state = p.state + l.state, other = p.other + l.other,
        illustrative = l.illustrative, version = greatest(p.version, l.version)
    when not matched then insert (project_id, state, other, illustrative, version)
        values (l.project_id, l.state, l.other, l.illustrative, l.version);

    update funding.envelope e
    set itemised = e.itemised + l.amount
    from (
        select programme_id, source_class, sum(amount)::bigint as amount
        from new_line
        group by programme_id, source_class
    ) l
    where l.programme_id = e.programme_id and l.source_class = e.source_class and l.amount <> 0;
    return null;
end $$;
comment on function funding.post_need_lines() is 'Carries new need lines into need, project_need and envelope; the checks there hold F1';

create trigger need_line_post after insert on funding.need_line
    referencing new table as new_line
    for each statement execute function funding.post_need_lines();
create trigger need_line_append_only before update or delete or truncate on funding.need_line
    for each statement execute function common.refuse_change();

-- migrate:down
drop schema funding cascade;
