-- What was erased for good, by ids that are nobody's any more: rows of the platform itself, written with
-- the erasure and appended to the ledger outside of the database.
CREATE TABLE erased_subjects (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    tenant_id       BLOB NOT NULL,
    subject_id      BLOB NOT NULL,
    part            TEXT NOT NULL,
    cause           TEXT NOT NULL,
    marks           BLOB NOT NULL,
    erased_at       INTEGER NOT NULL,
    appended_at     INTEGER,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_subjects_subject_id ON erased_subjects (organization_id, tenant_id, subject_id);
CREATE INDEX erased_subjects_waiting ON erased_subjects (organization_id, id) WHERE appended_at IS NULL;

-- The end of each ledger to which erasures were appended: one that was shortened or changed is found.
CREATE TABLE erasure_ledgers (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    position        INTEGER NOT NULL CHECK (position >= 0),
    link            BLOB NOT NULL CHECK (length(link) = 32),
    appended_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- From which backups this database was restored. It serves once the ledger was replayed.
CREATE TABLE restorations (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    backed_up_at    INTEGER NOT NULL,
    restored_at     INTEGER NOT NULL,
    replayed_at     INTEGER,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- Who was erased and must not be registered again by others: a keyed digest of what would name them.
CREATE TABLE suppressions (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    kind            TEXT NOT NULL,
    digest          BLOB NOT NULL,
    cause           TEXT NOT NULL,
    recorded_at     INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    lifted_at       INTEGER,
    lifted_by       BLOB,
    lift_reason     TEXT,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, kind, digest),
    CHECK (ends_at > recorded_at),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
) STRICT, WITHOUT ROWID;
