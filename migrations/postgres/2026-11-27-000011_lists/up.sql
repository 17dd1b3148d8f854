ALTER TABLE invitations ADD COLUMN address bytea;

CREATE TABLE organization_domains (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    domain          text NOT NULL,
    declared_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, domain)
);
SELECT hold_to_tenant('organization_domains');
CREATE POLICY directory ON organization_domains FOR SELECT USING (true);
CREATE INDEX organization_domains_domain ON organization_domains (domain, organization_id);
