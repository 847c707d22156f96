-- To the older program what a machine may have sent waits like what came too often.
UPDATE complaint_contacts
SET held_reason = CASE held_for WHEN 'trap' THEN 'address' ELSE held_for END;
ALTER TABLE complaint_contacts DROP COLUMN held_for;
