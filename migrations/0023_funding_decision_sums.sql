-- migrate:up
-- What an approved decision comes to is asked by every list of decisions and by the head of each. It never changes once the lines
-- are posted, so it is summed up then, once, and not by every reader over thousands of lines.
create table funding.decision_sum (
    decision_id bigint primary key references funding.decision (id),
    lines integer not null,
    projects integer not null,
    given bigint not null,
    taken bigint not null,
    total bigint not null,
    posted_at timestamptz not null
);
comment on table funding.decision_sum is 'What the lines of a decision come to, kept by trigger; no row = no lines. Counter-lines of one that was taken back count as lines';
comment on column funding.decision_sum.decision_id is 'Decision, approved';
comment on column funding.decision_sum.lines is 'Its lines; of a closing those that carry capital out of the year';
comment on column funding.decision_sum.projects is 'Projects that its lines touch';
comment on column funding.decision_sum.given is 'What it gives, whole đồng; of a closing, what is carried over';
comment on column funding.decision_sum.taken is 'What it takes, as a positive amount; of a closing, what lapses';
comment on column funding.decision_sum.total is 'What it gives less what it takes; of a closing, what is carried over';
comment on column funding.decision_sum.posted_at is 'When its last lines were recorded';

-- What a closing carries into the next year is what it carries out of its own: it is counted once.
create function funding.post_decision_sums() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    insert into funding.decision_sum as s (decision_id, lines, projects, given, taken, total, posted_at)
    select l.decision_id, count(*) filter (where l.entry <> 'lapsed'), count(distinct l.project_id),
        coalesce(sum(c.change) filter (where c.change > 0), 0), coalesce(-sum(c.change) filter (where c.change < 0), 0),
        coalesce(sum(l.amount) filter (where l.entry <> 'lapsed'), 0), max(l.recorded_at)
    from new_line l
    cross join lateral (select case l.entry when 'lapsed' then -l.amount else l.amount end as change) c
    where l.entry <> 'carried_in'
    group by l.decision_id
    on conflict (decision_id) do update
        set lines = s.lines + excluded.lines, projects = greatest(s.projects, excluded.projects), given = s.given + excluded.given,
            taken = s.taken + excluded.taken, total = s.total + excluded.total, posted_at = greatest(s.posted_at, excluded.posted_at);
    return null;
end $$;
comment on function funding.post_decision_sums() is 'Sums up the lines of a decision when its approval posts them, and the counter-lines of one that is taken back';
revoke execute on function funding.post_decision_sums() from public;

-- Nothing is posted between the summing up of what is there and the first line that is carried on.
lock table funding.allocation_line in share row exclusive mode;

insert into funding.decision_sum (decision_id, lines, projects, given, taken, total, posted_at)
select l.decision_id, count(*) filter (where l.entry <> 'lapsed'), count(distinct l.project_id),
    coalesce(sum(c.change) filter (where c.change > 0), 0), coalesce(-sum(c.change) filter (where c.change < 0), 0),
    coalesce(sum(l.amount) filter (where l.entry <> 'lapsed'), 0), max(l.recorded_at)
from funding.allocation_line l
cross join lateral (select case l.entry when 'lapsed' then -l.amount else l.amount end as change) c
where l.entry <> 'carried_in'
group by l.decision_id;

create trigger allocation_line_sum after insert on funding.allocation_line
    referencing new table as new_line for each statement execute function funding.post_decision_sums();
create trigger decision_sum_kept_by_trigger before insert or update or delete on funding.decision_sum
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
create trigger decision_sum_stays before truncate on funding.decision_sum
    for each statement execute function common.refuse_change();

-- migrate:down
drop trigger allocation_line_sum on funding.allocation_line;
drop function funding.post_decision_sums();
drop table funding.decision_sum;
