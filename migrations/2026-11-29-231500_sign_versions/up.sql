-- How often a stop, a run or a sign that stays was changed, who changed it last, and the change that
-- somebody else made last before. Whoever decides on an old page is held against this and no longer
-- against the record of changes, from which it is filled here.
CREATE TABLE sign_versions (
  subject TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  others_version BIGINT NOT NULL
);
INSERT INTO sign_versions (subject, version, changed_by, others_version)
SELECT s.subject, s.version, last.actor,
  (SELECT COUNT(*) FROM audit_entries e WHERE e.subject = s.subject AND e.id <=
    (SELECT MAX(o.id) FROM audit_entries o WHERE o.subject = s.subject AND o.actor <> last.actor))
FROM (SELECT subject, COUNT(*) AS version, MAX(id) AS last_id FROM audit_entries
  WHERE subject LIKE 'sign:%' OR subject LIKE 'sign_batch:%' OR subject LIKE 'sign_run:%'
  GROUP BY subject) s
JOIN audit_entries last ON last.id = s.last_id;
