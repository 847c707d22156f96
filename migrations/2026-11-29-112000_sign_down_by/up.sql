-- A copy of a stop knows by itself when it has to be down, so that nobody asks its stop for it.
ALTER TABLE sign_placed ADD COLUMN down_by TIMESTAMP;
UPDATE sign_placed SET down_by = (SELECT b.ends_at FROM sign_batches b WHERE b.id = sign_placed.batch_id)
WHERE batch_id IS NOT NULL;
