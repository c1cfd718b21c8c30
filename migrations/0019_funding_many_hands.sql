-- migrate:up
-- Found by the properties of capital under many hands: everybody takes rows in one order (plan, paper or payments, envelopes,
-- project, its needs, need, allocation, project_capital, then the sums), and what a decision is judged by stays as it is until its lines
-- are posted. The functions below replace those of 0014 and 0018.

create or replace function funding.post_allocation_lines() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    here xid8 := pg_current_xact_id();
begin
    -- Who gives capital of a plan does it alone, and nobody pays out of it meanwhile.
    perform 1 from plans.plan p
    where p.id in (select l.plan_id from new_line l)
    order by p.id for no key update;

    -- F6: an approved decision has its lines from the transaction that approved it, and never gets others.
    if exists (
        select 1 from (select distinct decision_id from new_line) l join funding.decision d on d.id = l.decision_id
        where d.status <> 'approved' or here is distinct from coalesce(d.withdrawn_xact, d.approved_xact)
    ) then
        raise exception 'lines are posted by the approval of their decision alone'
            using errcode = 'restrict_violation', schema = 'funding', table = 'allocation_line', constraint = 'decision_is_closed';
    end if;

    -- F5. All lines of a decision come in one statement, so here they can be summed; what is drawn must be given.
    if exists (
        select 1
        from (
            select l.decision_id, l.source_code, l.amount from new_line l where l.entry = 'allocated'
            union all
            select w.decision_id, c.source_code, -w.amount
            from funding.contingency_draw w join funding.contingency c on c.id = w.contingency_id
            where w.decision_id in (select l.decision_id from new_line l)
        ) b
        join funding.decision d on d.id = b.decision_id and d.kind = 'adjustment' and d.withdrawn_at is null
        group by b.decision_id, b.source_code
        having sum(b.amount) <> 0
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

    -- Every writer takes the rows of one table after the other, each in the order of its key: project, need, allocation,
    -- project_capital, programme_year, source_year. Two approvals of one plan wait for each other before this. A total investment
    -- does not change meanwhile: where nothing was ever given, no row is there yet to which the change could be carried.
    perform 1 from projects.project p
    where p.id in (select l.project_id from new_line l)
    order by p.id for share;
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

create or replace function funding.carry_total_investment() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    perform 1 from funding.project_capital p
    where p.project_id in (select c.id from changed_project c)
    order by p.project_id for no key update;
    update funding.project_capital p
    set total_investment = funding.total_investment(p.project_id)
    from changed_project c
    where p.project_id = c.id and p.total_investment is distinct from funding.total_investment(p.project_id);
    return null;
end $$;

-- Whoever changes needs takes their rows in one order, after the envelopes and before the sums: the project, then its sources.
create function funding.hold_needs() returns trigger
    language plpgsql
    as $$
begin
    perform 1
    from funding.envelope e
    where (e.programme_id, e.source_class) in (select l.programme_id, l.source_class from new_line l)
    order by e.programme_id, e.source_class
    for no key update;
    perform 1 from funding.project_need p
    where p.project_id in (select l.project_id from new_line l)
    order by p.project_id for no key update;
    perform 1 from funding.need n
    where (n.project_id, n.source_code) in (select l.project_id, l.source_code from new_line l)
    order by n.project_id, n.source_code for update;
    return null;
end $$;
comment on function funding.hold_needs() is 'Takes the rows that new lines of needs change in the order that approvals use, so that neither waits for the other in a circle';
-- By its name it comes before need_line_post.
create trigger need_line_hold after insert on funding.need_line
    referencing new table as new_line for each statement execute function funding.hold_needs();

create or replace function funding.post_payment_lines() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    here xid8 := pg_current_xact_id();
begin
    if exists (
        select 1 from new_line l left join funding.payment p on p.id = l.payment_id
        where p.confirmed_xact is distinct from here
            or (p.project_id, p.plan_id, p.programme_id, p.source_code, p.source_class, p.year, p.paid_on, p.amount)
                is distinct from (l.project_id, l.plan_id, l.programme_id, l.source_code, l.source_class, l.year, l.paid_on, l.amount)
    ) then
        raise exception 'a line is posted by the confirmation of its payment alone'
            using errcode = 'restrict_violation', schema = 'funding', table = 'payment_line', constraint = 'payment_is_closed';
    end if;
    -- The year is not closed while this is posted: whoever closes it takes the plan for himself.
    perform 1 from plans.plan p
    where p.id in (select l.plan_id from new_line l)
    order by p.id for share;
    if exists (
        select 1
        from new_line l
        join funding.decision c on c.plan_id = l.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null
            and c.closes_year >= l.year
        join funding.payment p on p.id = l.payment_id and p.figure_basis <> 'illustrative'
    ) then
        raise exception 'the year is closed'
            using errcode = 'check_violation', schema = 'funding', table = 'payment_line', constraint = 'year_is_open';
    end if;

    -- The same order of tables and keys as the lines of decisions use.
    perform 1 from funding.allocation a
    where (a.project_id, a.source_code, a.year) in (select l.project_id, l.source_code, l.year from new_line l)
    order by a.project_id, a.source_code, a.year for no key update;
    perform 1 from funding.project_capital p
    where p.project_id in (select l.project_id from new_line l)
    order by p.project_id for no key update;

    update funding.allocation a
    set paid = a.paid + l.amount
    from (select project_id, source_code, year, sum(amount)::bigint as amount from new_line group by 1, 2, 3) l
    where a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year;
    -- F4 where nothing was ever given: no row is there to hold the check.
    if exists (
        select 1 from new_line l
        where not exists (select 1 from funding.allocation a
            where a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year)
    ) then
        raise exception 'paid out of capital that was not given'
            using errcode = 'check_violation', schema = 'funding', table = 'allocation', constraint = 'allocation_covers_paid';
    end if;

    update funding.project_capital p
    set state_paid = p.state_paid + l.state, other_paid = p.other_paid + l.other
    from (
        select project_id, coalesce(sum(amount) filter (where source_class = 'state'), 0)::bigint as state,
            coalesce(sum(amount) filter (where source_class = 'other'), 0)::bigint as other
        from new_line group by project_id
    ) l
    where p.project_id = l.project_id;

    insert into funding.programme_year as y (programme_id, source_code, year, plan_id, source_class, paid)
    select l.programme_id, l.source_code, l.year, max(l.plan_id), max(l.source_class), sum(l.amount)
    from new_line l
    group by l.programme_id, l.source_code, l.year
    order by l.programme_id, l.source_code, l.year
    on conflict (programme_id, source_code, year) do update set paid = y.paid + excluded.paid;

    insert into funding.programme_month as m (programme_id, source_class, year, month, paid)
    select l.programme_id, l.source_class, l.year, date_trunc('month', l.paid_on)::date, sum(l.amount)
    from new_line l
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (programme_id, source_class, year, month) do update set paid = m.paid + excluded.paid;
    return null;
end $$;

create or replace function funding.carry_terms() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    -- Not while capital is given to the project: its row may be about to come.
    perform 1 from projects.project p where p.id = new.project_id for no key update;
    update funding.project_capital p
    set total_investment = funding.total_investment(p.project_id)
    where p.project_id = new.project_id and p.total_investment is distinct from funding.total_investment(p.project_id);
    return null;
end $$;

-- migrate:down
drop trigger need_line_hold on funding.need_line;
drop function funding.hold_needs();

create or replace function funding.post_allocation_lines() returns trigger
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

create or replace function funding.carry_total_investment() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    update funding.project_capital p
    set total_investment = funding.total_investment(p.project_id)
    from changed_project c
    where p.project_id = c.id and p.total_investment is distinct from funding.total_investment(p.project_id);
    return null;
end $$;

create or replace function funding.post_payment_lines() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    here xid8 := pg_current_xact_id();
begin
    if exists (
        select 1 from new_line l left join funding.payment p on p.id = l.payment_id
        where p.confirmed_xact is distinct from here
            or (p.project_id, p.plan_id, p.programme_id, p.source_code, p.source_class, p.year, p.paid_on, p.amount)
                is distinct from (l.project_id, l.plan_id, l.programme_id, l.source_code, l.source_class, l.year, l.paid_on, l.amount)
    ) then
        raise exception 'a line is posted by the confirmation of its payment alone'
            using errcode = 'restrict_violation', schema = 'funding', table = 'payment_line', constraint = 'payment_is_closed';
    end if;
    if exists (
        select 1
        from new_line l
        join funding.decision c on c.plan_id = l.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null
            and c.closes_year >= l.year
        join funding.payment p on p.id = l.payment_id and p.figure_basis <> 'illustrative'
    ) then
        raise exception 'the year is closed'
            using errcode = 'check_violation', schema = 'funding', table = 'payment_line', constraint = 'year_is_open';
    end if;

    -- The same order of tables and keys as the lines of decisions use.
    perform 1 from funding.allocation a
    where (a.project_id, a.source_code, a.year) in (select l.project_id, l.source_code, l.year from new_line l)
    order by a.project_id, a.source_code, a.year for no key update;
    perform 1 from funding.project_capital p
    where p.project_id in (select l.project_id from new_line l)
    order by p.project_id for no key update;

    update funding.allocation a
    set paid = a.paid + l.amount
    from (select project_id, source_code, year, sum(amount)::bigint as amount from new_line group by 1, 2, 3) l
    where a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year;
    -- F4 where nothing was ever given: no row is there to hold the check.
    if exists (
        select 1 from new_line l
        where not exists (select 1 from funding.allocation a
            where a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year)
    ) then
        raise exception 'paid out of capital that was not given'
            using errcode = 'check_violation', schema = 'funding', table = 'allocation', constraint = 'allocation_covers_paid';
    end if;

    update funding.project_capital p
    set state_paid = p.state_paid + l.state, other_paid = p.other_paid + l.other
    from (
        select project_id, coalesce(sum(amount) filter (where source_class = 'state'), 0)::bigint as state,
            coalesce(sum(amount) filter (where source_class = 'other'), 0)::bigint as other
        from new_line group by project_id
    ) l
    where p.project_id = l.project_id;

    insert into funding.programme_year as y (programme_id, source_code, year, plan_id, source_class, paid)
    select l.programme_id, l.source_code, l.year, max(l.plan_id), max(l.source_class), sum(l.amount)
    from new_line l
    group by l.programme_id, l.source_code, l.year
    order by l.programme_id, l.source_code, l.year
    on conflict (programme_id, source_code, year) do update set paid = y.paid + excluded.paid;

    insert into funding.programme_month as m (programme_id, source_class, year, month, paid)
    select l.programme_id, l.source_class, l.year, date_trunc('month', l.paid_on)::date, sum(l.amount)
    from new_line l
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (programme_id, source_class, year, month) do update set paid = m.paid + excluded.paid;
    return null;
end $$;

create or replace function funding.carry_terms() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    update funding.project_capital p
    set total_investment = funding.total_investment(p.project_id)
    where p.project_id = new.project_id and p.total_investment is distinct from funding.total_investment(p.project_id);
    return null;
end $$;
