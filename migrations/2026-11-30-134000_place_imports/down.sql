DROP TABLE place_import_places;
DROP TABLE place_imports;
