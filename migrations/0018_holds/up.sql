-- When the duties last had their turn at a time that was believed, and what holds some of them.
CREATE TABLE clock_marks (
  name TEXT PRIMARY KEY,
  at TIMESTAMP NOT NULL
);

CREATE TABLE duty_holds (
  id TEXT PRIMARY KEY,
  cause TEXT NOT NULL UNIQUE CHECK (cause IN ('jumped', 'stopped', 'restored')),
  since TIMESTAMP NOT NULL,
  last_turn TIMESTAMP
);

-- A house that was at work already was last seen when something was last written down.
INSERT INTO clock_marks (name, at)
  SELECT 'turn', MAX(at) FROM audit_entries HAVING MAX(at) IS NOT NULL;
