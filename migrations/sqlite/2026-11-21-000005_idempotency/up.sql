CREATE TABLE idempotency_keys (
    organization_id BLOB NOT NULL,
    principal_id    BLOB NOT NULL,
    key             TEXT NOT NULL,
    fingerprint     BLOB NOT NULL,
    status          INTEGER NOT NULL,
    body            BLOB NOT NULL,
    location        BLOB,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, principal_id, key),
    FOREIGN KEY (organization_id, principal_id) REFERENCES users (organization_id, id)
) STRICT;
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (organization_id, expires_at);
