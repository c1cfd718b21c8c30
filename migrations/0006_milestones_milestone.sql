-- migrate:up
create schema milestones;
comment on schema milestones is 'Milestones of projects: dates with a precision, as the documents write them';

create table milestones.kind (
    code text primary key,
    name text collate "vi-x-icu" not null,
    name_en text not null,
    position integer not null
);
comment on table milestones.kind is 'Standard kinds of milestone';
comment on column milestones.kind.code is 'Stable code (ground_broken)';
comment on column milestones.kind.name is 'Name in Vietnamese';
comment on column milestones.kind.name_en is 'Name in English';
comment on column milestones.kind.position is 'Order in the life of a project';

create table milestones.milestone (
    id bigint generated always as identity primary key,
    project_id bigint not null,
    plan_id bigint not null,
    code text not null,
    kind_code text not null references milestones.kind (code),
    name text collate "vi-x-icu" not null,
    planned_on date,
    planned_precision text not null check (planned_precision in
        ('day', 'month', 'quarter', 'half_year', 'year', 'period', 'continuous')),
    planned_text text not null,
    met_on date,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint milestone_code_key unique (project_id, code),
    constraint milestone_project_fk foreign key (project_id, plan_id) references projects.project (id, plan_id)
        on update cascade on delete cascade,
    -- Continuous work has no due date and is never overdue; everything else has one.
    constraint milestone_date check ((planned_precision = 'continuous') = (planned_on is null))
);
create index milestone_plan_open_idx on milestones.milestone (plan_id, planned_on, id)
    where met_on is null and planned_on is not null;
create index milestone_open_idx on milestones.milestone (planned_on, id)
    where met_on is null and planned_on is not null;
comment on table milestones.milestone is 'A milestone of a project; overdue from the day after planned_on until met_on is set';
comment on column milestones.milestone.id is 'Surrogate key';
comment on column milestones.milestone.project_id is 'Project';
comment on column milestones.milestone.plan_id is 'Plan of the project, repeated for the index of open milestones';
comment on column milestones.milestone.code is 'Code, unique within the project';
comment on column milestones.milestone.kind_code is 'Standard kind';
comment on column milestones.milestone.name is 'What is to be reached';
comment on column milestones.milestone.planned_on is 'Last day of the planned period; empty for continuous work';
comment on column milestones.milestone.planned_precision is 'How exact the plan is: day, month, quarter, half_year, year, period, continuous';
comment on column milestones.milestone.planned_text is 'The date as the document writes it';
comment on column milestones.milestone.met_on is 'Day on which it was met';
comment on column milestones.milestone.source_file is 'Document that sets the milestone';
comment on column milestones.milestone.source_section is 'Section of that document';
comment on column milestones.milestone.source_item is 'Item within the section';

-- migrate:down
drop schema milestones cascade;
