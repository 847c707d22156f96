ALTER TABLE limit_hits DROP COLUMN taken_with;
ALTER TABLE limit_hits DROP COLUMN amount;
