DROP TABLE page_versions;
DROP TABLE secrets;
DROP TABLE limit_hits;
DROP TABLE counters;
DROP TABLE audit_entries;
DROP TABLE outbox;
