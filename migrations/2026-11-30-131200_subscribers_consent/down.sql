ALTER TABLE notice_subscribers DROP COLUMN removed_by;
ALTER TABLE notice_subscribers DROP COLUMN added_by;
ALTER TABLE notice_subscribers DROP COLUMN consent;
