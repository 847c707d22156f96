ALTER TABLE audit_entries DROP COLUMN for_name;
ALTER TABLE audit_entries DROP COLUMN for_id;
DROP TABLE user_deputies;
