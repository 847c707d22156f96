DROP TABLE page_versions;
