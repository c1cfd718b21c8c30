-- migrate:up
-- The API reads active warnings in the order of their keys, however many have ended in the meantime.
create index episode_active_idx on slippage.episode (id) where resolved_on is null;

-- migrate:down
drop index slippage.episode_active_idx;
