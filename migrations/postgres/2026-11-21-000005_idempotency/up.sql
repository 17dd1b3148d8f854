CREATE TABLE idempotency_keys (
    organization_id uuid NOT NULL,
    principal_id    uuid NOT NULL,
    key             text NOT NULL,
    fingerprint     bytea NOT NULL,
    status          integer NOT NULL,
    body            bytea,
    location        bytea,
    secrets_of      bytea,
    created_at      timestamptz NOT NULL,
    body_ends_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, principal_id, key),
    FOREIGN KEY (organization_id, principal_id) REFERENCES users (organization_id, id)
);
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (organization_id, expires_at);
CREATE INDEX idempotency_keys_body_ends_at ON idempotency_keys (organization_id, body_ends_at)
    WHERE body IS NOT NULL;
SELECT hold_to_tenant('idempotency_keys');
