-- Lists show when a thing happens, and put it in that order. Until its notice is read anew, what is
-- about an outage has the outage's times.
ALTER TABLE notices ADD COLUMN begins_at TIMESTAMP;
ALTER TABLE notices ADD COLUMN ends_at TIMESTAMP;
UPDATE notices SET
  begins_at = (SELECT starts_at FROM notice_outages WHERE notice_outages.id = notices.record_id),
  ends_at = (SELECT expected_end_at FROM notice_outages WHERE notice_outages.id = notices.record_id)
WHERE record_id IS NOT NULL;
CREATE INDEX notices_begin ON notices (office_id, stage, begins_at, id);
