CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  dedupe TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  due_at TIMESTAMP NOT NULL,
  give_up_at TIMESTAMP NOT NULL,
  attempt INTEGER NOT NULL,
  owner TEXT,
  claimed_until TIMESTAMP,
  settled_at TIMESTAMP,
  outcome TEXT CHECK (outcome IN ('sent', 'refused', 'gave_up')),
  last_error TEXT
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE settled_at IS NULL;

CREATE TABLE audit_entries (
  id TEXT PRIMARY KEY,
  at TIMESTAMP NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  office_id TEXT,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_entries_subject ON audit_entries (subject, id);

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);

CREATE TABLE limit_hits (
  id TEXT PRIMARY KEY,
  bucket TEXT NOT NULL,
  at TIMESTAMP NOT NULL
);
CREATE INDEX limit_hits_bucket ON limit_hits (bucket, at);

CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE page_versions (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
