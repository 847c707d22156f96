DROP INDEX notices_end;
DROP INDEX notices_appear;
