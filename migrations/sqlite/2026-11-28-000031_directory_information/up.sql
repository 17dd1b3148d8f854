-- What a school designates as directory information, in one version (34 CFR 99.37).
CREATE TABLE directory_designations (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    notice_on       TEXT NOT NULL,
    refuse_until    TEXT NOT NULL,
    recorded_by     BLOB NOT NULL,
    recorded_at     INTEGER NOT NULL,
    ended_by        BLOB,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    -- Families have time to refuse after they were told.
    CHECK (refuse_until > notice_on),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
-- A school designates once at a time.
CREATE UNIQUE INDEX directory_designations_open ON directory_designations (organization_id, school_id)
    WHERE ended_at IS NULL;

-- A type of a designation, and when the time to refuse it is over.
CREATE TABLE directory_types (
    organization_id BLOB NOT NULL,
    designation_id  BLOB NOT NULL,
    directory_type  TEXT NOT NULL CHECK (directory_type IN ('name', 'grade_level')),
    effective_at    INTEGER NOT NULL,
    PRIMARY KEY (organization_id, designation_id, directory_type),
    FOREIGN KEY (organization_id, designation_id) REFERENCES directory_designations (organization_id, id)
) STRICT, WITHOUT ROWID;

-- To whom a school releases directory information, and for what.
CREATE TABLE directory_parties (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    designation_id  BLOB NOT NULL,
    name            TEXT NOT NULL,
    purpose         TEXT NOT NULL,
    effective_at    INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, designation_id) REFERENCES directory_designations (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_parties_designation_id ON directory_parties (organization_id, designation_id);

-- That directory information of a student is refused: by a guardian, by the adult student, or on paper.
CREATE TABLE directory_refusals (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    directory_type  TEXT NOT NULL CHECK (directory_type IN ('name', 'grade_level')),
    manner          TEXT NOT NULL CHECK (manner IN ('account', 'paper')),
    refused_by      BLOB NOT NULL,
    refused_at      INTEGER NOT NULL,
    rescinded_by    BLOB,
    rescinded_at    INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    CHECK ((rescinded_by IS NULL) = (rescinded_at IS NULL))
) STRICT, WITHOUT ROWID;
-- Who refused does so once at a time.
CREATE UNIQUE INDEX directory_refusals_open
    ON directory_refusals (organization_id, student_id, directory_type, manner, refused_by)
    WHERE rescinded_at IS NULL;
