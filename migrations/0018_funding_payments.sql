-- migrate:up
create table funding.payment (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects.project (id),
    plan_id bigint not null,
    programme_id bigint not null,
    source_code text not null,
    source_class text not null,
    year integer not null,
    paid_on date not null,
    amount bigint not null,
    document_number text not null check (length(document_number) between 1 and 100),
    note text,
    file_id bigint references files.file (id),
    status text not null default 'entered' check (status in ('entered', 'confirmed', 'returned', 'withdrawn')),
    reverses bigint references funding.payment (id),
    figure_basis text not null default 'entered' check (figure_basis in ('entered', 'illustrative')),
    return_reason text,
    entered_by text not null,
    entered_account bigint,
    entered_at timestamptz not null default now(),
    decided_by text,
    decided_at timestamptz,
    confirmed_xact xid8,
    revision bigint not null default nextval('funding.revision'),
    constraint payment_source_fk foreign key (source_code, source_class) references funding.source (code, source_class),
    -- F7: a mistake is reversed, whole, by a payment of the opposite sign.
    constraint payment_sign check ((reverses is null) = (amount > 0) and amount <> 0),
    constraint payment_confirmed check ((status = 'confirmed') = (confirmed_xact is not null))
);
create unique index payment_reverses_key on funding.payment (reverses) where status in ('entered', 'confirmed');
create index payment_cell_idx on funding.payment (project_id, source_code, year, id);
create index payment_project_idx on funding.payment (project_id, paid_on desc, id desc);
create index payment_open_idx on funding.payment (plan_id, status, entered_at, id) where status in ('entered', 'returned');
create index payment_recent_idx on funding.payment (plan_id, paid_on desc, id desc);
create index payment_account_idx on funding.payment (entered_account, id desc);
comment on table funding.payment is 'A payment as an owner enters it; confirmed by the finance department it posts a line';
comment on column funding.payment.id is 'Surrogate key, part of addresses';
comment on column funding.payment.project_id is 'Project';
comment on column funding.payment.plan_id is 'Plan';
comment on column funding.payment.programme_id is 'Programme of the project';
comment on column funding.payment.source_code is 'Source of capital';
comment on column funding.payment.source_class is 'Class of that source';
comment on column funding.payment.year is 'Budget year whose capital is paid out';
comment on column funding.payment.paid_on is 'Day of the payment';
comment on column funding.payment.amount is 'Whole đồng; negative in a reversal';
comment on column funding.payment.document_number is 'Number of the payment document';
comment on column funding.payment.note is 'Note of who entered it; never public';
comment on column funding.payment.file_id is 'Attached file';
comment on column funding.payment.status is 'entered (waits for the finance department), confirmed, returned (with a reason, to be mended), withdrawn';
comment on column funding.payment.reverses is 'Payment that this one takes back (F7)';
comment on column funding.payment.figure_basis is 'entered, or illustrative (demonstration)';
comment on column funding.payment.return_reason is 'Why it was returned';
comment on column funding.payment.entered_by is 'Who entered it';
comment on column funding.payment.entered_account is 'Account that entered it';
comment on column funding.payment.entered_at is 'When it was entered, or entered again after a return';
comment on column funding.payment.decided_by is 'Who confirmed or returned it';
comment on column funding.payment.decided_at is 'When it was confirmed or returned';
comment on column funding.payment.confirmed_xact is 'Transaction that confirmed it: only that one may post its line';
comment on column funding.payment.revision is 'Version of the payment';

create function funding.guard_payment() returns trigger
    language plpgsql
    as $$
begin
    if old.status in ('confirmed', 'withdrawn') then
        raise exception 'payment % is closed and does not change', old.id
            using errcode = 'restrict_violation', constraint = 'payment_is_closed';
    end if;
    return new;
end $$;
comment on function funding.guard_payment() is 'F7: a confirmed payment never changes; it is reversed by another';
create trigger payment_guard before update on funding.payment
    for each row execute function funding.guard_payment();
create trigger payment_stays before delete or truncate on funding.payment
    for each statement execute function common.refuse_change();

create table funding.payment_line (
    id bigint generated always as identity primary key,
    payment_id bigint not null unique references funding.payment (id),
    plan_id bigint not null,
    programme_id bigint not null,
    project_id bigint not null references projects.project (id),
    source_code text not null,
    source_class text not null,
    year integer not null,
    paid_on date not null,
    amount bigint not null check (amount <> 0),
    recorded_at timestamptz not null default now()
);
create index payment_line_project_idx on funding.payment_line (project_id, source_code, year, paid_on);
create index payment_line_plan_idx on funding.payment_line (plan_id, paid_on);
comment on table funding.payment_line is 'Append-only ledger of money paid out (giải ngân, F7): posted by the confirmation of its payment';
comment on column funding.payment_line.id is 'Surrogate key';
comment on column funding.payment_line.payment_id is 'Payment';
comment on column funding.payment_line.plan_id is 'Plan';
comment on column funding.payment_line.programme_id is 'Programme of the project';
comment on column funding.payment_line.project_id is 'Project';
comment on column funding.payment_line.source_code is 'Source of capital';
comment on column funding.payment_line.source_class is 'Class of that source';
comment on column funding.payment_line.year is 'Budget year whose capital is paid out';
comment on column funding.payment_line.paid_on is 'Day of the payment';
comment on column funding.payment_line.amount is 'Whole đồng; negative reverses';
comment on column funding.payment_line.recorded_at is 'When the line was recorded';

create table funding.programme_month (
    programme_id bigint not null references plans.programme (id),
    source_class text not null,
    year integer not null,
    month date not null,
    paid bigint not null default 0,
    primary key (programme_id, source_class, year, month)
);
comment on table funding.programme_month is 'Money paid out of a programme per month, kept by trigger: the curve of what was paid';
comment on column funding.programme_month.programme_id is 'Programme';
comment on column funding.programme_month.source_class is 'Class of the source';
comment on column funding.programme_month.year is 'Budget year whose capital is paid out';
comment on column funding.programme_month.month is 'First day of the month of payment';
comment on column funding.programme_month.paid is 'Paid out, whole đồng';

create function funding.post_payment_lines() returns trigger
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
comment on function funding.post_payment_lines() is 'Carries confirmed payments into every sum; the check of funding.allocation holds F4';
create trigger payment_line_post after insert on funding.payment_line
    referencing new table as new_line for each statement execute function funding.post_payment_lines();
create trigger payment_line_append_only before update or delete or truncate on funding.payment_line
    for each statement execute function common.refuse_change();
create trigger programme_month_kept_by_trigger before insert or update or delete on funding.programme_month
    for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();

create table funding.planned_curve (
    project_id bigint not null references projects.project (id),
    year integer not null,
    shares integer[] not null,
    reason text,
    set_by text not null,
    set_at timestamptz not null default now(),
    revision bigint not null default nextval('funding.revision'),
    primary key (project_id, year),
    constraint planned_curve_months check (cardinality(shares) = 12 and shares[12] = 10000 and array_position(shares, null) is null
        and shares[1] >= 0 and shares[1] <= shares[2] and shares[2] <= shares[3] and shares[3] <= shares[4] and shares[4] <= shares[5]
        and shares[5] <= shares[6] and shares[6] <= shares[7] and shares[7] <= shares[8] and shares[8] <= shares[9]
        and shares[9] <= shares[10] and shares[10] <= shares[11] and shares[11] <= shares[12])
);
comment on table funding.planned_curve is 'Planned disbursement of a project in a year where its owner states one; else it is linear between its milestones';
comment on column funding.planned_curve.project_id is 'Project';
comment on column funding.planned_curve.year is 'Budget year';
comment on column funding.planned_curve.shares is 'Share of the year''s capital to be paid out by the end of each month, basis points, rising to 10000';
comment on column funding.planned_curve.reason is 'Why it differs from the default';
comment on column funding.planned_curve.set_by is 'Who set it';
comment on column funding.planned_curve.set_at is 'When it was set';
comment on column funding.planned_curve.revision is 'Rises with every change';

create table funding.project_terms (
    project_id bigint primary key references projects.project (id),
    total_investment bigint check (total_investment > 0),
    size_group text check (size_group in ('national', 'a', 'b', 'c')),
    priority text,
    reason text,
    set_by text not null,
    set_at timestamptz not null default now(),
    revision bigint not null default nextval('funding.revision')
);
comment on table funding.project_terms is 'What the finance department has established of a project for allocating capital; goes before what the documents say';
comment on column funding.project_terms.project_id is 'Project';
comment on column funding.project_terms.total_investment is 'Approved total investment, whole đồng; empty = as the documents say';
comment on column funding.project_terms.size_group is 'Legal size group; empty = as the documents say';
comment on column funding.project_terms.priority is 'Law parameter of the order of priority (capital.priority.…); empty = derived from stage, kind and dates';
comment on column funding.project_terms.reason is 'On what it rests';
comment on column funding.project_terms.set_by is 'Who set it';
comment on column funding.project_terms.set_at is 'When it was set';
comment on column funding.project_terms.revision is 'Rises with every change';

create or replace function funding.total_investment(bigint) returns bigint
    language sql stable
    as $$
        select coalesce((select t.total_investment from funding.project_terms t where t.project_id = $1), p.total_investment)
        from projects.project p where p.id = $1
    $$;
create function funding.carry_terms() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    update funding.project_capital p
    set total_investment = funding.total_investment(p.project_id)
    where p.project_id = new.project_id and p.total_investment is distinct from funding.total_investment(p.project_id);
    return null;
end $$;
comment on function funding.carry_terms() is 'Carries a total investment the finance department sets to the row that holds F2';
create trigger project_terms_carry after insert or update on funding.project_terms
    for each row execute function funding.carry_terms();
create trigger project_terms_stay before delete or truncate on funding.project_terms
    for each statement execute function common.refuse_change();

create table funding.ledger_check (
    id bigint generated always as identity primary key,
    started_at timestamptz not null,
    finished_at timestamptz not null default clock_timestamp(),
    actor_name text not null,
    account_id bigint,
    lines bigint not null,
    faults integer not null
);
comment on table funding.ledger_check is 'Runs of the proof that every sum is the sum of its lines (F10)';
comment on column funding.ledger_check.id is 'Surrogate key';
comment on column funding.ledger_check.started_at is 'When it began';
comment on column funding.ledger_check.finished_at is 'When it ended';
comment on column funding.ledger_check.actor_name is 'Who asked for it';
comment on column funding.ledger_check.account_id is 'Account that asked for it; empty for the nightly job and the console';
comment on column funding.ledger_check.lines is 'Money lines that were added up';
comment on column funding.ledger_check.faults is 'Differences found';

create table funding.ledger_fault (
    check_id bigint not null references funding.ledger_check (id),
    position integer not null,
    invariant text not null,
    subject text not null,
    expected bigint,
    found bigint,
    primary key (check_id, position)
);
comment on table funding.ledger_fault is 'Differences a proof has found: the warning ledger.broken with its rows';
comment on column funding.ledger_fault.check_id is 'Proof';
comment on column funding.ledger_fault.position is 'Order within the proof';
comment on column funding.ledger_fault.invariant is 'What does not hold: F1 to F7, or the sum that is wrong';
comment on column funding.ledger_fault.subject is 'Where: codes of plan, programme, project, source and year';
comment on column funding.ledger_fault.expected is 'What the lines give, whole đồng';
comment on column funding.ledger_fault.found is 'What is kept, whole đồng';
create trigger ledger_check_append_only before update or delete or truncate on funding.ledger_check
    for each statement execute function common.refuse_change();
create trigger ledger_fault_append_only before update or delete or truncate on funding.ledger_fault
    for each statement execute function common.refuse_change();

create schema notifications;
comment on schema notifications is 'What people are to be told: written in the transaction that causes it, sent by the dispatcher';
create table notifications.notice (
    id bigint generated always as identity primary key,
    kind text not null,
    body_id bigint references directory.body (id),
    province_code text,
    subject_type text not null,
    subject_code text not null,
    detail jsonb not null,
    caused_by text not null,
    caused_at timestamptz not null default now(),
    handled_at timestamptz
);
create index notice_open_idx on notifications.notice (id) where handled_at is null;
create index notice_body_idx on notifications.notice (body_id, id desc);
comment on table notifications.notice is 'Outbox: one row for each body (or department) that is to be told of something';
comment on column notifications.notice.id is 'Surrogate key';
comment on column notifications.notice.kind is 'What happened: capital.adjusted, payment.returned, ledger.broken, …';
comment on column notifications.notice.body_id is 'Body that is to be told; empty = the finance department';
comment on column notifications.notice.province_code is 'Province it concerns';
comment on column notifications.notice.subject_type is 'Kind of record it is about';
comment on column notifications.notice.subject_code is 'That record';
comment on column notifications.notice.detail is 'Figures for the words';
comment on column notifications.notice.caused_by is 'Who caused it';
comment on column notifications.notice.caused_at is 'When it happened';
comment on column notifications.notice.handled_at is 'When the dispatcher has dealt with it';

-- migrate:down
drop schema notifications cascade;
drop trigger project_terms_carry on funding.project_terms;
create or replace function funding.total_investment(bigint) returns bigint
    language sql stable
    as $$ select p.total_investment from projects.project p where p.id = $1 $$;
drop table funding.ledger_fault, funding.ledger_check, funding.project_terms, funding.planned_curve, funding.programme_month,
    funding.payment_line, funding.payment;
drop function funding.carry_terms();
drop function funding.post_payment_lines();
drop function funding.guard_payment();
