-- Who looked into a code that nobody gave out looked in her own office's communities: the others are
-- still told of it. What was looked into before was hidden from all, and stays so. The old table is
-- read no more, and goes in a later release.
CREATE TABLE code_office_checks (
  code TEXT NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (id),
  day TEXT NOT NULL,
  checked_at TIMESTAMP NOT NULL,
  checked_by TEXT NOT NULL REFERENCES users (id),
  remark TEXT NOT NULL,
  PRIMARY KEY (code, office_id)
);
INSERT INTO code_office_checks (code, office_id, day, checked_at, checked_by, remark)
  SELECT code_checks.code, offices.id, code_checks.day, code_checks.checked_at, code_checks.checked_by,
    code_checks.remark
  FROM code_checks CROSS JOIN offices;
