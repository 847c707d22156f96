CREATE TABLE codes (
  code TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  place_id TEXT REFERENCES places (id),
  target TEXT NOT NULL CHECK (target IN ('posting', 'placed_sign', 'board', 'nothing')),
  target_id TEXT,
  created_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE INDEX codes_target ON codes (target, target_id);
