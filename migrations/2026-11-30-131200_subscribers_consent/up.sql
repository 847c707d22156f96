-- Whom staff put on the list of mails: how she agreed, who wrote that down, and who took her off again.
-- One who left by herself was taken off by nobody.
ALTER TABLE notice_subscribers ADD COLUMN consent TEXT;
ALTER TABLE notice_subscribers ADD COLUMN added_by TEXT;
ALTER TABLE notice_subscribers ADD COLUMN removed_by TEXT;
