-- migrate:up
-- Whether a plan shows amounts made up for demonstration is asked by every view of its capital. Where none is, the answer
-- took a walk through all needs; with the index it is a look at a few made-up ones, and at nothing on a server without them.
create index need_illustrative_idx on funding.need (programme_id) where figure_basis = 'illustrative';

-- migrate:down
drop index funding.need_illustrative_idx;
