-- migrate:up
create schema directory;
comment on schema directory is 'Provinces, communes and the bodies that plan, own, lead and report';

create table directory.province (
    code text primary key,
    name text collate "vi-x-icu" not null,
    name_en text not null
);
comment on table directory.province is 'A province-level unit';
comment on column directory.province.code is 'Short code, part of addresses (cb, ls)';
comment on column directory.province.name is 'Official name in Vietnamese';
comment on column directory.province.name_en is 'Name in English';

create table directory.commune (
    id bigint generated always as identity primary key,
    province_code text not null references directory.province (code),
    code text not null unique,
    kind text not null check (kind in ('xa', 'phuong')),
    name text collate "vi-x-icu" not null,
    name_search text not null generated always as (common.fold(name)) stored,
    source_file text not null,
    source_section text not null,
    source_item text not null
);
create index commune_province_idx on directory.commune (province_code, name);
comment on table directory.commune is 'A commune-level unit (xã, phường) as it exists since districts were abolished on 1 July 2025';
comment on column directory.commune.id is 'Surrogate key';
comment on column directory.commune.province_code is 'Province it belongs to';
comment on column directory.commune.code is 'Stable code, part of addresses (cb-tan-giang)';
comment on column directory.commune.kind is 'xa (commune) or phuong (ward)';
comment on column directory.commune.name is 'Name without the word xã or phường';
comment on column directory.commune.name_search is 'Name folded for accent-insensitive search';
comment on column directory.commune.source_file is 'Document that names the unit';
comment on column directory.commune.source_section is 'Section of that document';
comment on column directory.commune.source_item is 'Item within the section';

create table directory.body (
    id bigint generated always as identity primary key,
    province_code text references directory.province (code),
    code text not null unique,
    kind text not null check (kind in
        ('committee', 'department', 'pmu', 'commune', 'party', 'central', 'enterprise', 'group', 'other')),
    name text collate "vi-x-icu" not null,
    name_en text,
    short_name text,
    commune_id bigint references directory.commune (id),
    name_search text not null generated always as (common.fold(name || ' ' || coalesce(short_name, ''))) stored,
    source_file text not null,
    source_section text not null,
    source_item text not null,
    constraint body_commune_only_for_communes check (commune_id is null or kind = 'commune')
);
create index body_province_idx on directory.body (province_code, name);
create index body_commune_idx on directory.body (commune_id) where commune_id is not null;
comment on table directory.body is 'A body: committee, department, project management unit, enterprise, or a group of bodies that a document names as a whole';
comment on column directory.body.id is 'Surrogate key';
comment on column directory.body.province_code is 'Province it belongs to; empty for central bodies';
comment on column directory.body.code is 'Stable code, part of addresses (cb-so-xay-dung)';
comment on column directory.body.kind is 'Kind of body; group = several bodies named together';
comment on column directory.body.name is 'Official name in Vietnamese';
comment on column directory.body.name_en is 'Name in English, where there is one';
comment on column directory.body.short_name is 'Short name used in tables';
comment on column directory.body.commune_id is 'The commune whose committee this is';
comment on column directory.body.name_search is 'Names folded for accent-insensitive search';
comment on column directory.body.source_file is 'Document that names the body';
comment on column directory.body.source_section is 'Section of that document';
comment on column directory.body.source_item is 'Item within the section';

create table directory.law_parameter (
    parameter text not null,
    valid_from date,
    valid_to date,
    value text not null,
    unit text not null,
    source_document text not null,
    verified boolean not null,
    note text,
    constraint law_parameter_key unique nulls not distinct (parameter, valid_from),
    constraint law_parameter_period check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
comment on table directory.law_parameter is 'Figures of the law as dated configuration; none stands in code';
comment on column directory.law_parameter.parameter is 'Name of the parameter (capital.duration_years.a)';
comment on column directory.law_parameter.valid_from is 'First day on which the value holds; empty = since ever';
comment on column directory.law_parameter.valid_to is 'Last day on which the value holds; empty = until further notice';
comment on column directory.law_parameter.value is 'The value, as text';
comment on column directory.law_parameter.unit is 'Unit of the value';
comment on column directory.law_parameter.source_document is 'Where the value is taken from';
comment on column directory.law_parameter.verified is 'Whether a primary text was read';
comment on column directory.law_parameter.note is 'Remark';

-- migrate:down
drop schema directory cascade;
