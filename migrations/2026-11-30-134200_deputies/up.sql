-- Somebody who does, for a span of days, what waits for a colleague of the same office.
CREATE TABLE user_deputies (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    deputy_id TEXT NOT NULL REFERENCES users (id),
    office_id TEXT NOT NULL REFERENCES offices (id),
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP NOT NULL,
    named_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX user_deputies_by_deputy ON user_deputies (deputy_id);
CREATE INDEX user_deputies_by_user ON user_deputies (user_id);
-- For whom something was done, by whoever stood for them.
ALTER TABLE audit_entries ADD COLUMN for_id TEXT;
ALTER TABLE audit_entries ADD COLUMN for_name TEXT;
