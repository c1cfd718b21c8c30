-- migrate:up
-- What people say to a warning: that they know and by when it will be put right, a remark, or who is to act.
alter table slippage.episode add column expected_on date, add column assigned_id bigint references directory.body (id) on delete set null,
    add constraint episode_acknowledged check ((acknowledged_on is null) = (expected_on is null));
comment on column slippage.episode.expected_on is 'Day by which whoever acknowledged it last expects it to be put right; empty = nobody has';
comment on column slippage.episode.assigned_id is 'Body that was told to act; empty = whoever answers anyway';
create index episode_assigned_idx on slippage.episode (assigned_id) where resolved_on is null and assigned_id is not null;

create table slippage.remark (
    id bigint generated always as identity primary key,
    episode_id bigint not null references slippage.episode (id),
    kind text not null check (kind in ('acknowledged', 'said', 'assigned')),
    text text check (length(text) between 1 and 2000),
    expected_on date,
    body_id bigint references directory.body (id),
    entered_by text not null,
    entered_account bigint,
    entered_on date not null,
    entered_at timestamptz not null default now(),
    constraint remark_says check (
        (kind = 'acknowledged') = (expected_on is not null) and (kind = 'assigned') = (body_id is not null) and (kind <> 'said' or text is not null))
);
create index remark_episode_idx on slippage.remark (episode_id, id);
comment on table slippage.remark is 'What people have said to warnings; append-only';
comment on column slippage.remark.id is 'Surrogate key; the order in which it was said';
comment on column slippage.remark.episode_id is 'Warning';
comment on column slippage.remark.kind is 'acknowledged (known, with a day), said (a remark), assigned (a body is told to act)';
comment on column slippage.remark.text is 'What was said; empty = nothing beside the day or the body';
comment on column slippage.remark.expected_on is 'Day by which it is expected to be put right';
comment on column slippage.remark.body_id is 'Body that was told to act';
comment on column slippage.remark.entered_by is 'Who said it';
comment on column slippage.remark.entered_account is 'Account of that person; empty for the program itself';
comment on column slippage.remark.entered_on is 'Business day';
comment on column slippage.remark.entered_at is 'When';
create trigger remark_append_only before update or delete or truncate on slippage.remark
    for each statement execute function common.refuse_change();

-- A board shows what hangs on most first.
create index project_state_board_idx on slippage.project_state ((red > 0) desc, at_risk desc, project_id) where red > 0 or amber > 0;

-- migrate:down
drop index slippage.project_state_board_idx;
drop table slippage.remark;
drop index slippage.episode_assigned_idx;
alter table slippage.episode drop constraint episode_acknowledged, drop column assigned_id, drop column expected_on;
