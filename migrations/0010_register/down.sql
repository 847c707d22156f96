DELETE FROM rules WHERE code IN ('sign.busy', 'sign.silent');
DROP TABLE code_checks;
DROP TABLE code_scans;
DROP TABLE sign_photos;
DROP TABLE sign_inspections;
CREATE TABLE sign_placed_last (
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
INSERT INTO sign_placed_last SELECT id, office_id, batch_id, place_id, code, copy_no, copies,
  state, printed_at, placed_at, placed_by, removed_at, removed_by
FROM sign_placed WHERE batch_id IS NOT NULL;
DROP TABLE sign_placed;
ALTER TABLE sign_placed_last RENAME TO sign_placed;
CREATE INDEX sign_placed_batch ON sign_placed (batch_id);
CREATE INDEX sign_placed_open ON sign_placed (office_id) WHERE removed_at IS NULL;
