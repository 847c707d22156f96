DROP INDEX sign_runs_newest;
CREATE INDEX sign_runs_office ON sign_runs (office_id, id);
ALTER TABLE sign_runs DROP COLUMN first_at_en;
ALTER TABLE sign_runs DROP COLUMN first_at;

DROP INDEX sign_placed_waiting;
CREATE INDEX sign_placed_batch ON sign_placed (batch_id);
CREATE INDEX sign_placed_run ON sign_placed (run_id);
DROP INDEX sign_placed_far;
DROP INDEX sign_placed_copy_of_stop;
DROP INDEX sign_placed_copy_of_run;
