-- migrate:up
create schema plans;
comment on schema plans is 'Plans (documents) with their programmes, indicators, reporting calendar, duties and discrepancies';

create table plans.plan (
    id bigint generated always as identity primary key,
    code text not null unique,
    province_code text not null references directory.province (code),
    kind text not null check (kind in ('infrastructure', 'environment', 'master_plan', 'master_plan_implementation')),
    name text collate "vi-x-icu" not null,
    short_name text collate "vi-x-icu" not null,
    document_number text,
    document_date date,
    document_date_text text,
    issuer_id bigint references directory.body (id),
    period_from integer not null,
    period_to integer not null,
    stated_need_total bigint check (stated_need_total >= 0),
    stated_need_state bigint check (stated_need_state >= 0),
    stated_need_other bigint check (stated_need_other >= 0),
    position integer not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint plan_period check (period_to >= period_from),
    constraint plan_stated_need_adds_up check (stated_need_total = stated_need_state + stated_need_other),
    constraint plan_stated_need_whole check (num_nulls(stated_need_total, stated_need_state, stated_need_other) in (0, 3))
);
create index plan_province_idx on plans.plan (province_code, position);
create index plan_issuer_idx on plans.plan (issuer_id);
comment on table plans.plan is 'A plan: one public document with its period and, where it states one, its capital need';
comment on column plans.plan.id is 'Surrogate key';
comment on column plans.plan.code is 'Stable code, part of addresses (cb-ha-tang-2026-2030)';
comment on column plans.plan.province_code is 'Province the plan is for';
comment on column plans.plan.kind is 'Kind of plan';
comment on column plans.plan.name is 'Full title of the document';
comment on column plans.plan.short_name is 'Short title for tables and charts';
comment on column plans.plan.document_number is 'Number of the document; empty where the document leaves it blank';
comment on column plans.plan.document_date is 'Date of the document; empty where the document leaves it blank';
comment on column plans.plan.document_date_text is 'The date as the document writes it';
comment on column plans.plan.issuer_id is 'Body that issued the document';
comment on column plans.plan.period_from is 'First year of the period';
comment on column plans.plan.period_to is 'Last year of the period';
comment on column plans.plan.stated_need_total is 'Total capital need the document states, whole đồng; empty where it states none';
comment on column plans.plan.stated_need_state is 'Need from the state budget the document states, whole đồng';
comment on column plans.plan.stated_need_other is 'Need from other sources the document states, whole đồng';
comment on column plans.plan.position is 'Order in lists';
comment on column plans.plan.source_file is 'File the plan was taken from';
comment on column plans.plan.source_section is 'Section of that document';
comment on column plans.plan.source_item is 'Item within the section';

create table plans.programme (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id) on delete cascade,
    code text not null,
    name text collate "vi-x-icu" not null,
    short_name text collate "vi-x-icu" not null,
    position integer not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint programme_code_key unique (plan_id, code),
    constraint programme_plan_key unique (id, plan_id)
);
comment on table plans.programme is 'A group of projects within a plan; its capital envelope stands in funding.envelope';
comment on column plans.programme.id is 'Surrogate key';
comment on column plans.programme.plan_id is 'Plan it belongs to';
comment on column plans.programme.code is 'Code, unique within the plan (giao-thong)';
comment on column plans.programme.name is 'Name as the document writes it';
comment on column plans.programme.short_name is 'Short name for charts';
comment on column plans.programme.position is 'Order within the plan';
comment on column plans.programme.source_file is 'Document that states the programme';
comment on column plans.programme.source_section is 'Section of that document';
comment on column plans.programme.source_item is 'Item within the section';

create table plans.indicator (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id) on delete cascade,
    code text not null,
    theme text collate "vi-x-icu" not null,
    name text collate "vi-x-icu" not null,
    comparator text not null check (comparator in ('eq', 'gte', 'gt', 'lte', 'lt', 'approx', 'range', 'text')),
    value numeric,
    value_to numeric,
    unit text,
    target_year integer,
    as_written text not null,
    position integer not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint indicator_code_key unique (plan_id, code),
    constraint indicator_value check ((comparator = 'text') = (value is null)),
    constraint indicator_range check ((comparator = 'range') = (value_to is not null))
);
comment on table plans.indicator is 'A target of a plan with its unit and year';
comment on column plans.indicator.id is 'Surrogate key';
comment on column plans.indicator.plan_id is 'Plan that sets the target';
comment on column plans.indicator.code is 'Code, unique within the plan';
comment on column plans.indicator.theme is 'Heading under which the target is listed';
comment on column plans.indicator.name is 'What is measured';
comment on column plans.indicator.comparator is 'How the value is to be read: eq, gte, gt, lte, lt, approx, range, text (no number)';
comment on column plans.indicator.value is 'Target value';
comment on column plans.indicator.value_to is 'Upper end of a range';
comment on column plans.indicator.unit is 'Unit of the value';
comment on column plans.indicator.target_year is 'Year by which the target is to be met';
comment on column plans.indicator.as_written is 'The words of the document';
comment on column plans.indicator.position is 'Order within the plan';
comment on column plans.indicator.source_file is 'Document that sets the target';
comment on column plans.indicator.source_section is 'Section of that document';
comment on column plans.indicator.source_item is 'Item within the section';

create table plans.reporting_obligation (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id) on delete cascade,
    code text not null,
    name text collate "vi-x-icu" not null,
    reporter_id bigint not null references directory.body (id),
    recipient_id bigint references directory.body (id),
    frequency text not null check (frequency in ('half_year', 'year', 'quarter', 'once', 'on_request')),
    before_month integer check (before_month between 1 and 12),
    before_day integer check (before_day between 1 and 31),
    before_date date,
    as_written text not null,
    position integer not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint reporting_obligation_code_key unique (plan_id, code),
    constraint reporting_obligation_once check (before_date is null or frequency = 'once'),
    constraint reporting_obligation_day check ((before_month is null) = (before_day is null))
);
create index reporting_obligation_reporter_idx on plans.reporting_obligation (reporter_id);
create index reporting_obligation_recipient_idx on plans.reporting_obligation (recipient_id);
comment on table plans.reporting_obligation is 'A report that a plan asks for: who, to whom, how often, before which day';
comment on column plans.reporting_obligation.id is 'Surrogate key';
comment on column plans.reporting_obligation.plan_id is 'Plan that asks for the report';
comment on column plans.reporting_obligation.code is 'Code, unique within the plan';
comment on column plans.reporting_obligation.name is 'What is to be reported';
comment on column plans.reporting_obligation.reporter_id is 'Body that reports';
comment on column plans.reporting_obligation.recipient_id is 'Body that receives the report; empty where the document names none';
comment on column plans.reporting_obligation.frequency is 'half_year, year, quarter, once or on_request';
comment on column plans.reporting_obligation.before_month is 'Month of the day before which the report must be in';
comment on column plans.reporting_obligation.before_day is 'Day of the month before which the report must be in';
comment on column plans.reporting_obligation.before_date is 'The date before which a report asked for once must be in';
comment on column plans.reporting_obligation.as_written is 'The words of the document';
comment on column plans.reporting_obligation.position is 'Order within the plan';
comment on column plans.reporting_obligation.source_file is 'Document that asks for the report';
comment on column plans.reporting_obligation.source_section is 'Section of that document';
comment on column plans.reporting_obligation.source_item is 'Item within the section';

create table plans.duty (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id) on delete cascade,
    body_id bigint not null references directory.body (id),
    position integer not null,
    text text not null,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint duty_key unique (plan_id, body_id, position)
);
create index duty_body_idx on plans.duty (body_id);
comment on table plans.duty is 'A duty that a plan lays on a body';
comment on column plans.duty.id is 'Surrogate key';
comment on column plans.duty.plan_id is 'Plan that lays down the duty';
comment on column plans.duty.body_id is 'Body that has the duty';
comment on column plans.duty.position is 'Order among the duties of the body';
comment on column plans.duty.text is 'The words of the document';
comment on column plans.duty.source_file is 'Document that lays down the duty';
comment on column plans.duty.source_section is 'Section of that document';
comment on column plans.duty.source_item is 'Item within the section';

create table plans.discrepancy (
    id bigint generated always as identity primary key,
    plan_id bigint not null references plans.plan (id) on delete cascade,
    code text not null,
    subject text collate "vi-x-icu" not null,
    statement text not null,
    place_a text not null,
    says_a text not null,
    place_b text,
    says_b text,
    note text,
    position integer not null,
    constraint discrepancy_code_key unique (plan_id, code)
);
comment on table plans.discrepancy is 'A place where a document contradicts itself or another; recorded, never mended silently';
comment on column plans.discrepancy.id is 'Surrogate key';
comment on column plans.discrepancy.plan_id is 'Plan in whose document it was found';
comment on column plans.discrepancy.code is 'Code, unique within the plan';
comment on column plans.discrepancy.subject is 'What it is about';
comment on column plans.discrepancy.statement is 'What does not agree, in one sentence';
comment on column plans.discrepancy.place_a is 'First place: file, section, item';
comment on column plans.discrepancy.says_a is 'What the first place says';
comment on column plans.discrepancy.place_b is 'Second place, where there is one';
comment on column plans.discrepancy.says_b is 'What the second place says';
comment on column plans.discrepancy.note is 'How the product treats it until the issuer decides';
comment on column plans.discrepancy.position is 'Order within the plan';

-- migrate:down
drop schema plans cascade;
