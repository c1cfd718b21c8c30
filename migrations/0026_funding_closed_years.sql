-- migrate:up
-- A closed year takes corrections: a payment that was a mistake is reversed, which is money recovered after the closing, and only that
-- can be paid again in the same cell. Each line tells whether its year was closed when it was posted, so that the ledger can be proven:
-- what was paid before the closing is what was payable then.
alter table funding.payment_line add column after_closing boolean not null default false;
comment on column funding.payment_line.after_closing is 'Whether its budget year was closed when the line was posted: it recovers money, or pays again what was recovered';

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
    -- In a closed year payable capital does not change any more (F4): a payment finds there no more room than reversals have left free.
    if exists (
        select 1
        from new_line l
        where l.after_closing is distinct from exists (select 1 from funding.decision c
            where c.plan_id = l.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null and c.closes_year >= l.year)
    ) then
        raise exception 'the year was closed meanwhile'
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

-- migrate:down
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
alter table funding.payment_line drop column after_closing;
