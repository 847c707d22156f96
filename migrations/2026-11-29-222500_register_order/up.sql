-- The register stands place by place. A sign that carries the path of its place is listed from an
-- index; the path is made of ids and never changes.
ALTER TABLE sign_placed ADD COLUMN place_path TEXT NOT NULL DEFAULT '';
UPDATE sign_placed SET place_path = (SELECT p.path FROM places p WHERE p.id = sign_placed.place_id);
CREATE INDEX sign_placed_listed ON sign_placed (office_id, state, place_path, id);
DROP INDEX sign_placed_state;
