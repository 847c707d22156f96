-- Why something waits for a second look has one more answer: a field was filled in that people do
-- not see. `held_reason` is read no more.
ALTER TABLE complaint_contacts ADD COLUMN held_for TEXT
  CHECK (held_for IN ('address', 'code', 'trap'));
UPDATE complaint_contacts SET held_for = held_reason;
