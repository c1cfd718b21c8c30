-- migrate:up
create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;

create schema common;
comment on schema common is 'What every area uses: text folding for search, the guard of append-only tables';

-- unaccent() is only STABLE because a dictionary can be changed; ours is never changed,
-- so the wrapper may be IMMUTABLE and serve generated columns and indexes.
create function common.fold(value text) returns text
    language sql immutable strict parallel safe
    as $$ select lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, nfc))) $$;
comment on function common.fold(text) is 'Lower case without accents, for search: "Giải phóng" becomes "giai phong"';

create function common.refuse_change() returns trigger
    language plpgsql
    as $$
begin
    raise exception 'table %.% is append-only: % is not allowed', tg_table_schema, tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation', constraint = 'append_only';
end $$;
comment on function common.refuse_change() is 'Trigger that refuses update, delete and truncate on append-only tables';

create table public.schema_migration_checksum (
    version text primary key,
    sha256 text not null,
    recorded_at timestamptz not null default now()
);
comment on table public.schema_migration_checksum is 'SHA-256 of every migration file as it was applied; an edited file is refused';
comment on column public.schema_migration_checksum.version is 'Version of the migration, as in schema_migrations';
comment on column public.schema_migration_checksum.sha256 is 'Hexadecimal SHA-256 of the file with line ends normalised to LF';
comment on column public.schema_migration_checksum.recorded_at is 'When the checksum was recorded';

-- migrate:down
drop table public.schema_migration_checksum;
drop function common.refuse_change();
drop function common.fold(text);
drop schema common;
drop extension pg_trgm;
drop extension unaccent;
