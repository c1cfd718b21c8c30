-- migrate:up
-- Work that slips. A rule is a condition on a subject; a warning is one episode of one rule on one subject, from the day on which
-- it passed its limit to the day on which the condition ended. See src/Portfolio/Slippage/README.md.
create schema slippage;
comment on schema slippage is 'Warnings: rules with their limits, episodes, colours of projects';

create table slippage.rule (
    code text primary key,
    position integer not null
);
comment on table slippage.rule is 'Rules of early warning';
comment on column slippage.rule.code is 'Stable code (milestone.overdue)';
comment on column slippage.rule.position is 'Order';

create table slippage.rule_limit (
    rule_code text not null references slippage.rule (code),
    name text not null check (name ~ '^[a-z][a-z_]*$'),
    value integer not null,
    unit text not null check (unit in ('day', 'percent', 'point', 'time', 'month', 'month_day', 'switch')),
    position integer not null,
    primary key (rule_code, name)
);
comment on table slippage.rule_limit is 'Limits of rules as they hold where a province has not ruled otherwise';
comment on column slippage.rule_limit.rule_code is 'Rule';
comment on column slippage.rule_limit.name is 'Which limit (amber_days)';
comment on column slippage.rule_limit.value is 'The limit; a day of the year as month times hundred plus day, a switch as 0 or 1';
comment on column slippage.rule_limit.unit is 'Unit of the value: day, percent, point, time, month, month_day, switch';
comment on column slippage.rule_limit.position is 'Order within the rule';

create table slippage.ruling (
    id bigint generated always as identity primary key,
    province_code text not null references directory.province (code),
    rule_code text not null,
    name text not null,
    value integer not null,
    reason text not null check (length(reason) between 1 and 1000),
    ruled_by text not null,
    ruled_account bigint,
    ruled_at timestamptz not null default now(),
    constraint ruling_limit_fk foreign key (rule_code, name) references slippage.rule_limit (rule_code, name)
);
create index ruling_province_idx on slippage.ruling (province_code, rule_code, name, id desc);
comment on table slippage.ruling is 'Limits as provinces have ruled, the latest holds; append-only';
comment on column slippage.ruling.id is 'Surrogate key; the order of the rulings';
comment on column slippage.ruling.province_code is 'Province';
comment on column slippage.ruling.rule_code is 'Rule';
comment on column slippage.ruling.name is 'Which limit';
comment on column slippage.ruling.value is 'The limit from now on';
comment on column slippage.ruling.reason is 'Why';
comment on column slippage.ruling.ruled_by is 'Who ruled';
comment on column slippage.ruling.ruled_account is 'Account of that person; empty for the program itself';
comment on column slippage.ruling.ruled_at is 'When';
create trigger ruling_append_only before update or delete or truncate on slippage.ruling
    for each statement execute function common.refuse_change();

create view slippage.limit_in_force as
select p.code as province_code, l.rule_code, l.name, coalesce(r.value, l.value) as value, l.unit, l.value as usual, r.value is not null as ruled
from directory.province p
cross join slippage.rule_limit l
left join lateral (
    select r.value from slippage.ruling r
    where r.province_code = p.code and r.rule_code = l.rule_code and r.name = l.name
    order by r.id desc limit 1
) r on true;
comment on view slippage.limit_in_force is 'Every limit of every rule as it holds in every province';
comment on column slippage.limit_in_force.province_code is 'Province';
comment on column slippage.limit_in_force.rule_code is 'Rule';
comment on column slippage.limit_in_force.name is 'Which limit';
comment on column slippage.limit_in_force.value is 'The limit in that province';
comment on column slippage.limit_in_force.unit is 'Unit of the value';
comment on column slippage.limit_in_force.usual is 'The limit where nothing is ruled';
comment on column slippage.limit_in_force.ruled is 'Whether the province has ruled on it';

create table slippage.scan (
    id bigint generated always as identity primary key,
    scanned_on date not null,
    started_at timestamptz not null,
    finished_at timestamptz not null default now(),
    actor_name text not null,
    opened integer not null,
    worsened integer not null,
    eased integer not null,
    resolved integer not null
);
create index scan_day_idx on slippage.scan (scanned_on desc, id desc);
comment on table slippage.scan is 'Scans of all rules over all work; append-only';
comment on column slippage.scan.id is 'Surrogate key';
comment on column slippage.scan.scanned_on is 'Business day';
comment on column slippage.scan.started_at is 'When it began';
comment on column slippage.scan.finished_at is 'When it ended';
comment on column slippage.scan.actor_name is 'Who asked for it';
comment on column slippage.scan.opened is 'Episodes it opened';
comment on column slippage.scan.worsened is 'Episodes that became graver';
comment on column slippage.scan.eased is 'Episodes that became milder';
comment on column slippage.scan.resolved is 'Episodes whose condition had ended';
create trigger scan_append_only before update or delete or truncate on slippage.scan
    for each statement execute function common.refuse_change();

create table slippage.episode (
    id bigint generated always as identity primary key,
    rule_code text not null references slippage.rule (code),
    subject_type text not null check (subject_type in ('milestone', 'project', 'package', 'obstacle', 'report', 'ledger')),
    subject_id bigint not null,
    project_id bigint references projects.project (id) on delete cascade,
    body_id bigint references directory.body (id) on delete set null,
    severity text not null check (severity in ('notice', 'amber', 'red')),
    since date,
    until date,
    measure numeric,
    bound numeric,
    amount bigint,
    opened_on date not null,
    red_on date,
    acknowledged_on date,
    resolved_on date,
    constraint episode_order check (resolved_on >= opened_on and red_on >= opened_on)
) with (fillfactor = 80);
create unique index episode_active_key on slippage.episode (rule_code, subject_id) where resolved_on is null;
create index episode_project_idx on slippage.episode (project_id) where resolved_on is null;
create index episode_body_idx on slippage.episode (body_id) where resolved_on is null and body_id is not null;
create index episode_months_idx on slippage.episode (opened_on, resolved_on);
create index episode_subject_idx on slippage.episode (subject_type, subject_id, id desc);
comment on table slippage.episode is 'Warnings: one episode of one rule on one subject';
comment on column slippage.episode.id is 'Surrogate key';
comment on column slippage.episode.rule_code is 'Rule';
comment on column slippage.episode.subject_type is 'What it is about: milestone, project, package, obstacle, report, ledger';
comment on column slippage.episode.subject_id is 'Key of that';
comment on column slippage.episode.project_id is 'Project it belongs to; empty for reports and the ledger';
comment on column slippage.episode.body_id is 'Who must act, where it is not whoever answers for the project';
comment on column slippage.episode.severity is 'notice (a reminder), amber or red';
comment on column slippage.episode.since is 'Day since which the condition holds; empty where nobody can say';
comment on column slippage.episode.until is 'Day the condition looks to: a due date, an expected finish, the end of a notice';
comment on column slippage.episode.measure is 'What was measured, in the unit of the rule: days, points, percent, times';
comment on column slippage.episode.bound is 'What it is measured against';
comment on column slippage.episode.amount is 'Whole đồng the condition itself is about; empty = none';
comment on column slippage.episode.opened_on is 'Business day on which it passed its first limit';
comment on column slippage.episode.red_on is 'Business day on which it became red; empty = it is not';
comment on column slippage.episode.acknowledged_on is 'Business day of the latest acknowledgement; empty = none';
comment on column slippage.episode.resolved_on is 'Business day on which the condition had ended; empty = active';

create table slippage.project_state (
    project_id bigint primary key references projects.project (id) on delete cascade,
    body_id bigint references directory.body (id) on delete set null,
    at_risk bigint not null default 0,
    amber integer not null default 0,
    red integer not null default 0,
    known_since date,
    stated text check (stated in ('green', 'amber', 'red')),
    stated_until date,
    colour text not null generated always as (case
        -- Milder than the warnings were when it was stated; never graver than they are now.
        when stated_until is not null then case when stated = 'green' or (red = 0 and amber = 0) then 'green' else 'amber' end
        when red > 0 or stated = 'red' then 'red'
        when amber > 0 or stated = 'amber' then 'amber'
        else 'green'
    end) stored,
    constraint project_state_stated check (stated_until is null or stated in ('green', 'amber'))
) with (fillfactor = 80);
create index project_state_red_idx on slippage.project_state (at_risk desc, project_id) where red > 0;
comment on table slippage.project_state is 'Where a project stands by its warnings; written by the scan';
comment on column slippage.project_state.project_id is 'Project';
comment on column slippage.project_state.body_id is 'Who answers for it: its owner, else its lead';
comment on column slippage.project_state.at_risk is 'Capital of the budget year not yet paid out, whole đồng';
comment on column slippage.project_state.amber is 'Amber warnings';
comment on column slippage.project_state.red is 'Red warnings';
comment on column slippage.project_state.known_since is 'Business day of the first scan that knew the project: before it nobody could have spoken of it here; empty = not scanned yet';
comment on column slippage.project_state.stated is 'Colour that people state; empty = the warnings speak for themselves';
comment on column slippage.project_state.stated_until is 'Last day of a milder colour than the warnings give; empty = it is no milder';
comment on column slippage.project_state.colour is 'Colour shown: the worst of the warnings and of what is stated, or the milder one that is stated';

create table slippage.colour_statement (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects.project (id),
    was text check (was in ('green', 'amber', 'red')),
    now text check (now in ('green', 'amber', 'red')),
    until date,
    reason text check (length(reason) between 1 and 1000),
    stated_by text not null,
    stated_account bigint,
    stated_on date not null,
    stated_at timestamptz not null default now(),
    constraint colour_statement_milder check (until is null or reason is not null)
);
create index colour_statement_project_idx on slippage.colour_statement (project_id, id desc);
comment on table slippage.colour_statement is 'Colours that people have stated of projects; append-only';
comment on column slippage.colour_statement.id is 'Surrogate key; the order of the statements';
comment on column slippage.colour_statement.project_id is 'Project';
comment on column slippage.colour_statement.was is 'What was stated before; empty = nothing';
comment on column slippage.colour_statement.now is 'What is stated now; empty = nothing any more';
comment on column slippage.colour_statement.until is 'Last day on which a milder colour than the warnings give holds; empty = it is no milder';
comment on column slippage.colour_statement.reason is 'Why; a milder colour needs one';
comment on column slippage.colour_statement.stated_by is 'Who stated it';
comment on column slippage.colour_statement.stated_account is 'Account of that person; empty for the program itself';
comment on column slippage.colour_statement.stated_on is 'Business day';
comment on column slippage.colour_statement.stated_at is 'When';
create trigger colour_statement_append_only before update or delete or truncate on slippage.colour_statement
    for each statement execute function common.refuse_change();

create table directory.holiday (
    day date primary key,
    name text collate "vi-x-icu" not null,
    source_document text not null,
    verified boolean not null
);
comment on table directory.holiday is 'Days on which offices are closed besides Saturdays and Sundays';
comment on column directory.holiday.day is 'Day';
comment on column directory.holiday.name is 'What is celebrated';
comment on column directory.holiday.source_document is 'Where it is taken from';
comment on column directory.holiday.verified is 'Whether a primary text was read';

create function directory.after_working_days(start date, days integer) returns date
    language sql stable strict
    as $$
    select d.day::date
    from generate_series(start + 1, start + days * 2 + 40, interval '1 day') d (day)
    where extract(isodow from d.day) < 6 and not exists (select 1 from directory.holiday h where h.day = d.day::date)
    order by d.day
    limit 1 offset days - 1
$$;
comment on function directory.after_working_days(date, integer) is 'The last of so many working days after a day; the day itself does not count';

create function land_clearance.limit_ends(start date, value integer, unit text) returns date
    language sql stable strict
    as $$
    select case unit
        when 'day' then start + value
        when 'month' then (start + make_interval(months => value))::date
        when 'working_day' then directory.after_working_days(start, value)
    end
$$;
comment on function land_clearance.limit_ends(date, integer, text) is 'The last day of the limit of a step that starts on a day';

create function plans.report_due_on(year integer, before_month integer, before_day integer) returns date
    language sql immutable strict
    as $$
    select least(make_date(year, before_month, 1) + before_day - 2, (make_date(year, before_month, 1) + interval '1 month - 1 day')::date)
$$;
comment on function plans.report_due_on(integer, integer, integer) is 'The last day on which a report that must be in before a day of a year is in time';

create table plans.report_duty (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id) on delete cascade,
    obligation_id bigint references plans.reporting_obligation (id) on delete set null,
    body_id bigint not null references directory.body (id) on delete cascade,
    year integer not null,
    part integer not null,
    name text collate "vi-x-icu" not null,
    recipient_id bigint references directory.body (id) on delete set null,
    due_on date not null,
    handed_in_on date,
    handed_in_by text,
    handed_in_account bigint,
    note text check (length(note) between 1 and 1000),
    file_id bigint references files.file (id),
    revision bigint not null default 1,
    constraint report_duty_key unique (obligation_id, body_id, year, part),
    constraint report_duty_handed_in check ((handed_in_on is null) = (handed_in_by is null))
);
create index report_duty_open_idx on plans.report_duty (due_on) where handed_in_on is null;
create index report_duty_body_idx on plans.report_duty (body_id, due_on);
create index report_duty_plan_idx on plans.report_duty (plan_id, due_on);
comment on table plans.report_duty is 'Reports that bodies owe, each on its day';
comment on column plans.report_duty.id is 'Surrogate key';
comment on column plans.report_duty.plan_id is 'Plan that asks for it';
comment on column plans.report_duty.obligation_id is 'What it follows from; empty = the plan asks for it no more, and it was handed in before';
comment on column plans.report_duty.body_id is 'Body that reports';
comment on column plans.report_duty.year is 'Year of the day before which it must be in';
comment on column plans.report_duty.part is 'Which of the reports of that year: the quarter, else 1';
comment on column plans.report_duty.name is 'What is to be reported';
comment on column plans.report_duty.recipient_id is 'Body that receives it; empty where the document names none';
comment on column plans.report_duty.due_on is 'Last day on which it is in time';
comment on column plans.report_duty.handed_in_on is 'Day on which it was handed in; empty = not yet';
comment on column plans.report_duty.handed_in_by is 'Who said so';
comment on column plans.report_duty.handed_in_account is 'Account of that person; empty for the program itself';
comment on column plans.report_duty.note is 'What was said of it';
comment on column plans.report_duty.file_id is 'The report itself; empty = none was added';
comment on column plans.report_duty.revision is 'Grows with every change';

-- migrate:down
drop table plans.report_duty;
drop function plans.report_due_on(integer, integer, integer);
drop function land_clearance.limit_ends(date, integer, text);
drop function directory.after_working_days(date, integer);
drop table directory.holiday;
drop schema slippage cascade;
