CREATE TABLE organizations (
    organization_id BLOB NOT NULL PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('platform', 'district', 'household')),
    name            TEXT NOT NULL,
    slug            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('active', 'suspended')),
    roster_revision INTEGER NOT NULL DEFAULT 0,
    applying_import BLOB,
    applying_until  INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    CHECK ((applying_import IS NULL) = (applying_until IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE handles (
    kind            TEXT NOT NULL CHECK (kind IN ('organization', 'class', 'join')),
    handle          TEXT NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    PRIMARY KEY (kind, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE organization_keys (
    organization_id BLOB NOT NULL PRIMARY KEY REFERENCES organizations (organization_id),
    master_key_id   TEXT NOT NULL,
    wrapped         BLOB NOT NULL,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subject_keys (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    subject_id      BLOB NOT NULL,
    wrapped         BLOB NOT NULL,
    PRIMARY KEY (organization_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE schools (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    name            TEXT NOT NULL,
    time_zone       TEXT NOT NULL,
    source_id       TEXT,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source_id)
) STRICT, WITHOUT ROWID;

-- What personal data may be collected under: an agreement of a school, or a consent of a parent.
CREATE TABLE grounds (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('agreement', 'consent')),
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreements (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    signatory_role  TEXT NOT NULL,
    signed_on       TEXT NOT NULL,
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL,
    data_schedule   TEXT NOT NULL,
    document_digest BLOB,
    recorded_by     BLOB,
    recorded_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, id) REFERENCES grounds (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK (starts_on < ends_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreements_school_id ON agreements (organization_id, school_id);

CREATE TABLE academic_sessions (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('school_year', 'semester', 'term', 'grading_period')),
    title           TEXT NOT NULL,
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL,
    school_year     INTEGER NOT NULL,
    parent_id       BLOB,
    source_id       TEXT,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source_id),
    FOREIGN KEY (organization_id, parent_id) REFERENCES academic_sessions (organization_id, id),
    CHECK (starts_on <= ends_on)
) STRICT, WITHOUT ROWID;
