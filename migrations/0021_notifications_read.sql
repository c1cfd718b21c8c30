-- migrate:up
-- Who has read which notice. A notice tells a body; each of its people reads for himself.
create table notifications.notice_read (
    account_id bigint not null,
    notice_id bigint not null references notifications.notice (id),
    read_at timestamptz not null default now(),
    primary key (account_id, notice_id)
);
comment on table notifications.notice_read is 'Notices that somebody has marked as read';
comment on column notifications.notice_read.account_id is 'Account that has read it';
comment on column notifications.notice_read.notice_id is 'Notice';
comment on column notifications.notice_read.read_at is 'When it was marked';

-- migrate:down
drop table notifications.notice_read;
