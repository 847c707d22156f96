CREATE TABLE sign_batches (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  place_id TEXT NOT NULL REFERENCES places (id),
  design TEXT NOT NULL,
  wording TEXT NOT NULL,
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  base_url TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX sign_batches_office ON sign_batches (office_id, id);

CREATE TABLE sign_placed (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  batch_id TEXT NOT NULL REFERENCES sign_batches (id),
  place_id TEXT NOT NULL REFERENCES places (id),
  code TEXT NOT NULL UNIQUE,
  copy_no INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('wanted', 'printed', 'placed', 'damaged', 'removed')),
  printed_at TIMESTAMP,
  placed_at TIMESTAMP,
  placed_by TEXT REFERENCES users (id),
  removed_at TIMESTAMP,
  removed_by TEXT REFERENCES users (id)
);
CREATE INDEX sign_placed_batch ON sign_placed (batch_id);
CREATE INDEX sign_placed_open ON sign_placed (office_id) WHERE removed_at IS NULL;
