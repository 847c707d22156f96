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
  UNIQUE (office_id, number)
);
CREATE INDEX complaints_office ON complaints (office_id, id);

CREATE TABLE complaint_photos (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  complaint_id TEXT NOT NULL REFERENCES complaints (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX complaint_photos_complaint ON complaint_photos (complaint_id);
