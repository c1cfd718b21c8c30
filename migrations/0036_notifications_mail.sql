-- migrate:up
-- The outbox of mails. A row is written in the transaction that causes the mail; the key makes a second mail for one thing impossible.
create table notifications.mail (
    id bigint generated always as identity primary key,
    key text not null,
    kind text not null,
    account_id bigint,
    recipient_name text not null,
    address text not null,
    address_key text not null generated always as (lower(address)) stored,
    province_code text,
    language text not null default 'vi' check (language in ('vi', 'en')),
    model jsonb not null,
    urgent boolean not null default false,
    status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'suppressed')),
    attempts integer not null default 0,
    queued_at timestamptz not null,
    not_before timestamptz not null,
    leased_by uuid,
    lease_until timestamptz,
    message_id text,
    sent_at timestamptz,
    via text check (via in ('smtp', 'file')),
    answer text,
    constraint mail_key unique (key),
    constraint mail_message_id unique (message_id),
    constraint mail_lease check ((leased_by is null) = (lease_until is null)),
    constraint mail_sent check ((status = 'sent') = (sent_at is not null))
);
create index mail_due_idx on notifications.mail (urgent desc, not_before, id) where status = 'queued';
create index mail_waiting_address_idx on notifications.mail (address_key) where status = 'queued';
create index mail_leased_idx on notifications.mail (lease_until) where leased_by is not null;
create index mail_status_idx on notifications.mail (status, id desc);
create index mail_address_idx on notifications.mail (address_key, id desc);
create index mail_kind_idx on notifications.mail (kind, id desc);
create index mail_sent_idx on notifications.mail (sent_at) where status = 'sent';
comment on table notifications.mail is 'Outbox: one row for each mail, from the transaction that causes it until the mail server has taken it';
comment on column notifications.mail.id is 'Surrogate key';
comment on column notifications.mail.key is 'What the mail is about and for whom: rule, subject, recipient, severity, episode, step; a second one with the same key is not written';
comment on column notifications.mail.kind is 'Template: test, address_suppressed, digest, red_now, resolved, escalated';
comment on column notifications.mail.account_id is 'Account it goes to';
comment on column notifications.mail.recipient_name is 'Name it is addressed to';
comment on column notifications.mail.address is 'Address it goes to';
comment on column notifications.mail.address_key is 'The same in the form in which it is compared';
comment on column notifications.mail.province_code is 'Province of the account; empty = of all';
comment on column notifications.mail.language is 'Language of its words';
comment on column notifications.mail.model is 'What it says, as data; the words come with the template';
comment on column notifications.mail.urgent is 'Goes before the others';
comment on column notifications.mail.status is 'queued; sent; failed = given up or refused for good; suppressed = the address is dead';
comment on column notifications.mail.attempts is 'How often it was tried since it was queued, or queued again';
comment on column notifications.mail.queued_at is 'When it was written, or queued again';
comment on column notifications.mail.not_before is 'Not tried before; grows with every attempt that fails';
comment on column notifications.mail.leased_by is 'The run that has it in its hands';
comment on column notifications.mail.lease_until is 'Until when; then another run takes it over';
comment on column notifications.mail.message_id is 'Message-ID, given once and the same in every attempt';
comment on column notifications.mail.sent_at is 'When the mail server took it';
comment on column notifications.mail.via is 'How it left: smtp, or file where no mail server is set';
comment on column notifications.mail.answer is 'What the mail server said last';

create table notifications.mail_attempt (
    id bigint generated always as identity primary key,
    mail_id bigint not null references notifications.mail (id) on delete cascade,
    at timestamptz not null default clock_timestamp(),
    outcome text not null check (outcome in ('sent', 'later', 'unreachable', 'refused', 'no_such_address', 'given_up')),
    answer text not null
);
create index mail_attempt_mail_idx on notifications.mail_attempt (mail_id, id);
create index mail_attempt_at_idx on notifications.mail_attempt (at);
comment on table notifications.mail_attempt is 'Every attempt to send a mail, and how it ended';
comment on column notifications.mail_attempt.id is 'Surrogate key';
comment on column notifications.mail_attempt.mail_id is 'Mail';
comment on column notifications.mail_attempt.at is 'When it ended; the rate a minute is counted by it';
comment on column notifications.mail_attempt.outcome is 'sent; later = refused for now; unreachable = no or a lost connection; refused = the mail is refused for good; no_such_address = the address is; given_up = the last of too many';
comment on column notifications.mail_attempt.answer is 'What the server said, or what happened';

create table notifications.suppressed_address (
    id bigint generated always as identity primary key,
    address text not null,
    address_key text not null generated always as (lower(address)) stored,
    account_id bigint,
    recipient_name text not null,
    province_code text,
    mail_id bigint references notifications.mail (id) on delete set null,
    answer text not null,
    suppressed_at timestamptz not null,
    lifted_at timestamptz,
    lifted_by text,
    lift_reason text,
    constraint suppressed_address_lift check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create unique index suppressed_address_open_idx on notifications.suppressed_address (address_key) where lifted_at is null;
comment on table notifications.suppressed_address is 'Addresses that the mail server refused for good: nothing goes there until an administrator lifts it';
comment on column notifications.suppressed_address.id is 'Surrogate key';
comment on column notifications.suppressed_address.address is 'Address';
comment on column notifications.suppressed_address.address_key is 'The same in the form in which it is compared';
comment on column notifications.suppressed_address.account_id is 'Account that has it';
comment on column notifications.suppressed_address.recipient_name is 'Name of that account';
comment on column notifications.suppressed_address.province_code is 'Province of that account; empty = of all';
comment on column notifications.suppressed_address.mail_id is 'Mail that was refused';
comment on column notifications.suppressed_address.answer is 'What the mail server said';
comment on column notifications.suppressed_address.suppressed_at is 'Since when';
comment on column notifications.suppressed_address.lifted_at is 'When an administrator lifted it; empty = it holds';
comment on column notifications.suppressed_address.lifted_by is 'Who did';
comment on column notifications.suppressed_address.lift_reason is 'Why';

create table notifications.told (
    episode_id bigint not null references slippage.episode (id) on delete cascade,
    account_id bigint not null,
    severity text not null check (severity in ('notice', 'amber', 'red')),
    step integer not null,
    told_on date not null,
    primary key (episode_id, account_id)
) with (fillfactor = 80);
comment on table notifications.told is 'Who was told last of which warning; gone once he was told that it ended';
comment on column notifications.told.episode_id is 'Warning';
comment on column notifications.told.account_id is 'Account';
comment on column notifications.told.severity is 'How grave it was then';
comment on column notifications.told.step is 'Which of the repeats it was: 0 at once, 1 after a day, 2 after 3, 3 after 7, 4 after 14 and one more every 14 days; of a reminder the days before';
comment on column notifications.told.told_on is 'Business day';

create table notifications.preference (
    account_id bigint primary key,
    digest_minute integer not null default 450 check (digest_minute between 420 and 1200),
    language text not null default 'vi' check (language in ('vi', 'en')),
    reminders boolean not null default true
);
comment on table notifications.preference is 'How somebody wants his mail; warnings themselves cannot be switched off';
comment on column notifications.preference.account_id is 'Account';
comment on column notifications.preference.digest_minute is 'When the digest comes, minute of the day in Vietnamese time';
comment on column notifications.preference.language is 'Language of its words';
comment on column notifications.preference.reminders is 'Whether it also tells of what falls due soon';

-- migrate:down
drop table notifications.preference;
drop table notifications.told;
drop table notifications.suppressed_address;
drop table notifications.mail_attempt;
drop table notifications.mail;
