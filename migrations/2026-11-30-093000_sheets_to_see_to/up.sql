-- Sheets to hang and to take down are few among those that hung once, outages that ended among all
-- that were announced, stops of a community among all. The indexes say so by their columns, for
-- SQLite is left without statistics: its plans do not change with what is in a house.
DROP INDEX notice_postings_open;
CREATE INDEX notice_postings_open ON notice_postings (office_id, posted_at)
  WHERE taken_down_at IS NULL;
DROP INDEX notice_outages_ended;
CREATE INDEX notice_outages_ended ON notice_outages (office_id, cause, ended_at)
  WHERE ended_at IS NOT NULL;
CREATE INDEX sign_batches_community ON sign_batches (community_id, ends_at);
