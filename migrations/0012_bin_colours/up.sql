CREATE TABLE sign_bin_colours (
  community_id TEXT PRIMARY KEY REFERENCES places (id),
  office_id TEXT NOT NULL REFERENCES offices (id),
  recyclable TEXT NOT NULL,
  kitchen TEXT NOT NULL,
  hazardous TEXT NOT NULL,
  other TEXT NOT NULL,
  changed_at TIMESTAMP NOT NULL
);
