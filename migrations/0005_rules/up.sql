CREATE TABLE rules (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  value BIGINT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('hours', 'days', 'months', 'count')),
  clause TEXT NOT NULL,
  effective_at TIMESTAMP NOT NULL
);
CREATE INDEX rules_code ON rules (code, effective_at);

INSERT INTO rules (id, code, value, unit, clause, effective_at) VALUES
  ('outage.lead_time/1', 'outage.lead_time', 24, 'hours', 'QP7.3 §4.3.2', '2000-01-01 00:00:00'),
  ('outage.supply_point/1', 'outage.supply_point', 24, 'hours', 'QP7.3 §4.3.2', '2000-01-01 00:00:00'),
  ('outage.apology/1', 'outage.apology', 24, 'hours', 'QP7.3 §4.3.3', '2000-01-01 00:00:00'),
  ('notice.remove_after/1', 'notice.remove_after', 24, 'hours', 'QP7.3 §4.3.2', '2000-01-01 00:00:00'),
  ('complaint.deadline/1', 'complaint.deadline', 48, 'hours', 'QP7.3 §4.2.3 d', '2000-01-01 00:00:00');
