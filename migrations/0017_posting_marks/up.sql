-- What was written down about a sheet stays: every mark is a row, what they come to stands on
-- the posting. A sheet counts from when it was recorded: a time that is told later makes no
-- miss undone.
CREATE TABLE notice_posting_marks (
  posting_id TEXT NOT NULL REFERENCES notice_postings (id),
  mark_no INTEGER NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('posted', 'posted_at', 'taken_down', 'taken_down_at', 'taken_back')),
  done_at TIMESTAMP,
  takes_back INTEGER,
  reason TEXT,
  recorded_at TIMESTAMP NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (posting_id, mark_no)
);

INSERT INTO notice_posting_marks (posting_id, mark_no, act, done_at, reason, recorded_at, recorded_by)
SELECT p.id, 1, 'posted', p.posted_at, p.posted_reason,
  COALESCE(p.posted_recorded_at, p.posted_at), COALESCE(p.posted_by, r.approved_by)
FROM notice_postings p JOIN notice_revisions r ON r.id = p.revision_id
WHERE p.posted_at IS NOT NULL;

INSERT INTO notice_posting_marks (posting_id, mark_no, act, done_at, reason, recorded_at, recorded_by)
SELECT p.id, 2, 'taken_down', p.taken_down_at, p.taken_down_reason,
  COALESCE(p.taken_down_recorded_at, p.taken_down_at), COALESCE(p.taken_down_by, p.posted_by, r.approved_by)
FROM notice_postings p JOIN notice_revisions r ON r.id = p.revision_id
WHERE p.posted_at IS NOT NULL AND p.taken_down_at IS NOT NULL;

ALTER TABLE notice_postings ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notice_postings ADD COLUMN marked_at TIMESTAMP;
ALTER TABLE notice_postings ADD COLUMN posted_counts_at TIMESTAMP;

UPDATE notice_postings SET
  marks = (SELECT COUNT(*) FROM notice_posting_marks m WHERE m.posting_id = notice_postings.id),
  marked_at = (SELECT MAX(m.recorded_at) FROM notice_posting_marks m WHERE m.posting_id = notice_postings.id),
  posted_recorded_at = COALESCE(posted_recorded_at, posted_at),
  posted_by = (SELECT m.recorded_by FROM notice_posting_marks m
    WHERE m.posting_id = notice_postings.id AND m.mark_no = 1),
  posted_counts_at = CASE WHEN posted_recorded_at > posted_at THEN posted_recorded_at ELSE posted_at END,
  taken_down_recorded_at = COALESCE(taken_down_recorded_at, taken_down_at),
  taken_down_by = (SELECT m.recorded_by FROM notice_posting_marks m
    WHERE m.posting_id = notice_postings.id AND m.mark_no = 2)
WHERE posted_at IS NOT NULL;
CREATE INDEX notice_postings_marked ON notice_postings (office_id, marked_at);

CREATE TABLE notice_prints (
  id TEXT PRIMARY KEY,
  revision_id TEXT NOT NULL REFERENCES notice_revisions (id),
  sheets INTEGER NOT NULL,
  printed_at TIMESTAMP NOT NULL,
  printed_by TEXT NOT NULL REFERENCES users (id)
);
CREATE INDEX notice_prints_revision ON notice_prints (revision_id, printed_at);
