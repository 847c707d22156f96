ALTER TABLE user_sessions DROP COLUMN device;
ALTER TABLE users DROP COLUMN version;
ALTER TABLE boards DROP COLUMN version;
-- Programs of before know no closed place: it would be open again.
ALTER TABLE places DROP COLUMN closed_at;
ALTER TABLE places DROP COLUMN version;
ALTER TABLE offices DROP COLUMN version;
ALTER TABLE companies DROP COLUMN version;
