-- The steps that were taken on a notice, by the version that each made. A step that is sent once
-- more, from a page older than that, is answered by these and no longer by the record of changes,
-- which does not know the versions: a page that was open while this was laid is told what changed.
-- Those of a draft, and of what a step made, outlive it.
CREATE TABLE notice_steps (
  notice_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  words TEXT NOT NULL,
  made_id TEXT,
  PRIMARY KEY (notice_id, version)
);
