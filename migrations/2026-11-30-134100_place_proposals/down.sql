DROP TABLE place_proposals;
