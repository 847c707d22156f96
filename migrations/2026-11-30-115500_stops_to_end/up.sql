-- Today asks for stops whose expected end has passed and of which nobody said that they are over: few
-- among all there ever were.
CREATE INDEX notice_outages_to_end ON notice_outages (office_id, expected_end_at)
  WHERE ended_at IS NULL;
