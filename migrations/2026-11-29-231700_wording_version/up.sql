-- The version in which the words of a stop are kept, as runs have it beside their content. All that
-- were written until now are of the first.
ALTER TABLE sign_batches ADD COLUMN wording_version INTEGER NOT NULL DEFAULT 1;
