-- When an office last said how a stop goes on that has not ended: until then its notice is the last word.
ALTER TABLE notice_outages ADD COLUMN last_word_at TIMESTAMP;
