-- A copy of a run or of a stop is there once. Runs are told apart in a list by where they begin,
-- and the newest come first by when they were made: an id is as old as its form.
CREATE UNIQUE INDEX sign_placed_copy_of_run ON sign_placed (run_id, copy_no)
  WHERE run_id IS NOT NULL;
CREATE UNIQUE INDEX sign_placed_copy_of_stop ON sign_placed (batch_id, copy_no)
  WHERE batch_id IS NOT NULL;
CREATE INDEX sign_placed_far ON sign_placed (run_id, state) WHERE run_id IS NOT NULL;
DROP INDEX sign_placed_run;
DROP INDEX sign_placed_batch;
CREATE INDEX sign_placed_waiting ON sign_placed (office_id, run_id) WHERE state = 'printed';

ALTER TABLE sign_runs ADD COLUMN first_at TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_runs ADD COLUMN first_at_en TEXT NOT NULL DEFAULT '';
DROP INDEX sign_runs_office;
CREATE INDEX sign_runs_newest ON sign_runs (office_id, created_at);
