DROP TABLE notice_thrown_away;
ALTER TABLE notices DROP COLUMN typed_in;
DROP TABLE notice_sent_texts;
DROP TABLE notice_writers;
