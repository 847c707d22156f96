DROP TABLE place_charges;
