DROP INDEX notices_begin;
ALTER TABLE notices DROP COLUMN ends_at;
ALTER TABLE notices DROP COLUMN begins_at;
