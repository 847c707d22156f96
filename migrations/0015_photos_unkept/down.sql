ALTER TABLE complaints DROP COLUMN photos_unkept;
