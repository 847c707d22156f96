ALTER TABLE sign_batches DROP COLUMN wording_version;
