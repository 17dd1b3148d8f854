CREATE TABLE classes (
    organization_id     uuid NOT NULL,
    id                  uuid NOT NULL,
    school_id           uuid NOT NULL,
    academic_session_id uuid,
    title               text NOT NULL,
    grade_level         text,
    sign_in_code        text NOT NULL,
    access_ends_at      timestamptz NOT NULL,
    archived_at         timestamptz,
    left_roster_at      timestamptz,
    source_id           text,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source_id),
    UNIQUE (organization_id, sign_in_code),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, academic_session_id) REFERENCES academic_sessions (organization_id, id)
);
CREATE INDEX classes_school_id ON classes (organization_id, school_id);
SELECT hold_to_tenant('classes');

CREATE TABLE enrollments (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    class_id        uuid NOT NULL,
    user_id         uuid NOT NULL,
    collected_under uuid NOT NULL,
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    source_index    bytea,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id),
    CHECK (ends_at IS NULL OR begins_at <= ends_at)
);
CREATE INDEX enrollments_class_id ON enrollments (organization_id, class_id);
CREATE INDEX enrollments_user_id ON enrollments (organization_id, user_id);
SELECT hold_to_tenant('enrollments');

CREATE TABLE school_enrollments (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    user_id         uuid NOT NULL,
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, school_id, user_id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    CHECK (ends_at IS NULL OR begins_at <= ends_at)
);
CREATE INDEX school_enrollments_user_id ON school_enrollments (organization_id, user_id);
SELECT hold_to_tenant('school_enrollments');

CREATE TABLE teaching_assignments (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    class_id        uuid NOT NULL,
    user_id         uuid NOT NULL,
    role            text NOT NULL CHECK (role IN ('teacher_of_record', 'co_teacher', 'teaching_assistant')),
    granted_by      uuid,
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    source_index    bytea,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    CHECK (ends_at IS NULL OR begins_at <= ends_at)
);
CREATE INDEX teaching_assignments_class_id ON teaching_assignments (organization_id, class_id);
CREATE INDEX teaching_assignments_user_id ON teaching_assignments (organization_id, user_id);
SELECT hold_to_tenant('teaching_assignments');

CREATE TABLE join_codes (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    class_id        uuid NOT NULL,
    code            text NOT NULL,
    uses            integer NOT NULL DEFAULT 0,
    max_uses        integer NOT NULL,
    created_by      uuid NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    revoked_at      timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, code),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    CHECK (uses <= max_uses)
);
CREATE INDEX join_codes_class_id ON join_codes (organization_id, class_id);
SELECT hold_to_tenant('join_codes');
