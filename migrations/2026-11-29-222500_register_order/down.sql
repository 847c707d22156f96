CREATE INDEX sign_placed_state ON sign_placed (office_id, state, place_id);
DROP INDEX sign_placed_listed;
ALTER TABLE sign_placed DROP COLUMN place_path;
