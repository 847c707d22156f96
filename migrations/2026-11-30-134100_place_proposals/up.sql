-- A place that somebody standing before it proposed, and what whoever keeps the places decided.
CREATE TABLE place_proposals (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES places (id),
    office_id TEXT NOT NULL REFERENCES offices (id),
    community_id TEXT NOT NULL REFERENCES places (id),
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    remark TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('accepted', 'merged', 'refused')),
    decided_at TIMESTAMP,
    answer TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX place_proposals_by_community ON place_proposals (community_id, by_id);
