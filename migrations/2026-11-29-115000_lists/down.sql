DROP INDEX notice_outages_ended;
DROP INDEX sign_placed_state;
