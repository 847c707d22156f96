CREATE TABLE sign_runs (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  spec TEXT NOT NULL,
  spec_version INTEGER NOT NULL,
  signs TEXT NOT NULL,
  total INTEGER NOT NULL,
  base_url TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TIMESTAMP NOT NULL,
  stopped_at TIMESTAMP
);
CREATE INDEX sign_runs_office ON sign_runs (office_id, id);

CREATE TABLE sign_run_parts (
  run_id TEXT NOT NULL REFERENCES sign_runs (id),
  part INTEGER NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (id),
  printed_at TIMESTAMP NOT NULL,
  printed_by TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (run_id, part)
);
