ALTER TABLE sign_placed DROP COLUMN down_by;
