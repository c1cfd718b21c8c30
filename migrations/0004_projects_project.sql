-- migrate:up
create schema projects;
comment on schema projects is 'Projects, schemes and tasks with their bodies, places and measurable outputs';

create table projects.project (
    id bigint generated always as identity primary key,
    code text not null unique,
    plan_id bigint not null references plans.plan (id),
    programme_id bigint not null,
    parent_id bigint references projects.project (id),
    kind text not null check (kind in ('construction', 'planning', 'scheme', 'task')),
    sector text not null check (sector in ('road', 'urban', 'waste', 'water', 'housing', 'planning', 'airport', 'other')),
    size_group text check (size_group in ('national', 'a', 'b', 'c')),
    stage text check (stage in ('preparation', 'land_clearance', 'procurement', 'construction', 'completion',
        'settlement', 'suspended', 'cancelled')),
    stage_basis text check (stage_basis in ('official', 'entered', 'illustrative')),
    name text collate "vi-x-icu" not null,
    description text,
    places text,
    period_from integer,
    period_to integer,
    total_investment bigint check (total_investment >= 0),
    source_file text not null,
    source_section text not null,
    source_item text not null,
    source_quote text,
    search_text text not null generated always as
        (common.fold(code || ' ' || name || ' ' || coalesce(places, ''))) stored,
    constraint project_programme_fk foreign key (programme_id, plan_id) references plans.programme (id, plan_id),
    constraint project_programme_key unique (id, programme_id),
    constraint project_plan_key unique (id, plan_id),
    constraint project_period check (period_to >= period_from),
    constraint project_stage_basis check ((stage is null) = (stage_basis is null)),
    constraint project_not_its_own_parent check (parent_id <> id)
);
create index project_plan_idx on projects.project (plan_id, code);
create index project_programme_idx on projects.project (programme_id, code);
create index project_plan_name_idx on projects.project (plan_id, name, id);
create index project_name_idx on projects.project (name, id);
create index project_shape_idx on projects.project (plan_id, sector, stage, kind);
create index project_illustrative_idx on projects.project (plan_id) where stage_basis = 'illustrative';
create index project_parent_idx on projects.project (parent_id) where parent_id is not null;
create index project_search_idx on projects.project using gin (search_text public.gin_trgm_ops);
comment on table projects.project is 'A project, scheme or task that a plan names';
comment on column projects.project.id is 'Surrogate key';
comment on column projects.project.code is 'Stable code, part of addresses (CB-GT-001)';
comment on column projects.project.plan_id is 'Plan that names it';
comment on column projects.project.programme_id is 'Programme whose envelope its needs draw on';
comment on column projects.project.parent_id is 'Project it is a part of (a site of a task)';
comment on column projects.project.kind is 'construction, planning, scheme or task';
comment on column projects.project.sector is 'road, urban, waste, water, housing, planning, airport or other';
comment on column projects.project.size_group is 'Legal size group: national-important, A, B, C; empty where not stated';
comment on column projects.project.stage is 'Stage of the work; empty where no document says';
comment on column projects.project.stage_basis is 'Whence the stage is known: official (document), entered, illustrative';
comment on column projects.project.name is 'Name as the document writes it';
comment on column projects.project.description is 'Scope in the words of the document';
comment on column projects.project.places is 'Places as the document names them';
comment on column projects.project.period_from is 'First year of the work';
comment on column projects.project.period_to is 'Last year of the work';
comment on column projects.project.total_investment is 'Approved total investment in whole đồng; empty until approved';
comment on column projects.project.source_file is 'Document that names the project';
comment on column projects.project.source_section is 'Section of that document';
comment on column projects.project.source_item is 'Item within the section';
comment on column projects.project.source_quote is 'The words of the document';
comment on column projects.project.search_text is 'Code, name and places folded for accent-insensitive search';

create table projects.project_body (
    project_id bigint not null references projects.project (id) on delete cascade,
    body_id bigint not null references directory.body (id),
    role text not null check (role in ('owner', 'lead', 'coordinating')),
    as_written text not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    primary key (project_id, body_id, role)
);
create index project_body_body_idx on projects.project_body (body_id, role, project_id);
comment on table projects.project_body is 'Who owns, leads or coordinates a project';
comment on column projects.project_body.project_id is 'Project';
comment on column projects.project_body.body_id is 'Body';
comment on column projects.project_body.role is 'owner (chủ đầu tư), lead (chủ trì) or coordinating (phối hợp)';
comment on column projects.project_body.as_written is 'The words of the document';
comment on column projects.project_body.source_file is 'Document that assigns the role';
comment on column projects.project_body.source_section is 'Section of that document';
comment on column projects.project_body.source_item is 'Item within the section';

create table projects.project_commune (
    project_id bigint not null references projects.project (id) on delete cascade,
    commune_id bigint not null references directory.commune (id),
    primary key (project_id, commune_id)
);
create index project_commune_commune_idx on projects.project_commune (commune_id, project_id);
comment on table projects.project_commune is 'Communes in which a project lies';
comment on column projects.project_commune.project_id is 'Project';
comment on column projects.project_commune.commune_id is 'Commune';

create table projects.output (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects.project (id) on delete cascade,
    code text not null,
    name text collate "vi-x-icu" not null,
    comparator text not null check (comparator in ('eq', 'gte', 'gt', 'lte', 'lt', 'approx', 'range', 'text')),
    value numeric,
    value_to numeric,
    unit text,
    target_year integer,
    as_written text not null,
    position integer not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint output_code_key unique (project_id, code),
    constraint output_value check ((comparator = 'text') = (value is null)),
    constraint output_range check ((comparator = 'range') = (value_to is not null))
);
comment on table projects.output is 'A measurable output that a document expects of a project';
comment on column projects.output.id is 'Surrogate key';
comment on column projects.output.project_id is 'Project';
comment on column projects.output.code is 'Code, unique within the project';
comment on column projects.output.name is 'What is produced';
comment on column projects.output.comparator is 'How the value is to be read: eq, gte, gt, lte, lt, approx, range, text (no number)';
comment on column projects.output.value is 'Quantity';
comment on column projects.output.value_to is 'Upper end of a range';
comment on column projects.output.unit is 'Unit of the quantity';
comment on column projects.output.target_year is 'Year by which it is to be reached';
comment on column projects.output.as_written is 'The words of the document';
comment on column projects.output.position is 'Order within the project';
comment on column projects.output.source_file is 'Document that states the output';
comment on column projects.output.source_section is 'Section of that document';
comment on column projects.output.source_item is 'Item within the section';

-- migrate:down
drop schema projects cascade;
