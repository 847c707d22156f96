DROP INDEX sign_placed_faults;
DROP INDEX sign_placed_stops;
