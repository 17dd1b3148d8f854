CREATE TABLE roster_imports (
    organization_id   BLOB NOT NULL REFERENCES organizations (organization_id),
    id                BLOB NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('staged', 'applying', 'applied', 'refused', 'failed')),
    refusal           TEXT,
    oneroster_version TEXT,
    file_name         TEXT,
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
    line            INTEGER,
    source_id       BLOB,
    field           TEXT,
    code            TEXT NOT NULL,
    severity        TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    times           INTEGER NOT NULL CHECK (times > 0),
    PRIMARY KEY (organization_id, import_id, number),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
) STRICT, WITHOUT ROWID;

-- That the account which a roster made under a new key is the same person's as one who left. What the
-- earlier account was in rosters before is kept, so that it can be undone.
CREATE TABLE account_merges (
    organization_id      BLOB NOT NULL,
    id                   BLOB NOT NULL,
    kept_id              BLOB NOT NULL,
    merged_id            BLOB NOT NULL,
    left_source_id       BLOB NOT NULL,
    left_source_index    BLOB NOT NULL,
    left_statement       BLOB,
    left_roster_at       INTEGER NOT NULL,
    merged_by            BLOB NOT NULL,
    merged_at            INTEGER NOT NULL,
    undone_by            BLOB,
    undone_at            INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, kept_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, merged_id) REFERENCES users (organization_id, id)
) STRICT;

-- From which share on, in percent, the removals of an import have to be accepted: of the district, whose
-- row has its own id as `place_id`, or of a school.
CREATE TABLE removal_bounds (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    place_id        BLOB NOT NULL,
    students        INTEGER,
    class           INTEGER,
    staff           INTEGER,
    updated_by      BLOB NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, place_id)
) STRICT;
