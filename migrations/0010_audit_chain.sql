-- migrate:up
-- Every event carries the hash of the one before it. Chains are per province and run in lanes: a transaction takes the first
-- lane that nobody else writes in, so that writers do not wait for each other, and a lone writer always extends lane 1.
create table audit.lane (
    chain text not null,
    lane smallint not null,
    position bigint not null,
    hash bytea not null,
    primary key (chain, lane)
) with (fillfactor = 50);
comment on table audit.lane is 'Head of every lane of the audit chain: up to where its events go. Written by the trigger of audit.event alone';
comment on column audit.lane.chain is 'Code of the province; empty for what belongs to no province';
comment on column audit.lane.lane is 'Lane, from 1 to 16';
comment on column audit.lane.position is 'Position of its last event: the number of its events';
comment on column audit.lane.hash is 'Hash of its last event';

alter table audit.event
    add column province_code text check (province_code <> ''),
    add column account_id bigint,
    add column client_address text,
    add column chain text not null generated always as (coalesce(province_code, '')) stored,
    add column lane smallint check (lane between 1 and 16),
    add column position bigint check (position >= 1),
    add column previous_hash bytea,
    add column hash bytea;
comment on table audit.event is 'What happened: a change, written in the transaction that makes it, a sign-in, a refusal';
comment on column audit.event.id is 'Surrogate key, in order of writing; set by trigger';
comment on column audit.event.occurred_at is 'When it happened; set by trigger';
comment on column audit.event.actor_name is 'Who did it';
comment on column audit.event.subject_type is 'What kind of record it concerns (project, programme)';
comment on column audit.event.subject_code is 'Code of that record';
comment on column audit.event.province_code is 'Province of the subject; empty for what belongs to no province';
comment on column audit.event.account_id is 'Account that acted; empty for the program itself, or when nobody was signed in. No foreign key: events outlive accounts';
comment on column audit.event.client_address is 'Network address the request came from';
comment on column audit.event.chain is 'Chain the event stands in: the code of its province; empty without one';
comment on column audit.event.lane is 'Lane of the chain; set by trigger';
comment on column audit.event.position is 'Place in the lane, from 1 without a gap; set by trigger';
comment on column audit.event.previous_hash is 'Hash of the event before it in the lane; empty bytes for the first; set by trigger';
comment on column audit.event.hash is 'SHA-256 over the hash before and all fields; set by trigger';

-- The one definition of what is hashed, for writing and for proving. An array in jsonb keeps the fields apart and null apart
-- from empty; the instant is told in microseconds, so that no time zone or date style has a say.
create function audit.event_hash(e audit.event) returns bytea
    language sql stable
    as $$
        select sha256(e.previous_hash || convert_to(jsonb_build_array(
            e.id, (extract(epoch from e.occurred_at) * 1000000)::bigint, e.actor_name, e.actor_role, e.account_id, e.client_address,
            e.kind, e.subject_type, e.subject_code, e.province_code, e.before, e.after, e.reason, e.correlation_id,
            e.lane, e.position)::text, 'UTF8'))
    $$;
comment on function audit.event_hash(audit.event) is 'Hash of an event, over the hash before it and all its fields';

-- The events that are there already, in the order they were written.
alter table audit.event disable trigger event_append_only;

update audit.event e
set province_code = case e.subject_type
    when 'project' then (
        select p.province_code from projects.project x join plans.plan p on p.id = x.plan_id where x.code = e.subject_code)
    else (select p.province_code from plans.plan p where p.code = split_part(e.subject_code, '/', 1)) end
where e.subject_type in ('project', 'programme', 'plan');

do $$
declare
    e audit.event;
    head audit.lane;
begin
    for e in select * from audit.event order by chain, id loop
        if head.chain is distinct from e.chain then
            head := row (e.chain, 1, 0, '');
        end if;
        e.lane := head.lane;
        e.position := head.position + 1;
        e.previous_hash := head.hash;
        e.hash := audit.event_hash(e);
        update audit.event set lane = e.lane, position = e.position, previous_hash = e.previous_hash, hash = e.hash where id = e.id;
        head.position := e.position;
        head.hash := e.hash;
    end loop;
end $$;

insert into audit.lane (chain, lane, position, hash)
select distinct on (chain, lane) chain, lane, position, hash from audit.event order by chain, lane, position desc;

alter table audit.event enable trigger event_append_only;
alter table audit.event
    alter column lane set not null,
    alter column position set not null,
    alter column previous_hash set not null,
    alter column hash set not null,
    add constraint event_chain_key unique (chain, lane, position);

-- Neither the key nor the time is the caller's to give.
alter table audit.event alter column id drop identity, alter column occurred_at drop default;
create sequence audit.event_id_seq owned by audit.event.id;
select setval('audit.event_id_seq', coalesce(max(id), 1), count(*) > 0) from audit.event;

-- Newest first, by whatever auditors look for.
drop index audit.event_subject_idx;
create index event_time_idx on audit.event (occurred_at, id);
create index event_chain_idx on audit.event (chain, occurred_at, id);
create index event_actor_idx on audit.event (actor_name, occurred_at, id);
create index event_kind_idx on audit.event (kind, occurred_at, id);
create index event_subject_idx on audit.event (subject_type, subject_code, occurred_at, id);
create index event_code_idx on audit.event (subject_code, occurred_at, id);

-- A lane is taken by an advisory lock and not by a lock on its row: the row of a new lane would be seen by others only after
-- the commit of its maker, for whom they would have to wait. The lock ends with the transaction, after its commit is seen.
create function audit.take_lane(chain text) returns smallint
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
declare
    key integer := hashtext('audit.lane ' || chain);
    taken jsonb := coalesce(nullif(current_setting('audit.lanes', true), ''), '{}');
    lane integer := taken ->> chain;
begin
    -- The lane the transaction works in already. Anybody may write the setting; what counts is the lock.
    if lane between 1 and 16 and pg_try_advisory_xact_lock(key, lane) then
        return lane;
    end if;
    lane := 1;
    while lane <= 16 and not pg_try_advisory_xact_lock(key, lane) loop
        lane := lane + 1;
    end loop;
    if lane > 16 then
        lane := 1 + pg_backend_pid() % 16;
        perform pg_advisory_xact_lock(key, lane);
    end if;
    perform set_config('audit.lanes', (taken || jsonb_build_object(chain, lane))::text, true);
    return lane;
end $$;
comment on function audit.take_lane(text) is 'Takes the first free lane of a chain until the end of the transaction; waits only where all are taken';
revoke execute on function audit.take_lane(text) from public;

create function audit.extend_chain() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    own_chain text := coalesce(new.province_code, '');
    own_lane smallint := audit.take_lane(own_chain);
    head record;
begin
    -- The head in audit.lane rules: an event that somebody cut off behind the trigger's back leaves a gap that shows for ever.
    -- Only within one statement, whose heads are kept when it ends, are its own events further on.
    select h.position, h.hash into head
    from (
        select l.position, l.hash, true as kept from audit.lane l where l.chain = own_chain and l.lane = own_lane
        union all
        (select e.position, e.hash, false from audit.event e where e.chain = own_chain and e.lane = own_lane
        order by e.position desc limit 1)
    ) h
    order by h.position desc, h.kept desc
    limit 1;

    new.id := nextval('audit.event_id_seq');
    new.occurred_at := clock_timestamp();
    new.lane := own_lane;
    new.position := coalesce(head.position, 0) + 1;
    new.previous_hash := coalesce(head.hash, '');
    new.hash := audit.event_hash(new);
    return new;
end $$;
comment on function audit.extend_chain() is 'Puts a new event at the end of a lane of its chain. Expects READ COMMITTED: a snapshot from before the lock may hold an old head, and is then refused';
revoke execute on function audit.extend_chain() from public;

create function audit.keep_heads() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    insert into audit.lane as l (chain, lane, position, hash)
    select distinct on (n.chain, n.lane) n.chain, n.lane, n.position, n.hash
    from new_event n
    order by n.chain, n.lane, n.position desc
    on conflict (chain, lane) do update set position = excluded.position, hash = excluded.hash;
    return null;
end $$;
comment on function audit.keep_heads() is 'Carries the last new event of every lane into audit.lane, once a statement';
revoke execute on function audit.keep_heads() from public;

create trigger event_extend_chain before insert on audit.event
    for each row execute function audit.extend_chain();
create trigger event_keep_heads after insert on audit.event
    referencing new table as new_event
    for each statement execute function audit.keep_heads();

-- From here on nobody writes heads directly, and an account without ownership is only ever allowed to read them.
create trigger lane_kept_by_trigger before insert or update or delete on audit.lane
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger lane_no_truncate before truncate on audit.lane
    for each statement execute function common.refuse_change();

create table audit.check_run (
    id bigint generated always as identity primary key,
    started_at timestamptz not null,
    finished_at timestamptz not null default clock_timestamp(),
    actor_name text not null,
    account_id bigint,
    province_code text,
    events bigint not null,
    whole boolean not null,
    findings jsonb not null,
    heads jsonb not null,
    constraint check_run_whole check (whole = (findings = '[]'))
);
create index check_run_province_idx on audit.check_run (province_code, id);
comment on table audit.check_run is 'One proof of the audit chain, append-only';
comment on column audit.check_run.id is 'Surrogate key, in order of writing';
comment on column audit.check_run.started_at is 'When it began';
comment on column audit.check_run.finished_at is 'When it was done';
comment on column audit.check_run.actor_name is 'Who asked for it';
comment on column audit.check_run.account_id is 'Account that asked for it; empty for the program itself';
comment on column audit.check_run.province_code is 'The one province whose chain was checked; empty when all were';
comment on column audit.check_run.events is 'Number of events checked';
comment on column audit.check_run.whole is 'Whether nothing was found';
comment on column audit.check_run.findings is 'The first broken link of every lane';
comment on column audit.check_run.heads is 'Head of every lane at that time; the next check proves that each still stands';
create trigger check_run_append_only before update or delete or truncate on audit.check_run
    for each statement execute function common.refuse_change();

-- migrate:down
drop table audit.check_run;
drop trigger event_keep_heads on audit.event;
drop trigger event_extend_chain on audit.event;
drop function audit.keep_heads();
drop function audit.extend_chain();
drop function audit.take_lane(text);
drop function audit.event_hash(audit.event);
drop table audit.lane;
drop index audit.event_time_idx;
drop index audit.event_actor_idx;
drop index audit.event_kind_idx;
drop index audit.event_code_idx;
drop index audit.event_subject_idx;
alter table audit.event
    drop column chain,
    drop column province_code,
    drop column account_id,
    drop column client_address,
    drop column lane,
    drop column position,
    drop column previous_hash,
    drop column hash,
    alter column occurred_at set default now();
drop sequence audit.event_id_seq;
alter table audit.event alter column id add generated always as identity;
select setval('audit.event_id_seq', coalesce(max(id), 1), count(*) > 0) from audit.event;
create index event_subject_idx on audit.event (subject_type, subject_code, id);
