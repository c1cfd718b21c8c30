-- migrate:up
-- Small pictures of attached photos, made when they are first looked at: beside the content they show, once however often it is attached.
create table files.thumbnail (
    sha256 bytea primary key references files.content (sha256),
    bytes bytea check (octet_length(bytes) > 0),
    made_at timestamptz not null default now()
);
alter table files.thumbnail alter column bytes set storage external;
comment on table files.thumbnail is 'Small pictures of attached photos, made when they are first looked at; append-only';
comment on column files.thumbnail.sha256 is 'The content it shows';
comment on column files.thumbnail.bytes is 'The small picture, a JPEG without any data of the camera; empty = none can be made of the content';
comment on column files.thumbnail.made_at is 'When it was made';
create trigger thumbnail_append_only before update or delete or truncate on files.thumbnail
    for each statement execute function common.refuse_change();

-- A province rules on the limits of its steps. What the seed files say is kept beside, and never overwrites a ruling.
alter table land_clearance.step
    add column document_value integer check (document_value > 0),
    add column document_unit text check (document_unit in ('day', 'working_day', 'month')),
    add column ruled_at timestamptz,
    add column revision bigint not null default nextval('land_clearance.revision'),
    add constraint step_document check ((document_value is null) = (document_unit is null));
update land_clearance.step set document_value = limit_value, document_unit = limit_unit;
comment on column land_clearance.step.document_value is 'Longest time as the seed files state it; empty = none';
comment on column land_clearance.step.document_unit is 'Unit of that time: day, working_day, month';
comment on column land_clearance.step.ruled_at is 'When the province last ruled otherwise than the seed files; empty = the limit is theirs';
comment on column land_clearance.step.revision is 'Version of the step';

create table land_clearance.limit_ruling (
    id bigint generated always as identity primary key,
    province_code text not null references directory.province (code),
    step_code text not null,
    was_value integer,
    was_unit text,
    now_value integer,
    now_unit text,
    reason text not null check (length(reason) between 1 and 2000),
    entered_by text not null,
    entered_account bigint,
    entered_at timestamptz not null default now(),
    constraint limit_ruling_changes check ((was_value, was_unit) is distinct from (now_value, now_unit))
);
create index limit_ruling_province_idx on land_clearance.limit_ruling (province_code, id desc);
comment on table land_clearance.limit_ruling is 'Every change of a limit by the province: what it was, what it is now, who, when and why; append-only';
comment on column land_clearance.limit_ruling.id is 'Surrogate key; the order of the changes';
comment on column land_clearance.limit_ruling.province_code is 'Province';
comment on column land_clearance.limit_ruling.step_code is 'Step. No foreign key: rulings outlive steps';
comment on column land_clearance.limit_ruling.was_value is 'The limit before; empty = none';
comment on column land_clearance.limit_ruling.was_unit is 'Its unit';
comment on column land_clearance.limit_ruling.now_value is 'The limit from now on; empty = none';
comment on column land_clearance.limit_ruling.now_unit is 'Its unit';
comment on column land_clearance.limit_ruling.reason is 'Why';
comment on column land_clearance.limit_ruling.entered_by is 'Who';
comment on column land_clearance.limit_ruling.entered_account is 'Account of that person. No foreign key: rulings outlive accounts';
comment on column land_clearance.limit_ruling.entered_at is 'When';
create trigger limit_ruling_append_only before update or delete or truncate on land_clearance.limit_ruling
    for each statement execute function common.refuse_change();

-- migrate:down
drop table land_clearance.limit_ruling;
alter table land_clearance.step
    drop column document_value,
    drop column document_unit,
    drop column ruled_at,
    drop column revision;
drop table files.thumbnail;
