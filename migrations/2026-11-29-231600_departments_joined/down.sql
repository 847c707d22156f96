-- Who joined is not told from who was there before: nothing to take back.
UPDATE departments SET head_id = head_id;
