DROP INDEX sign_batches_community;
DROP INDEX notice_outages_ended;
CREATE INDEX notice_outages_ended ON notice_outages (office_id, cause, ended_at);
DROP INDEX notice_postings_open;
CREATE INDEX notice_postings_open ON notice_postings (office_id) WHERE taken_down_at IS NULL;
