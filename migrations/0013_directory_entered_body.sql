-- migrate:up
alter table directory.body
    alter column source_file drop not null,
    alter column source_section drop not null,
    alter column source_item drop not null,
    add constraint body_source check (num_nonnulls(source_file, source_section, source_item) = case when entered then 0 else 3 end);
comment on column directory.body.source_file is 'Document that names the body; empty for one that an administrator entered';
comment on column directory.body.source_section is 'Section of that document';
comment on column directory.body.source_item is 'Item within the section';

-- migrate:down
-- There is no document to name, so the columns say nothing.
alter table directory.body drop constraint body_source;
update directory.body set source_file = '', source_section = '', source_item = '' where entered;
alter table directory.body
    alter column source_file set not null,
    alter column source_section set not null,
    alter column source_item set not null;
