-- migrate:up
-- What is open in the projects of an owner, and when each of them was last heard of, read from the indexes alone.
create index milestone_project_open_idx on milestones.milestone (project_id, planned_on) include (reported_on)
    where met_on is null and dropped_on is null;
create index milestone_heard_idx on milestones.milestone (project_id, updated_at desc nulls last) where dropped_on is null;

-- migrate:down
drop index milestones.milestone_heard_idx;
drop index milestones.milestone_project_open_idx;
