-- migrate:up
create schema jobs;
comment on schema jobs is 'What runs by itself: every run with its outcome, and what is paused';

create table jobs.run (
    id bigint generated always as identity primary key,
    job text not null,
    due_at timestamptz not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    finished_at timestamptz,
    node text not null,
    requested_by text,
    result text check (result in ('ok', 'failed', 'cancelled', 'lost')),
    counts jsonb not null default '{}' check (jsonb_typeof(counts) = 'object'),
    fault text,
    correlation_id text not null,
    check ((result is null) = (finished_at is null)),
    check ((fault is not null) = (result is not null and result = 'failed'))
);
create index run_job_idx on jobs.run (job, started_at desc, id desc);
create index run_open_idx on jobs.run (job) where finished_at is null;
create index run_age_idx on jobs.run (started_at);
comment on table jobs.run is 'Runs of scheduled jobs; kept for 400 days';
comment on column jobs.run.id is 'Key';
comment on column jobs.run.job is 'Id of the job in the schedule';
comment on column jobs.run.due_at is 'When the schedule, or a person, asked for it';
comment on column jobs.run.started_at is 'When it began';
comment on column jobs.run.seen_at is 'Last sign of life of the node that runs it; a run without one for a minute is lost';
comment on column jobs.run.finished_at is 'When it ended; null = it runs, or its node was lost';
comment on column jobs.run.node is 'Machine and process that ran it';
comment on column jobs.run.requested_by is 'Who asked for it; null = the schedule';
comment on column jobs.run.result is 'ok, failed, cancelled = the program was stopped, lost = its node ended without a word; null = it runs';
comment on column jobs.run.counts is 'What it did: name of a count to a number';
comment on column jobs.run.fault is 'Why it failed: stable code of the refusal, or unexpected';
comment on column jobs.run.correlation_id is 'Id under which log and history hold the run';

create table jobs.pause (
    job text primary key,
    paused_at timestamptz not null,
    paused_by text not null,
    reason text
);
comment on table jobs.pause is 'Jobs that do not run by themselves until somebody resumes them';
comment on column jobs.pause.job is 'Id of the job in the schedule';
comment on column jobs.pause.paused_at is 'Since when';
comment on column jobs.pause.paused_by is 'Who paused it';
comment on column jobs.pause.reason is 'Reason given';

-- Its tables are made by the scheduler that the program was built with, in the step that migrates: see ADR 15.
create schema scheduler;
comment on schema scheduler is 'The scheduler''s own tables: what is due when, and which node runs it';

-- migrate:down
drop schema scheduler cascade;
drop schema jobs cascade;
