-- Every second it is asked what appears, and every minute what is over. Both were found by reading
-- every notice there is.
CREATE INDEX notices_appear ON notices (stage, publish_at, id);
CREATE INDEX notices_end ON notices (stage, remove_after, id);
