-- What people tell (GR-017) apart from the matter it is about (GR-018). Each complaint becomes a
-- contact and a case of the same id and number, so that every address of before leads to its case;
-- what became of it, read from the record until now, becomes columns and typed steps.
CREATE TABLE complaint_cases (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT REFERENCES places (id),
  number TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('received', 'seen')),
  version BIGINT NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP,
  seen_by TEXT REFERENCES users (id),
  UNIQUE (office_id, number)
);
INSERT INTO complaint_cases (id, office_id, community_id, number, stage, version, opened_at,
  seen_at, seen_by)
SELECT id, office_id, community_id, number, stage, CASE stage WHEN 'seen' THEN 2 ELSE 1 END,
  CASE WHEN recorded_by IS NULL THEN received_at ELSE COALESCE(seen_at, received_at) END,
  CASE stage WHEN 'seen' THEN COALESCE(seen_at, received_at) END,
  CASE stage WHEN 'seen' THEN COALESCE(seen_by, recorded_by) END
FROM complaints;
CREATE INDEX complaint_cases_office ON complaint_cases (office_id, id);
CREATE INDEX complaint_cases_unseen ON complaint_cases (office_id, id) WHERE stage = 'received';

CREATE TABLE complaint_contacts (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  case_id TEXT REFERENCES complaint_cases (id),
  community_id TEXT REFERENCES places (id),
  place_id TEXT REFERENCES places (id),
  number TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('owner', 'occupant', 'developer', 'other')),
  channel TEXT NOT NULL CHECK (channel IN ('qr', 'phone', 'visit', 'letter', 'mail')),
  content TEXT NOT NULL,
  place_text TEXT NOT NULL,
  code TEXT,
  reach TEXT NOT NULL CHECK (reach IN ('open', 'never_given', 'withdrawn', 'expired')),
  contact_name TEXT,
  contact_phone TEXT,
  privacy_version TEXT,
  received_at TIMESTAMP NOT NULL,
  recorded_by TEXT REFERENCES users (id),
  recorded_by_name TEXT,
  held_reason TEXT CHECK (held_reason IN ('address', 'code')),
  photos_unkept INTEGER NOT NULL,
  nonce_hash TEXT UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,
  UNIQUE (office_id, number)
);
INSERT INTO complaint_contacts (id, office_id, case_id, community_id, place_id, number, source,
  channel, content, place_text, code, reach, contact_name, contact_phone, privacy_version,
  received_at, recorded_by, recorded_by_name, held_reason, photos_unkept, nonce_hash, token_hash)
SELECT c.id, c.office_id, c.id, c.community_id, c.place_id, c.number, c.source, c.channel,
  c.content, c.place_text, c.code,
  CASE
    WHEN c.contact_name IS NOT NULL OR c.contact_phone IS NOT NULL THEN 'open'
    WHEN EXISTS (SELECT 1 FROM audit_entries a
      WHERE a.subject = 'complaint:' || c.id AND a.act = 'complaint.contact_withdrawn')
      THEN 'withdrawn'
    WHEN EXISTS (SELECT 1 FROM audit_entries a
      WHERE a.subject = 'complaint:' || c.id AND a.act = 'complaint.contact_expired')
      THEN 'expired'
    ELSE 'never_given'
  END,
  c.contact_name, c.contact_phone, c.privacy_version, c.received_at, c.recorded_by,
  CASE WHEN c.recorded_by IS NOT NULL THEN COALESCE(
    (SELECT MIN(a.actor_name) FROM audit_entries a
      WHERE a.subject = 'complaint:' || c.id AND a.act = 'complaint.recorded'),
    (SELECT u.name FROM users u WHERE u.id = c.recorded_by)) END,
  c.held_reason, c.photos_unkept, c.nonce_hash, c.token_hash
FROM complaints c;
CREATE INDEX complaint_contacts_case ON complaint_contacts (case_id);
CREATE INDEX complaint_contacts_office ON complaint_contacts (office_id, id);
CREATE INDEX complaint_contacts_open ON complaint_contacts (received_at) WHERE reach = 'open';

-- One step of a case, or of one of its contacts.
CREATE TABLE complaint_steps (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  case_id TEXT REFERENCES complaint_cases (id),
  contact_id TEXT REFERENCES complaint_contacts (id),
  act TEXT NOT NULL CHECK (act IN ('received', 'recorded', 'seen', 'contact_withdrawn', 'contact_expired', 'photos_expired', 'photos_unchecked')),
  taken_at TIMESTAMP NOT NULL,
  by_id TEXT REFERENCES users (id),
  by_name TEXT NOT NULL
);
INSERT INTO complaint_steps (id, office_id, case_id, contact_id, act, taken_at, by_id, by_name)
SELECT a.id, c.office_id,
  CASE WHEN a.act = 'complaint.seen' THEN c.id END,
  CASE WHEN a.act <> 'complaint.seen' THEN c.id END,
  REPLACE(a.act, 'complaint.', ''), a.at, u.id, a.actor_name
FROM audit_entries a
JOIN complaints c ON a.subject = 'complaint:' || c.id
LEFT JOIN users u ON u.id = a.actor
WHERE a.act IN ('complaint.received', 'complaint.recorded', 'complaint.seen',
  'complaint.contact_withdrawn', 'complaint.contact_expired', 'complaint.photos_expired',
  'complaint.photos_unchecked');
-- Where the record has no line, the columns say it.
INSERT INTO complaint_steps (id, office_id, contact_id, act, taken_at, by_id, by_name)
SELECT c.id, c.office_id, c.id,
  CASE WHEN c.recorded_by IS NULL THEN 'received' ELSE 'recorded' END,
  CASE WHEN c.recorded_by IS NULL THEN c.received_at ELSE COALESCE(c.seen_at, c.received_at) END,
  c.recorded_by, COALESCE(u.name, '扫码')
FROM complaints c
LEFT JOIN users u ON u.id = c.recorded_by
WHERE NOT EXISTS (SELECT 1 FROM complaint_steps s
  WHERE s.contact_id = c.id AND s.act IN ('received', 'recorded'));
INSERT INTO complaint_steps (id, office_id, case_id, act, taken_at, by_id, by_name)
SELECT c.id || '/seen', c.office_id, c.id, 'seen', c.seen_at, c.seen_by, u.name
FROM complaints c
JOIN users u ON u.id = c.seen_by
WHERE c.recorded_by IS NULL AND c.stage = 'seen' AND c.seen_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM complaint_steps s WHERE s.case_id = c.id AND s.act = 'seen');
CREATE INDEX complaint_steps_case ON complaint_steps (case_id);
CREATE INDEX complaint_steps_contact ON complaint_steps (contact_id);

CREATE TABLE complaint_photos_next (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  contact_id TEXT NOT NULL REFERENCES complaint_contacts (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL
);
INSERT INTO complaint_photos_next (id, office_id, contact_id, width, height, bytes, created_at)
SELECT id, office_id, complaint_id, width, height, bytes, created_at FROM complaint_photos;
DROP TABLE complaint_photos;
ALTER TABLE complaint_photos_next RENAME TO complaint_photos;
CREATE INDEX complaint_photos_contact ON complaint_photos (contact_id);
DROP TABLE complaints;
