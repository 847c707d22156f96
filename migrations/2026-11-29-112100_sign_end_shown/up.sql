-- The end that a copy shows, to the second: the one its stop had when it was hung up, printed or
-- made.
-- Until now it was read from the record of changes, as the end that the first move after that left
-- behind ('2026-11-29T09:00:00Z → …'). Both databases keep it as text, for no expression makes a
-- TIMESTAMP of that text in both.
ALTER TABLE sign_placed ADD COLUMN end_shown TEXT;
UPDATE sign_placed SET end_shown = COALESCE(
  (SELECT RTRIM(RTRIM(e.detail, '0123456789-:TZ'), ' →') FROM audit_entries e
   WHERE e.subject = 'sign_batch:' || sign_placed.batch_id AND e.act = 'sign.end_moved'
     AND e.at > COALESCE(sign_placed.placed_at, sign_placed.printed_at, sign_placed.entered_at)
   ORDER BY e.at, e.id LIMIT 1),
  SUBSTR(CAST(down_by AS TEXT), 1, 10) || 'T' || SUBSTR(CAST(down_by AS TEXT), 12, 8) || 'Z')
WHERE batch_id IS NOT NULL;
