DROP INDEX notice_outages_to_end;
