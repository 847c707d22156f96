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
CREATE INDEX notice_outages_community ON notice_outages (community_id, starts_at);

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
CREATE INDEX notices_office ON notices (office_id, id);
CREATE INDEX notices_office_stage ON notices (office_id, stage, id);
CREATE INDEX notices_community ON notices (community_id, stage, published_at);
CREATE INDEX notices_outage ON notices (outage_id);

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
CREATE INDEX notice_postings_notice ON notice_postings (notice_id);
CREATE INDEX notice_postings_open ON notice_postings (office_id) WHERE taken_down_at IS NULL;

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
CREATE INDEX notice_subscribers_community ON notice_subscribers (community_id);

CREATE TABLE notice_unsubscribe_links (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES notice_subscribers (id),
  created_at TIMESTAMP NOT NULL
);
