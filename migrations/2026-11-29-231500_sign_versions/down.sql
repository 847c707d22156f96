DROP TABLE sign_versions;
