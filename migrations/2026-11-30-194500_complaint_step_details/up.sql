-- A step says what it changed or why it was taken, and there are steps that put right what was
-- recorded. What a step says may be personal: it stands here, where it can be deleted, and not in the
-- record of changes.
CREATE TABLE complaint_steps_next (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  case_id TEXT REFERENCES complaint_cases (id),
  contact_id TEXT REFERENCES complaint_contacts (id),
  act TEXT NOT NULL CHECK (act IN ('received', 'recorded', 'seen', 'unseen', 'noted', 'corrected', 'reach_corrected', 'photo_removed', 'moved', 'joined', 'parted', 'erased', 'contact_withdrawn', 'contact_expired', 'photos_expired', 'photos_unchecked')),
  taken_at TIMESTAMP NOT NULL,
  by_id TEXT REFERENCES users (id),
  by_name TEXT NOT NULL,
  detail TEXT NOT NULL
);
INSERT INTO complaint_steps_next (id, office_id, case_id, contact_id, act, taken_at, by_id, by_name,
  detail)
SELECT id, office_id, case_id, contact_id, act, taken_at, by_id, by_name, '' FROM complaint_steps;
DROP TABLE complaint_steps;
ALTER TABLE complaint_steps_next RENAME TO complaint_steps;
CREATE INDEX complaint_steps_case ON complaint_steps (case_id);
CREATE INDEX complaint_steps_contact ON complaint_steps (contact_id);
