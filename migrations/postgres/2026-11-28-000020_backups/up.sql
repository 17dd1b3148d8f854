-- What was erased for good, by ids that are nobody's any more: rows of the platform itself, written with
-- the erasure and appended to the ledger outside of the database.
CREATE TABLE erased_subjects (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    tenant_id       uuid NOT NULL,
    subject_id      uuid NOT NULL,
    part            text NOT NULL,
    cause           text NOT NULL,
    marks           bytea NOT NULL,
    erased_at       timestamptz NOT NULL,
    appended_at     timestamptz,
    PRIMARY KEY (organization_id, id)
);
SELECT hold_to_tenant('erased_subjects');
CREATE INDEX erased_subjects_subject_id ON erased_subjects (organization_id, tenant_id, subject_id);
CREATE INDEX erased_subjects_waiting ON erased_subjects (organization_id, id) WHERE appended_at IS NULL;

-- The end of each ledger to which erasures were appended: one that was shortened or changed is found.
CREATE TABLE erasure_ledgers (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    position        bigint NOT NULL CHECK (position >= 0),
    link            bytea NOT NULL CHECK (length(link) = 32),
    appended_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id)
);
SELECT hold_to_tenant('erasure_ledgers');

-- From which backups this database was restored. It serves once the ledger was replayed.
CREATE TABLE restorations (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    backed_up_at    timestamptz NOT NULL,
    restored_at     timestamptz NOT NULL,
    replayed_at     timestamptz,
    PRIMARY KEY (organization_id, id)
);
SELECT hold_to_tenant('restorations');

-- Who was erased and must not be registered again by others: a keyed digest of what would name them.
CREATE TABLE suppressions (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    kind            text NOT NULL,
    digest          bytea NOT NULL,
    cause           text NOT NULL,
    recorded_at     timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    lifted_at       timestamptz,
    lifted_by       uuid,
    lift_reason     text,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, kind, digest),
    CHECK (ends_at > recorded_at),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
);
SELECT hold_to_tenant('suppressions');
