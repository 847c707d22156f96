ALTER TABLE notice_outages DROP COLUMN last_word_at;
