-- What was withdrawn will not leave: to the older program it was given up.
CREATE TABLE outbox_last (
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
INSERT INTO outbox_last SELECT id, kind, dedupe, recipient, payload, created_at, due_at,
  give_up_at, attempt, owner, claimed_until, settled_at,
  CASE outcome WHEN 'withdrawn' THEN 'gave_up' ELSE outcome END, last_error
FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_last RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE settled_at IS NULL;
