-- A complaint has the id of its case again, under which its page and its record are known; a
-- second contact of one case keeps its own.
CREATE TABLE complaints (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT REFERENCES places (id),
  place_id TEXT REFERENCES places (id),
  number TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('received', 'seen')),
  source TEXT NOT NULL CHECK (source IN ('owner', 'occupant', 'developer', 'other')),
  channel TEXT NOT NULL CHECK (channel IN ('qr', 'phone', 'visit', 'letter', 'mail')),
  content TEXT NOT NULL,
  place_text TEXT NOT NULL,
  code TEXT,
  contact_name TEXT,
  contact_phone TEXT,
  privacy_version TEXT,
  received_at TIMESTAMP NOT NULL,
  recorded_by TEXT REFERENCES users (id),
  seen_at TIMESTAMP,
  seen_by TEXT REFERENCES users (id),
  held_reason TEXT,
  nonce_hash TEXT UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,
  photos_unkept INTEGER NOT NULL DEFAULT 0,
  UNIQUE (office_id, number)
);
INSERT INTO complaints (id, office_id, community_id, place_id, number, stage, source, channel,
  content, place_text, code, contact_name, contact_phone, privacy_version, received_at,
  recorded_by, seen_at, seen_by, held_reason, nonce_hash, token_hash, photos_unkept)
SELECT
  CASE WHEN EXISTS (SELECT 1 FROM complaint_contacts o WHERE o.case_id = c.case_id AND o.id < c.id)
    THEN c.id ELSE COALESCE(c.case_id, c.id) END,
  c.office_id, c.community_id, c.place_id, c.number, COALESCE(k.stage, 'received'), c.source,
  c.channel, c.content, c.place_text, c.code, c.contact_name, c.contact_phone,
  c.privacy_version, c.received_at, c.recorded_by, k.seen_at, k.seen_by, c.held_reason,
  c.nonce_hash, c.token_hash, c.photos_unkept
FROM complaint_contacts c
LEFT JOIN complaint_cases k ON k.id = c.case_id;
CREATE INDEX complaints_office ON complaints (office_id, id);

CREATE TABLE complaint_photos_last (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  complaint_id TEXT NOT NULL REFERENCES complaints (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL
);
INSERT INTO complaint_photos_last (id, office_id, complaint_id, width, height, bytes, created_at)
SELECT p.id, p.office_id, o.id, p.width, p.height, p.bytes, p.created_at
FROM complaint_photos p
JOIN complaint_contacts c ON c.id = p.contact_id
JOIN complaints o ON o.token_hash = c.token_hash;
DROP TABLE complaint_photos;
ALTER TABLE complaint_photos_last RENAME TO complaint_photos;
CREATE INDEX complaint_photos_complaint ON complaint_photos (complaint_id);
DROP TABLE complaint_steps;
DROP TABLE complaint_contacts;
DROP TABLE complaint_cases;
