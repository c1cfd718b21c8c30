-- migrate:up
create table common.data_protection_key (
    id bigint generated always as identity primary key,
    friendly_name text not null,
    xml text not null,
    created_at timestamptz not null default now()
);
comment on table common.data_protection_key is 'Keys by which the program protects cookies, form tokens and links: here, so that every node reads what another one wrote. Secret: whoever reads them can sign in as anybody, unless a certificate protects them';
comment on column common.data_protection_key.id is 'Surrogate key, in order of writing';
comment on column common.data_protection_key.friendly_name is 'What the framework calls the element (key-… or revocation-…)';
comment on column common.data_protection_key.xml is 'The element as the framework writes it';
comment on column common.data_protection_key.created_at is 'When it was written';

-- migrate:down
drop table common.data_protection_key;
