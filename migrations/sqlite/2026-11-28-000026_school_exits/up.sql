-- What was destroyed because a school's authority ended, of all of its students or of one; and once
-- nothing is left to destroy, the certificate of it, signed.
CREATE TABLE destructions (
    organization_id   BLOB NOT NULL,
    authority_end_id  BLOB NOT NULL,
    school_id         BLOB NOT NULL,
    students_shared   INTEGER NOT NULL CHECK (students_shared >= 0),
    students_held     INTEGER NOT NULL CHECK (students_held >= 0),
    issued_at         INTEGER,
    signed            TEXT,
    PRIMARY KEY (organization_id, authority_end_id),
    FOREIGN KEY (organization_id, authority_end_id) REFERENCES authority_ends (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((issued_at IS NULL) = (signed IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX destructions_school_id ON destructions (organization_id, school_id, authority_end_id);

-- How many rows of a category were destroyed, or stay and why.
CREATE TABLE destruction_lines (
    organization_id  BLOB NOT NULL,
    authority_end_id BLOB NOT NULL,
    category         TEXT NOT NULL,
    fate             TEXT NOT NULL,
    because          TEXT NOT NULL,
    row_count        INTEGER NOT NULL CHECK (row_count > 0),
    PRIMARY KEY (organization_id, authority_end_id, category, fate, because),
    FOREIGN KEY (organization_id, authority_end_id)
        REFERENCES destructions (organization_id, authority_end_id)
) STRICT, WITHOUT ROWID;

-- That an administrator asked for copies of what is held about all students of a school. The copies are
-- exports.
CREATE TABLE school_exports (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    asked_by        BLOB NOT NULL,
    requested_at    INTEGER NOT NULL,
    gathered_at     INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, asked_by) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX school_exports_asked_by ON school_exports (organization_id, asked_by, school_id);
ALTER TABLE exports ADD COLUMN school_export_id BLOB;
CREATE INDEX exports_school_export_id ON exports (organization_id, school_export_id, subject_id);
