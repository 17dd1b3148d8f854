CREATE TABLE idempotency_keys (
    organization_id BLOB NOT NULL,
    principal_id    BLOB NOT NULL,
    key             TEXT NOT NULL,
    fingerprint     BLOB NOT NULL,
    status          INTEGER NOT NULL,
    body            BLOB,
    location        BLOB,
    secrets_of      BLOB,
    created_at      INTEGER NOT NULL,
    body_ends_at    INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, principal_id, key),
    FOREIGN KEY (organization_id, principal_id) REFERENCES users (organization_id, id)
) STRICT;
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (organization_id, expires_at);
CREATE INDEX idempotency_keys_body_ends_at ON idempotency_keys (organization_id, body_ends_at)
    WHERE body IS NOT NULL;
