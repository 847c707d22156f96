CREATE TABLE __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT,
  password_hash TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  disabled_at TIMESTAMP
);
CREATE TABLE user_sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  office_id TEXT NOT NULL,
  csrf TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE TABLE user_links (
  token_hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'reset_password')),
  user_id TEXT REFERENCES users (id),
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP
);
CREATE TABLE companies (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  demo BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE offices (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('head', 'office')),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE user_roles (
  user_id TEXT NOT NULL REFERENCES users (id),
  office_id TEXT NOT NULL REFERENCES offices (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'executive', 'quality_representative', 'operations', 'planning', 'office_manager', 'reviewer', 'clerk')),
  PRIMARY KEY (user_id, office_id)
);
CREATE TABLE places (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL,
  parent_id TEXT REFERENCES places (id),
  kind TEXT NOT NULL CHECK (kind IN ('community', 'building', 'entrance', 'floor', 'home', 'lift', 'spot')),
  sort_key INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  homes INTEGER NOT NULL,
  path TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE boards (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  place_id TEXT NOT NULL REFERENCES places (id),
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'display')),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  sort_key INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL,
  retired_at TIMESTAMP
);
CREATE TABLE board_places (
  board_id TEXT NOT NULL REFERENCES boards (id),
  place_id TEXT NOT NULL REFERENCES places (id),
  PRIMARY KEY (board_id, place_id)
);
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  dedupe TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  due_at TIMESTAMP NOT NULL,
  give_up_at TIMESTAMP NOT NULL,
  attempt INTEGER NOT NULL,
  owner TEXT,
  claimed_until TIMESTAMP,
  settled_at TIMESTAMP,
  outcome TEXT CHECK (outcome IN ('sent', 'refused', 'gave_up')),
  last_error TEXT
);
CREATE TABLE audit_entries (
  id TEXT PRIMARY KEY,
  at TIMESTAMP NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  office_id TEXT,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
CREATE TABLE limit_hits (
  id TEXT PRIMARY KEY,
  bucket TEXT NOT NULL,
  at TIMESTAMP NOT NULL
);
CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE codes (
  code TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  place_id TEXT REFERENCES places (id),
  target TEXT NOT NULL CHECK (target IN ('posting', 'placed_sign', 'board', 'nothing')),
  target_id TEXT,
  created_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE TABLE rules (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  value BIGINT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('hours', 'days', 'months', 'count')),
  clause TEXT NOT NULL,
  effective_at TIMESTAMP NOT NULL
);
CREATE TABLE notice_outages (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  utility TEXT NOT NULL CHECK (utility IN ('water', 'power')),
  cause TEXT NOT NULL CHECK (cause IN ('own', 'relayed', 'municipal', 'emergency')),
  starts_at TIMESTAMP NOT NULL,
  expected_end_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP,
  reason TEXT NOT NULL,
  late_reason TEXT,
  supply_point TEXT,
  received_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL
);
CREATE TABLE notice_outage_places (
  outage_id TEXT NOT NULL REFERENCES notice_outages (id),
  place_id TEXT NOT NULL REFERENCES places (id),
  PRIMARY KEY (outage_id, place_id)
);
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  kind TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('draft', 'in_review', 'scheduled', 'published', 'superseded', 'cancelled', 'expired')),
  number TEXT,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  content_version INTEGER NOT NULL,
  version BIGINT NOT NULL,
  outage_id TEXT REFERENCES notice_outages (id),
  replaces_id TEXT REFERENCES notices (id),
  author_id TEXT NOT NULL REFERENCES users (id),
  reviewer_id TEXT REFERENCES users (id),
  remark TEXT,
  publish_at TIMESTAMP NOT NULL,
  remove_after TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  approved_at TIMESTAMP,
  published_at TIMESTAMP,
  closed_at TIMESTAMP,
  late BOOLEAN NOT NULL,
  held BOOLEAN NOT NULL
);
CREATE TABLE notice_revisions (
  id TEXT PRIMARY KEY,
  notice_id TEXT NOT NULL REFERENCES notices (id),
  office_id TEXT NOT NULL REFERENCES offices (id),
  revision INTEGER NOT NULL,
  number TEXT NOT NULL,
  content TEXT NOT NULL,
  content_version INTEGER NOT NULL,
  rule_id TEXT,
  template_version INTEGER NOT NULL,
  base_url TEXT NOT NULL,
  post_by TIMESTAMP NOT NULL,
  remove_after TIMESTAMP NOT NULL,
  approved_by TEXT NOT NULL REFERENCES users (id),
  approved_at TIMESTAMP NOT NULL,
  withdrawn_at TIMESTAMP,
  UNIQUE (notice_id, revision)
);
CREATE TABLE notice_postings (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  notice_id TEXT NOT NULL REFERENCES notices (id),
  revision_id TEXT NOT NULL REFERENCES notice_revisions (id),
  board_id TEXT NOT NULL REFERENCES boards (id),
  copy_no INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  code TEXT NOT NULL UNIQUE,
  posted_at TIMESTAMP,
  posted_recorded_at TIMESTAMP,
  posted_by TEXT REFERENCES users (id),
  posted_reason TEXT,
  taken_down_at TIMESTAMP,
  taken_down_recorded_at TIMESTAMP,
  taken_down_by TEXT REFERENCES users (id),
  taken_down_reason TEXT,
  UNIQUE (revision_id, board_id)
);
CREATE TABLE notice_subscribers (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  place_id TEXT REFERENCES places (id),
  email TEXT NOT NULL,
  confirmed_at TIMESTAMP,
  left_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE notice_unsubscribe_links (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES notice_subscribers (id),
  created_at TIMESTAMP NOT NULL
);
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
CREATE TABLE complaint_photos (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  complaint_id TEXT NOT NULL REFERENCES complaints (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL
);
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
CREATE TABLE "sign_placed" (
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
CREATE TABLE sign_photos (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  sign_id TEXT NOT NULL REFERENCES sign_placed (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE code_scans (
  code TEXT NOT NULL,
  day TEXT NOT NULL,
  scans BIGINT NOT NULL,
  PRIMARY KEY (code, day)
);
CREATE TABLE code_checks (
  code TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  checked_at TIMESTAMP NOT NULL,
  checked_by TEXT NOT NULL REFERENCES users (id),
  remark TEXT NOT NULL
);
CREATE TABLE sign_runs (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  community_id TEXT NOT NULL REFERENCES places (id),
  spec TEXT NOT NULL,
  spec_version INTEGER NOT NULL,
  signs TEXT NOT NULL,
  total INTEGER NOT NULL,
  base_url TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TIMESTAMP NOT NULL,
  stopped_at TIMESTAMP
, first_at TEXT NOT NULL DEFAULT '', first_at_en TEXT NOT NULL DEFAULT '');
CREATE TABLE sign_run_parts (
  run_id TEXT NOT NULL REFERENCES sign_runs (id),
  part INTEGER NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (id),
  printed_at TIMESTAMP NOT NULL,
  printed_by TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (run_id, part)
);
CREATE TABLE sign_bin_colours (
  community_id TEXT PRIMARY KEY REFERENCES places (id),
  office_id TEXT NOT NULL REFERENCES offices (id),
  recyclable TEXT NOT NULL,
  kitchen TEXT NOT NULL,
  hazardous TEXT NOT NULL,
  other TEXT NOT NULL,
  changed_at TIMESTAMP NOT NULL
);
CREATE INDEX user_sessions_user ON user_sessions (user_id);
CREATE INDEX places_community ON places (community_id, path);
CREATE INDEX places_office ON places (office_id, kind);
CREATE INDEX boards_community ON boards (community_id, sort_key);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE settled_at IS NULL;
CREATE INDEX audit_entries_subject ON audit_entries (subject, id);
CREATE INDEX limit_hits_bucket ON limit_hits (bucket, at);
CREATE INDEX codes_target ON codes (target, target_id);
CREATE INDEX rules_code ON rules (code, effective_at);
CREATE INDEX notice_outages_community ON notice_outages (community_id, starts_at);
CREATE INDEX notices_office ON notices (office_id, id);
CREATE INDEX notices_office_stage ON notices (office_id, stage, id);
CREATE INDEX notices_community ON notices (community_id, stage, published_at);
CREATE INDEX notices_outage ON notices (outage_id);
CREATE INDEX notice_postings_notice ON notice_postings (notice_id);
CREATE INDEX notice_postings_open ON notice_postings (office_id) WHERE taken_down_at IS NULL;
CREATE INDEX notice_subscribers_community ON notice_subscribers (community_id);
CREATE INDEX complaints_office ON complaints (office_id, id);
CREATE INDEX complaint_photos_complaint ON complaint_photos (complaint_id);
CREATE INDEX sign_batches_office ON sign_batches (office_id, id);
CREATE INDEX sign_placed_place ON sign_placed (place_id);
CREATE INDEX sign_placed_open ON sign_placed (office_id) WHERE removed_at IS NULL;
CREATE INDEX sign_placed_due ON sign_placed (office_id, inspect_due_at)
  WHERE inspect_due_at IS NOT NULL;
CREATE INDEX sign_inspections_sign ON sign_inspections (sign_id, id);
CREATE INDEX sign_photos_sign ON sign_photos (sign_id);
CREATE INDEX code_scans_day ON code_scans (day);
CREATE UNIQUE INDEX sign_placed_copy_of_run ON sign_placed (run_id, copy_no)
  WHERE run_id IS NOT NULL;
CREATE UNIQUE INDEX sign_placed_copy_of_stop ON sign_placed (batch_id, copy_no)
  WHERE batch_id IS NOT NULL;
CREATE INDEX sign_placed_far ON sign_placed (run_id, state) WHERE run_id IS NOT NULL;
CREATE INDEX sign_placed_waiting ON sign_placed (office_id, run_id) WHERE state = 'printed';
CREATE INDEX sign_runs_newest ON sign_runs (office_id, created_at);
INSERT INTO __diesel_schema_migrations (version, run_on) VALUES
('0001', '2026-11-29 19:00:40'),
('0002', '2026-11-29 19:00:40'),
('0003', '2026-11-29 19:00:40'),
('0004', '2026-11-29 19:00:40'),
('0005', '2026-11-29 19:00:40'),
('0006', '2026-11-29 19:00:40'),
('0007', '2026-11-29 19:00:40'),
('0008', '2026-11-29 19:00:40'),
('0009', '2026-11-29 19:00:40'),
('0010', '2026-11-29 19:00:40'),
('0011', '2026-11-29 19:00:40'),
('0012', '2026-11-29 19:00:40'),
('0013', '2026-11-29 19:00:40');
