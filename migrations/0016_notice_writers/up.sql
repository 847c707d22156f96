-- Who wrote any part of a notice's text since it was last approved: none of them approves it.
CREATE TABLE notice_writers (
  notice_id TEXT NOT NULL REFERENCES notices (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  first_at TIMESTAMP NOT NULL,
  last_at TIMESTAMP NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (notice_id, user_id)
);

-- Of what is open today only the steps are recorded, not who typed: whoever drafted it, and
-- whoever drafted, took back or sent it since the last approval, may have.
INSERT INTO notice_writers (notice_id, user_id, first_at, last_at, version)
SELECT wrote.notice_id, wrote.user_id, MIN(wrote.wrote_at), MAX(wrote.wrote_at), wrote.version
FROM (
  SELECT n.id AS notice_id, n.author_id AS user_id, n.created_at AS wrote_at, n.version AS version
  FROM notices n
  WHERE n.stage IN ('draft', 'in_review')
  UNION ALL
  SELECT n.id, u.id, e.at, n.version
  FROM notices n
  JOIN audit_entries e ON e.subject = 'notice:' || n.id
  JOIN users u ON u.id = e.actor
  WHERE n.stage IN ('draft', 'in_review')
    AND e.act IN ('notice.drafted', 'notice.taken_back', 'notice.sent')
    AND NOT EXISTS (
      SELECT 1 FROM notice_revisions r WHERE r.notice_id = n.id AND r.approved_at > e.at
    )
) wrote
GROUP BY wrote.notice_id, wrote.user_id, wrote.version;

-- The text as it was sent to review, to show what became of it since.
CREATE TABLE notice_sent_texts (
  notice_id TEXT NOT NULL REFERENCES notices (id),
  version BIGINT NOT NULL,
  content TEXT NOT NULL,
  sent_at TIMESTAMP NOT NULL,
  PRIMARY KEY (notice_id, version)
);
INSERT INTO notice_sent_texts (notice_id, version, content, sent_at)
SELECT id, version, content, updated_at FROM notices WHERE stage = 'in_review';

-- The window in which a draft was typed last: its own saves are no surprise to it.
ALTER TABLE notices ADD COLUMN typed_in TEXT;

-- Drafts that were thrown away: nothing is written under their names again, and whoever still has
-- one open is told. The record has those of before.
CREATE TABLE notice_thrown_away (
  notice_id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  by_name TEXT NOT NULL,
  at TIMESTAMP NOT NULL
);
INSERT INTO notice_thrown_away (notice_id, office_id, by_name, at)
SELECT SUBSTR(e.subject, 8), MIN(o.id), MIN(e.actor_name), MAX(e.at)
FROM audit_entries e
JOIN offices o ON o.id = e.office_id
WHERE e.act = 'notice.draft_deleted'
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE 'notice:' || n.id = e.subject)
GROUP BY e.subject;
