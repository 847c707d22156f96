-- Today asks for the copies of stops that are not down and for signs that are damaged: few among
-- many that hang and stay.
CREATE INDEX sign_placed_stops ON sign_placed (office_id, batch_id)
  WHERE batch_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX sign_placed_faults ON sign_placed (office_id, inspected_at, id)
  WHERE state = 'damaged';
