DROP INDEX outbox_about;
