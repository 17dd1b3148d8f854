-- A form that a parent signed and sent back. The scan is deleted when somebody has looked at it; what it
-- was, by its digest, and who looked stays as evidence.
CREATE TABLE signed_forms (
    organization_id uuid NOT NULL,
    request_id      uuid NOT NULL,
    media_type      text NOT NULL,
    scan            bytea,
    digest          bytea NOT NULL,
    received_at     timestamptz NOT NULL,
    signed_on       date,
    verdict         text,
    reviewed_by     uuid,
    reviewed_at     timestamptz,
    PRIMARY KEY (organization_id, request_id),
    FOREIGN KEY (organization_id, request_id) REFERENCES consent_requests (organization_id, id),
    CHECK ((verdict IS NULL) = (reviewed_at IS NULL)),
    CHECK (verdict IS NULL OR scan IS NULL)
);
SELECT hold_to_tenant('signed_forms');

-- What trained persons of the installation have to look at: rows of the platform itself.
CREATE TABLE form_reviews (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    request_id      uuid NOT NULL,
    household_id    uuid NOT NULL,
    received_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, request_id)
);
SELECT hold_to_tenant('form_reviews');
