-- What stands for an office in the numbers of its notices and complaints: no two have the same.
ALTER TABLE offices ADD COLUMN mark TEXT;
CREATE UNIQUE INDEX offices_mark ON offices (mark);
