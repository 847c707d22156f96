ALTER TABLE sign_placed DROP COLUMN end_shown;
