-- What this house is known by: a name that never says anything of it. The first is the folder of photos
-- that all its servers keep.
CREATE TABLE house_marks (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
