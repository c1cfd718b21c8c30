-- migrate:up
alter table accounts.account_body add column head boolean not null default false;
comment on column accounts.account_body.head is 'Whether the account is that of the body''s head, who is told when those who work on it do not put right what slips';

-- Failed mails stay until somebody has said that they are dealt with; then they are cleared away like those that arrived.
alter table notifications.mail
    add column settled_at timestamptz,
    add column settled_by text,
    add constraint mail_settled check ((settled_at is null) = (settled_by is null) and (settled_at is null or status in ('failed', 'suppressed')));
comment on column notifications.mail.settled_at is 'When somebody said that a mail which did not arrive is dealt with; empty = nobody has';
comment on column notifications.mail.settled_by is 'Who said so';
create index mail_settled_idx on notifications.mail (settled_at) where settled_at is not null;

-- migrate:down
alter table notifications.mail drop column settled_at, drop column settled_by;
alter table accounts.account_body drop column head;
