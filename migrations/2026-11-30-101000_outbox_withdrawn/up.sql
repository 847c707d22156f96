-- A parcel can be withdrawn before it leaves; it has an office, whose page lists what failed, the
-- page of what it tells, and its own mails of an office go before those to many.
CREATE TABLE outbox_next (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  dedupe TEXT NOT NULL UNIQUE,
  office_id TEXT,
  about TEXT,
  urgent BOOLEAN NOT NULL,
  recipient TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  due_at TIMESTAMP NOT NULL,
  give_up_at TIMESTAMP NOT NULL,
  attempt INTEGER NOT NULL,
  owner TEXT,
  claimed_until TIMESTAMP,
  settled_at TIMESTAMP,
  outcome TEXT CHECK (outcome IN ('sent', 'refused', 'gave_up', 'withdrawn')),
  last_error TEXT
);
INSERT INTO outbox_next (id, kind, dedupe, office_id, about, urgent, recipient, payload,
  created_at, due_at, give_up_at, attempt, owner, claimed_until, settled_at, outcome, last_error)
SELECT o.id, o.kind, o.dedupe,
  COALESCE(
    (SELECT r.office_id FROM notice_revisions r
      WHERE o.kind = 'notice' AND r.id = SUBSTR(o.dedupe, 9, 36)),
    (SELECT c.office_id FROM complaint_contacts c
      WHERE o.kind = 'complaint' AND c.id = SUBSTR(o.dedupe, 11, 36))),
  COALESCE(
    (SELECT '/notices/' || r.notice_id FROM notice_revisions r
      WHERE o.kind = 'notice' AND r.id = SUBSTR(o.dedupe, 9, 36)),
    (SELECT '/complaints/' || c.case_id FROM complaint_contacts c
      WHERE o.kind = 'complaint' AND c.id = SUBSTR(o.dedupe, 11, 36))),
  o.kind = 'complaint', o.recipient, o.payload, o.created_at, o.due_at, o.give_up_at, o.attempt,
  o.owner, o.claimed_until, o.settled_at, o.outcome, o.last_error
FROM outbox o;
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (urgent DESC, due_at, id) WHERE settled_at IS NULL;
CREATE INDEX outbox_failed ON outbox (office_id, settled_at)
  WHERE outcome IN ('refused', 'gave_up');
