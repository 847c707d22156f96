DROP TABLE sign_run_parts;
DROP TABLE sign_runs;
