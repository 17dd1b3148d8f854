CREATE TABLE roster_imports (
    organization_id   BLOB NOT NULL REFERENCES organizations (organization_id),
    id                BLOB NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('staged', 'applied', 'refused', 'failed')),
    refusal           TEXT,
    oneroster_version TEXT,
    bundle_digest     BLOB NOT NULL,
    base_revision     INTEGER NOT NULL,
    summary           TEXT NOT NULL,
    staged_by         BLOB,
    staged_at         INTEGER NOT NULL,
    decided_by        BLOB,
    decided_at        INTEGER,
    PRIMARY KEY (organization_id, id)
) STRICT;

CREATE TABLE roster_bundles (
    organization_id BLOB NOT NULL,
    import_id       BLOB NOT NULL,
    part            INTEGER NOT NULL,
    content         BLOB NOT NULL,
    PRIMARY KEY (organization_id, import_id, part),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
) STRICT;

CREATE TABLE roster_findings (
    organization_id BLOB NOT NULL,
    import_id       BLOB NOT NULL,
    number          INTEGER NOT NULL,
    file            TEXT NOT NULL,
    row             INTEGER,
    field           TEXT,
    code            TEXT NOT NULL,
    severity        TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    times           INTEGER NOT NULL CHECK (times > 0),
    PRIMARY KEY (organization_id, import_id, number),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
) STRICT, WITHOUT ROWID;
