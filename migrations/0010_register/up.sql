-- One register for every physical sign: copies of a stop, signs of a print run, and what
-- others made. The table is built anew because a copy no longer needs a stop.
CREATE TABLE sign_placed_next (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  batch_id TEXT REFERENCES sign_batches (id),
  run_id TEXT,
  design TEXT NOT NULL,
  label_zh TEXT NOT NULL,
  label_en TEXT NOT NULL,
  version INTEGER NOT NULL,
  standard TEXT,
  place_id TEXT NOT NULL REFERENCES places (id),
  spot TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  copy_no INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('wanted', 'printed', 'placed', 'damaged', 'removed')),
  entered_at TIMESTAMP NOT NULL,
  entered_by TEXT REFERENCES users (id),
  printed_at TIMESTAMP,
  placed_at TIMESTAMP,
  placed_by TEXT REFERENCES users (id),
  removed_at TIMESTAMP,
  removed_by TEXT REFERENCES users (id),
  inspect_every_days INTEGER,
  inspect_due_at TIMESTAMP,
  inspected_at TIMESTAMP,
  inspected_by TEXT REFERENCES users (id),
  finding TEXT CHECK (finding IN ('ok', 'damaged', 'missing')),
  photo_id TEXT
);
INSERT INTO sign_placed_next (id, office_id, batch_id, design, label_zh, label_en, version,
  place_id, spot, code, copy_no, copies, state, entered_at, entered_by, printed_at, placed_at,
  placed_by, removed_at, removed_by)
SELECT s.id, s.office_id, s.batch_id, b.design, '', '', 1,
  s.place_id, '', s.code, s.copy_no, s.copies, s.state, b.created_at, b.created_by, s.printed_at,
  s.placed_at, s.placed_by, s.removed_at, s.removed_by
FROM sign_placed s JOIN sign_batches b ON b.id = s.batch_id;
DROP TABLE sign_placed;
ALTER TABLE sign_placed_next RENAME TO sign_placed;
CREATE INDEX sign_placed_batch ON sign_placed (batch_id);
CREATE INDEX sign_placed_run ON sign_placed (run_id);
CREATE INDEX sign_placed_place ON sign_placed (place_id);
CREATE INDEX sign_placed_open ON sign_placed (office_id) WHERE removed_at IS NULL;
CREATE INDEX sign_placed_due ON sign_placed (office_id, inspect_due_at)
  WHERE inspect_due_at IS NOT NULL;

CREATE TABLE sign_inspections (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  sign_id TEXT NOT NULL REFERENCES sign_placed (id),
  finding TEXT NOT NULL CHECK (finding IN ('ok', 'damaged', 'missing')),
  remark TEXT NOT NULL,
  photo_id TEXT,
  inspected_at TIMESTAMP NOT NULL,
  inspected_by TEXT NOT NULL REFERENCES users (id)
);
CREATE INDEX sign_inspections_sign ON sign_inspections (sign_id, id);

CREATE TABLE sign_photos (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  sign_id TEXT NOT NULL REFERENCES sign_placed (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX sign_photos_sign ON sign_photos (sign_id);

-- Scans of a code on a day of the company's wall clock, of nobody in particular; also of codes
-- that nobody gave out.
CREATE TABLE code_scans (
  code TEXT NOT NULL,
  day TEXT NOT NULL,
  scans BIGINT NOT NULL,
  PRIMARY KEY (code, day)
);
CREATE INDEX code_scans_day ON code_scans (day);
DELETE FROM counters WHERE name LIKE 'scans:%';

CREATE TABLE code_checks (
  code TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  checked_at TIMESTAMP NOT NULL,
  checked_by TEXT NOT NULL REFERENCES users (id),
  remark TEXT NOT NULL
);

INSERT INTO rules (id, code, value, unit, clause, effective_at) VALUES
  ('sign.busy/1', 'sign.busy', 10, 'count', 'QP7.3 §4.4.3', '2000-01-01 00:00:00'),
  ('sign.silent/1', 'sign.silent', 30, 'days', 'QP7.3 §4.4.3', '2000-01-01 00:00:00');
