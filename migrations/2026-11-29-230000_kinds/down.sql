-- How urgent an outage is stands in the title that its text was given.
UPDATE notices SET kind = 'repair_notice' WHERE kind = 'outage' AND title LIKE '停_抢修通知%';
UPDATE notices SET kind = 'planned_outage' WHERE kind = 'outage';
UPDATE notices SET kind = 'outage_apology' WHERE kind = 'apology';
