-- migrate:up
create schema audit;
comment on schema audit is 'Who changed what, when: append-only';

create table audit.event (
    id bigint generated always as identity primary key,
    occurred_at timestamptz not null default now(),
    actor_name text not null,
    actor_role text not null,
    kind text not null,
    subject_type text not null,
    subject_code text not null,
    before jsonb,
    after jsonb,
    reason text,
    correlation_id text
);
create index event_subject_idx on audit.event (subject_type, subject_code, id);
comment on table audit.event is 'One change of data, written in the transaction that makes it';
comment on column audit.event.id is 'Surrogate key, in order of writing';
comment on column audit.event.occurred_at is 'When the change was made';
comment on column audit.event.actor_name is 'Who made it';
comment on column audit.event.actor_role is 'In which role';
comment on column audit.event.kind is 'What was done (funding.needs_set)';
comment on column audit.event.subject_type is 'What kind of record was changed (project, programme)';
comment on column audit.event.subject_code is 'Code of the changed record';
comment on column audit.event.before is 'Values before the change';
comment on column audit.event.after is 'Values after the change';
comment on column audit.event.reason is 'Reason given';
comment on column audit.event.correlation_id is 'Id of the request or run that caused it';

create trigger event_append_only before update or delete or truncate on audit.event
    for each statement execute function common.refuse_change();

-- migrate:down
drop schema audit cascade;
