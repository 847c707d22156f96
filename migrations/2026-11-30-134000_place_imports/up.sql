-- A list of buildings and homes that was read: it waits until somebody enters what it adds, and is
-- kept for what it added, so that this can be taken back.
CREATE TABLE place_imports (
    id TEXT NOT NULL PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES offices (id),
    community_id TEXT NOT NULL REFERENCES places (id),
    lines TEXT NOT NULL,
    lines_version INTEGER NOT NULL,
    unread TEXT NOT NULL,
    derived INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    read_at TIMESTAMP NOT NULL,
    entered_at TIMESTAMP,
    taken_back_at TIMESTAMP,
    version BIGINT NOT NULL
);
CREATE INDEX place_imports_by_community ON place_imports (community_id);
-- What a list added, and where homes that were only counted came by their numbers.
CREATE TABLE place_import_places (
    import_id TEXT NOT NULL REFERENCES place_imports (id),
    place_id TEXT NOT NULL REFERENCES places (id),
    added BOOLEAN NOT NULL,
    counted INTEGER NOT NULL,
    PRIMARY KEY (import_id, place_id)
);
CREATE INDEX place_import_places_by_place ON place_import_places (place_id);
