DROP TABLE organization_domains;
ALTER TABLE invitations DROP COLUMN address;
