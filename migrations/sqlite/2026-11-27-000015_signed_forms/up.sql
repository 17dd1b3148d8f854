-- A form that a parent signed and sent back. The scan is deleted when somebody has looked at it; what it
-- was, by its digest, and who looked stays as evidence.
CREATE TABLE signed_forms (
    organization_id BLOB NOT NULL,
    request_id      BLOB NOT NULL,
    media_type      TEXT NOT NULL,
    scan            BLOB,
    digest          BLOB NOT NULL,
    received_at     INTEGER NOT NULL,
    signed_on       TEXT,
    verdict         TEXT,
    reviewed_by     BLOB,
    reviewed_at     INTEGER,
    PRIMARY KEY (organization_id, request_id),
    FOREIGN KEY (organization_id, request_id) REFERENCES consent_requests (organization_id, id),
    CHECK ((verdict IS NULL) = (reviewed_at IS NULL)),
    CHECK (verdict IS NULL OR scan IS NULL)
) STRICT, WITHOUT ROWID;

-- What trained persons of the installation have to look at: rows of the platform itself.
CREATE TABLE form_reviews (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    request_id      BLOB NOT NULL,
    household_id    BLOB NOT NULL,
    received_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, request_id)
) STRICT, WITHOUT ROWID;
