UPDATE notices SET outage_id = record_id WHERE record_id IN (SELECT id FROM notice_outages);
DROP INDEX notices_record;
CREATE INDEX notices_outage ON notices (outage_id);
ALTER TABLE notices DROP COLUMN record_id;
