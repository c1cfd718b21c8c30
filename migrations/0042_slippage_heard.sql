-- migrate:up
-- When the owner last spoke of a project: kept by the scan, so that silence is not reckoned from all that was ever said.
alter table slippage.project_state add column heard_on date;
comment on column slippage.project_state.heard_on is 'Business day on which an account of its owner or lead body last said anything of it; empty = nothing was ever heard';

-- What people say, as it comes in. Entries of the program itself are no word of anybody.
create index date_entry_said_idx on milestones.date_entry (entered_at) include (project_id, entered_account, entered_on)
    where entered_account is not null;
create index remark_said_idx on milestones.remark (entered_at) include (project_id, entered_account, entered_on)
    where entered_account is not null;
create index entry_said_idx on land_clearance.entry (entered_at) include (project_id, entered_account, entered_on)
    where entered_account is not null;
create index package_step_said_idx on land_clearance.package_step (entered_at)
    where entered_account is not null;
create index obstacle_said_idx on land_clearance.obstacle (created_at)
    where created_account is not null;
create index answer_said_idx on land_clearance.answer (entered_at)
    where entered_account is not null;
create index payment_said_idx on funding.payment (entered_at)
    where entered_account is not null;
-- What the demonstration makes up is read as it stands, so that nothing of it is left once it is taken out: where it is not loaded, of nothing.
create index date_entry_made_up_idx on milestones.date_entry (project_id, entered_on) where figure_basis = 'illustrative';
create index remark_made_up_idx on milestones.remark (project_id, entered_on) where figure_basis = 'illustrative';

-- That money does not add up is told whatever anybody rules: the rule has no limit. What was ruled on it stays as it was written, and is not read.
insert into slippage.rule (code, position) values ('ledger.broken', 1000) on conflict (code) do nothing;
delete from slippage.rule_limit l
where l.rule_code = 'ledger.broken' and not exists (select 1 from slippage.ruling r where r.rule_code = l.rule_code and r.name = l.name);

-- migrate:down
insert into slippage.rule_limit (rule_code, name, value, unit, position) values ('ledger.broken', 'on', 1, 'switch', 1000) on conflict do nothing;

drop index milestones.remark_made_up_idx;
drop index milestones.date_entry_made_up_idx;
drop index funding.payment_said_idx;
drop index land_clearance.answer_said_idx;
drop index land_clearance.obstacle_said_idx;
drop index land_clearance.package_step_said_idx;
drop index land_clearance.entry_said_idx;
drop index milestones.remark_said_idx;
drop index milestones.date_entry_said_idx;
alter table slippage.project_state drop column heard_on;
