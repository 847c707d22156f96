CREATE TABLE page_versions (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
