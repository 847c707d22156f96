-- A notice's page asks how its mails fared, and a later text withdraws those of the earlier ones: they
-- are found by the page of what they tell.
CREATE INDEX outbox_about ON outbox (about);
