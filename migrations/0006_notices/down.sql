DROP TABLE notice_unsubscribe_links;
DROP TABLE notice_subscribers;
DROP TABLE notice_postings;
DROP TABLE notice_revisions;
DROP TABLE notices;
DROP TABLE notice_outage_places;
DROP TABLE notice_outages;
