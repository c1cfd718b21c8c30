-- migrate:up
-- Portfolios as they are drawn: the projects whose finish slips most come first, the milestones of a plan month by month, and
-- the area handed over month by month.
alter table milestones.project_state add column days_late integer generated always as (finish_expected_on - finish_baseline_on) stored;
comment on column milestones.project_state.days_late is 'Days by which the finish is expected after its baseline; negative = before it; empty where either is unknown';
comment on column milestones.project_state.open_late is 'Milestones past due and not even reported done on the day of computing';
create index project_state_late_idx on milestones.project_state (days_late desc nulls last, project_id);
create index project_state_plan_late_idx on milestones.project_state (plan_id, days_late desc nulls last, project_id);
create index project_state_percent_idx on milestones.project_state (physical_percent, project_id);
create index milestone_due_idx on milestones.milestone (plan_id, planned_on) include (project_id, met_on, reported_on)
    where dropped_on is null and planned_on is not null;
create index date_entry_returned_idx on milestones.date_entry (project_id) where field = 'reported' and now_on is null;
create index entry_area_idx on land_clearance.entry (project_id) include (entered_on, was, now) where field = 'area_handed_over';

-- migrate:down
drop index land_clearance.entry_area_idx;
drop index milestones.date_entry_returned_idx;
drop index milestones.milestone_due_idx;
drop index milestones.project_state_percent_idx;
drop index milestones.project_state_plan_late_idx;
drop index milestones.project_state_late_idx;
alter table milestones.project_state drop column days_late;
comment on column milestones.project_state.open_late is 'Milestones past due and not met on the day of computing';
