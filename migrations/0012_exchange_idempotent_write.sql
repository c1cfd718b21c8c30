-- migrate:up
create table exchange.idempotent_write (
    account_id bigint not null,
    key text not null check (length(key) between 1 and 200),
    operation text not null,
    digest bytea not null,
    answer jsonb not null,
    written_at timestamptz not null default now(),
    primary key (account_id, key)
);
create index idempotent_write_age_idx on exchange.idempotent_write (written_at);
comment on table exchange.idempotent_write is 'Writes that their callers named by an Idempotency-Key, with the answer that was given; kept in the transaction of the write';
comment on column exchange.idempotent_write.account_id is 'Account of the caller';
comment on column exchange.idempotent_write.key is 'The caller''s key';
comment on column exchange.idempotent_write.operation is 'What was done';
comment on column exchange.idempotent_write.digest is 'SHA-256 of what was sent';
comment on column exchange.idempotent_write.answer is 'What was answered';
comment on column exchange.idempotent_write.written_at is 'When; keys are forgotten after a week';

-- migrate:down
drop table exchange.idempotent_write;
