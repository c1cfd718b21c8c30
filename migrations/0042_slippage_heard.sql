-- migrate:up
-- When the owner last spoke of a project: kept by the scan, so that silence is not reckoned from all that was ever said.
alter table slippage.project_state add column heard_on date;
comment on column slippage.project_state.heard_on is 'Business day on which an account of its owner or lead body last said anything of it; empty = nothing was ever heard';

-- What people say, as it comes in. Entries of the program itself are no word of anybody; those of the demonstration speak for owners.
create index date_entry_said_idx on milestones.date_entry (entered_at) include (project_id, entered_account, entered_on)
    where entered_account is not null or figure_basis = 'illustrative';
create index remark_said_idx on milestones.remark (entered_at) include (project_id, entered_account, entered_on)
    where entered_account is not null or figure_basis = 'illustrative';
create index entry_said_idx on land_clearance.entry (entered_at) include (project_id, entered_account, entered_on)
    where entered_account is not null or figure_basis = 'illustrative';
create index package_step_said_idx on land_clearance.package_step (entered_at)
    where entered_account is not null or figure_basis = 'illustrative';
create index obstacle_said_idx on land_clearance.obstacle (created_at)
    where created_account is not null or figure_basis = 'illustrative';
create index answer_said_idx on land_clearance.answer (entered_at)
    where entered_account is not null or figure_basis = 'illustrative';
create index payment_said_idx on funding.payment (entered_at)
    where entered_account is not null or figure_basis = 'illustrative';

-- migrate:down
drop index funding.payment_said_idx;
drop index land_clearance.answer_said_idx;
drop index land_clearance.obstacle_said_idx;
drop index land_clearance.package_step_said_idx;
drop index land_clearance.entry_said_idx;
drop index milestones.remark_said_idx;
drop index milestones.date_entry_said_idx;
alter table slippage.project_state drop column heard_on;
