DROP TABLE notice_prints;
DROP INDEX notice_postings_marked;
ALTER TABLE notice_postings DROP COLUMN posted_counts_at;
ALTER TABLE notice_postings DROP COLUMN marked_at;
ALTER TABLE notice_postings DROP COLUMN marks;
DROP TABLE notice_posting_marks;
