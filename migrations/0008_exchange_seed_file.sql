-- migrate:up
create schema exchange;
comment on schema exchange is 'Data that comes in from files and goes out to them';

create table exchange.seed_file (
    path text primary key,
    sha256 text not null,
    loaded_at timestamptz not null default now()
);
comment on table exchange.seed_file is 'Seed files as they were loaded last; while none has changed, a start loads nothing';
comment on column exchange.seed_file.path is 'Path within the seeds folder';
comment on column exchange.seed_file.sha256 is 'Hexadecimal SHA-256 of the file''s bytes';
comment on column exchange.seed_file.loaded_at is 'When it was loaded';

-- migrate:down
drop schema exchange cascade;
