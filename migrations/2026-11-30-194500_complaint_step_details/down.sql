-- An older program knows no step that puts something right: what was put right stays so.
CREATE TABLE complaint_steps_before (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  case_id TEXT REFERENCES complaint_cases (id),
  contact_id TEXT REFERENCES complaint_contacts (id),
  act TEXT NOT NULL CHECK (act IN ('received', 'recorded', 'seen', 'contact_withdrawn', 'contact_expired', 'photos_expired', 'photos_unchecked')),
  taken_at TIMESTAMP NOT NULL,
  by_id TEXT REFERENCES users (id),
  by_name TEXT NOT NULL
);
INSERT INTO complaint_steps_before (id, office_id, case_id, contact_id, act, taken_at, by_id, by_name)
SELECT id, office_id, case_id, contact_id, act, taken_at, by_id, by_name FROM complaint_steps
WHERE act IN ('received', 'recorded', 'seen', 'contact_withdrawn', 'contact_expired',
  'photos_expired', 'photos_unchecked');
DROP TABLE complaint_steps;
ALTER TABLE complaint_steps_before RENAME TO complaint_steps;
CREATE INDEX complaint_steps_case ON complaint_steps (case_id);
CREATE INDEX complaint_steps_contact ON complaint_steps (contact_id);
