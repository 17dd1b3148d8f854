ALTER TABLE invitations ADD COLUMN address BLOB;

CREATE TABLE organization_domains (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    domain          TEXT NOT NULL,
    declared_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, domain)
) STRICT, WITHOUT ROWID;
CREATE INDEX organization_domains_domain ON organization_domains (domain, organization_id);
