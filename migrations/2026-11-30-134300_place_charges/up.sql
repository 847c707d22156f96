-- Which office had charge of a community, and when; written from the first time it is handed over.
CREATE TABLE place_charges (
    community_id TEXT NOT NULL REFERENCES places (id),
    office_id TEXT NOT NULL REFERENCES offices (id),
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP,
    PRIMARY KEY (community_id, office_id, from_at)
);
