DROP TABLE code_office_checks;
