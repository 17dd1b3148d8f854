CREATE TABLE classes (
    organization_id     BLOB NOT NULL,
    id                  BLOB NOT NULL,
    school_id           BLOB NOT NULL,
    academic_session_id BLOB,
    title               TEXT NOT NULL,
    grade_level         TEXT,
    sign_in_code        TEXT NOT NULL,
    access_ends_at      INTEGER NOT NULL,
    archived_at         INTEGER,
    left_roster_at      INTEGER,
    source_id           TEXT,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source_id),
    UNIQUE (organization_id, sign_in_code),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, academic_session_id) REFERENCES academic_sessions (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX classes_school_id ON classes (organization_id, school_id);

CREATE TABLE enrollments (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    class_id        BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    collected_under BLOB NOT NULL,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER,
    source_index    BLOB,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id),
    CHECK (ends_at IS NULL OR begins_at <= ends_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrollments_class_id ON enrollments (organization_id, class_id);
CREATE INDEX enrollments_user_id ON enrollments (organization_id, user_id);

CREATE TABLE school_enrollments (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, school_id, user_id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    CHECK (ends_at IS NULL OR begins_at <= ends_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX school_enrollments_user_id ON school_enrollments (organization_id, user_id);

CREATE TABLE teaching_assignments (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    class_id        BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('teacher_of_record', 'co_teacher', 'teaching_assistant')),
    granted_by      BLOB,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER,
    source_index    BLOB,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    CHECK (ends_at IS NULL OR begins_at <= ends_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX teaching_assignments_class_id ON teaching_assignments (organization_id, class_id);
CREATE INDEX teaching_assignments_user_id ON teaching_assignments (organization_id, user_id);

CREATE TABLE join_codes (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    class_id        BLOB NOT NULL,
    code            TEXT NOT NULL,
    uses            INTEGER NOT NULL DEFAULT 0,
    max_uses        INTEGER NOT NULL,
    created_by      BLOB NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    revoked_at      INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, code),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    CHECK (uses <= max_uses)
) STRICT, WITHOUT ROWID;
CREATE INDEX join_codes_class_id ON join_codes (organization_id, class_id);
