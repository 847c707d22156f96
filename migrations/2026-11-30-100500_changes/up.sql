-- What stands in the register of the company can be changed, by one person at a time: each of these
-- counts its changes. A place is closed and stays, for what was printed with its name.
ALTER TABLE companies ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE offices ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE places ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE places ADD COLUMN closed_at TIMESTAMP;
ALTER TABLE boards ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- The browser that a session was opened in, in words; empty for those of before.
ALTER TABLE user_sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
