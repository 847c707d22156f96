-- What a notice is about belongs to its kind, which has a table of its own for it. What outage_id
-- says is read no more, and goes in a later release.
ALTER TABLE notices ADD COLUMN record_id TEXT;
UPDATE notices SET record_id = outage_id;
DROP INDEX notices_outage;
CREATE INDEX notices_record ON notices (record_id);
