DROP INDEX complaint_contacts_number;
