-- A resident looks for a report by its number, in whichever office it is.
CREATE INDEX complaint_contacts_number ON complaint_contacts (number);
