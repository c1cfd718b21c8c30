-- migrate:up
create schema files;
comment on schema files is 'Files attached to records of other areas: what they hold, stored once, and each time somebody attached it';

-- The rows are as large as the files, and files are compressed already: kept apart and as they are, a part is read without the rest.
create table files.content (
    sha256 bytea primary key,
    size integer not null,
    bytes bytea not null,
    stored_at timestamptz not null default now(),
    constraint content_is_what_it_says check (sha256 = sha256(bytes) and size = octet_length(bytes) and size > 0)
);
alter table files.content alter column bytes set storage external;
comment on table files.content is 'What files hold, once however often it is attached; append-only';
comment on column files.content.sha256 is 'SHA-256 of the bytes';
comment on column files.content.size is 'Number of bytes';
comment on column files.content.bytes is 'The bytes';
comment on column files.content.stored_at is 'When it was stored first';

create table files.file (
    id bigint generated always as identity primary key,
    sha256 bytea not null references files.content (sha256),
    name text not null check (length(name) between 1 and 200 and name !~ '[[:cntrl:]/\\]'),
    media_type text not null check (media_type in (
        'application/pdf', 'image/png', 'image/jpeg', 'text/csv', 'text/plain', 'application/vnd.ms-excel', 'application/msword',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document')),
    stored_by text not null,
    account_id bigint,
    stored_at timestamptz not null default now()
);
comment on table files.file is 'A file as somebody attached it; the record it belongs to refers to it; append-only';
comment on column files.file.id is 'Surrogate key';
comment on column files.file.sha256 is 'What it holds';
comment on column files.file.name is 'Name that was given, made safe';
comment on column files.file.media_type is 'What it is, found by its content';
comment on column files.file.stored_by is 'Who attached it';
comment on column files.file.account_id is 'Account that attached it; empty for the program itself. No foreign key: files outlive accounts';
comment on column files.file.stored_at is 'When it was attached';

create trigger content_append_only before update or delete or truncate on files.content
    for each statement execute function common.refuse_change();
create trigger file_append_only before update or delete or truncate on files.file
    for each statement execute function common.refuse_change();

-- migrate:down
drop table files.file;
drop table files.content;
drop schema files;
