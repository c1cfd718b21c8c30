-- migrate:up
-- The law counts the years of funding from the first year with capital, also where an earlier plan gave it.
alter table funding.project_terms
    add column first_funded_year integer check (first_funded_year between 1990 and 2100);
comment on column funding.project_terms.first_funded_year is 'First year in which earlier plans gave the project capital; empty = as the allocations say';

-- migrate:down
alter table funding.project_terms drop column first_funded_year;
