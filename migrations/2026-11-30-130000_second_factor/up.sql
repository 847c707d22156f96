-- A second step at sign-in, for whoever wants one or has to have one: the secret that a phone makes
-- codes from, the step of the last code that was used, and codes for the day the phone is lost.
CREATE TABLE user_factors (
  user_id TEXT PRIMARY KEY REFERENCES users (id),
  secret TEXT NOT NULL,
  last_step BIGINT NOT NULL,
  made_at TIMESTAMP NOT NULL
);
CREATE TABLE user_recovery_codes (
  code_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  used_at TIMESTAMP
);
CREATE INDEX user_recovery_codes_user ON user_recovery_codes (user_id);
-- Browsers in which a password was right and the second step is still to come.
CREATE TABLE user_half_sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX user_half_sessions_user ON user_half_sessions (user_id);
