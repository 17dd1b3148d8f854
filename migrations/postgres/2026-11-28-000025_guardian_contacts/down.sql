DROP TABLE guardian_contacts;
