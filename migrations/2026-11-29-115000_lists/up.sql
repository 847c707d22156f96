CREATE INDEX sign_placed_state ON sign_placed (office_id, state, place_id);
CREATE INDEX notice_outages_ended ON notice_outages (office_id, cause, ended_at);
