-- The browsers that a person signed in from, by the fingerprint of a cookie of theirs, and the network
-- each was last in: who guesses at a name from elsewhere keeps nobody out who comes from one of these,
-- and a sign-in from another is told.
CREATE TABLE user_browsers (
  user_id TEXT NOT NULL REFERENCES users (id),
  browser TEXT NOT NULL,
  network TEXT NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  PRIMARY KEY (user_id, browser)
);
