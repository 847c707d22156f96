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
CREATE INDEX places_community ON places (community_id, path);
CREATE INDEX places_office ON places (office_id, kind);

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
CREATE INDEX boards_community ON boards (community_id, sort_key);

CREATE TABLE board_places (
  board_id TEXT NOT NULL REFERENCES boards (id),
  place_id TEXT NOT NULL REFERENCES places (id),
  PRIMARY KEY (board_id, place_id)
);
