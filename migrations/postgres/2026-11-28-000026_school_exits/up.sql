-- What was destroyed because a school's authority ended, of all of its students or of one; and once
-- nothing is left to destroy, the certificate of it, signed.
CREATE TABLE destructions (
    organization_id   uuid NOT NULL,
    authority_end_id  uuid NOT NULL,
    school_id         uuid NOT NULL,
    students_shared   integer NOT NULL CHECK (students_shared >= 0),
    students_held     integer NOT NULL CHECK (students_held >= 0),
    issued_at         timestamptz,
    signed            text,
    PRIMARY KEY (organization_id, authority_end_id),
    FOREIGN KEY (organization_id, authority_end_id) REFERENCES authority_ends (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((issued_at IS NULL) = (signed IS NULL))
);
SELECT hold_to_tenant('destructions');
CREATE INDEX destructions_school_id ON destructions (organization_id, school_id, authority_end_id);

-- How many rows of a category were destroyed, or stay and why.
CREATE TABLE destruction_lines (
    organization_id  uuid NOT NULL,
    authority_end_id uuid NOT NULL,
    category         text NOT NULL,
    fate             text NOT NULL CHECK (fate IN ('deleted', 'anonymized', 'kept')),
    because          text NOT NULL CHECK (because IN ('', 'proof_of_consent', 'audit_log', 'not_asked_for', 'others_need_it')),
    row_count        bigint NOT NULL CHECK (row_count > 0),
    PRIMARY KEY (organization_id, authority_end_id, category, fate, because),
    FOREIGN KEY (organization_id, authority_end_id)
        REFERENCES destructions (organization_id, authority_end_id)
);
SELECT hold_to_tenant('destruction_lines');

-- That an administrator asked for copies of what is held about all students of a school. The copies are
-- exports.
CREATE TABLE school_exports (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    asked_by        uuid NOT NULL,
    requested_at    timestamptz NOT NULL,
    gathered_at     timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, asked_by) REFERENCES users (organization_id, id)
);
CREATE INDEX school_exports_asked_by ON school_exports (organization_id, asked_by, school_id);
SELECT hold_to_tenant('school_exports');
ALTER TABLE exports ADD COLUMN school_export_id uuid;
CREATE INDEX exports_school_export_id ON exports (organization_id, school_export_id, subject_id);
