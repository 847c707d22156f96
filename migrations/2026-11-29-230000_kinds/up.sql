UPDATE notices SET kind = 'outage' WHERE kind IN ('planned_outage', 'repair_notice');
UPDATE notices SET kind = 'apology' WHERE kind = 'outage_apology';
