-- A hit may weigh more than one, and knows what was counted together with it.
ALTER TABLE limit_hits ADD COLUMN amount BIGINT NOT NULL DEFAULT 1;
ALTER TABLE limit_hits ADD COLUMN taken_with TEXT NOT NULL DEFAULT '';
