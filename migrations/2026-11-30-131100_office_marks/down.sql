DROP INDEX offices_mark;
ALTER TABLE offices DROP COLUMN mark;
