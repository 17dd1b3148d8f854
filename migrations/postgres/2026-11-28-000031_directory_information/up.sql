-- What a school designates as directory information, in one version (34 CFR 99.37).
CREATE TABLE directory_designations (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    notice_on       date NOT NULL,
    refuse_until    date NOT NULL,
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL,
    ended_by        uuid,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    -- Families have time to refuse after they were told.
    CHECK (refuse_until > notice_on),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
SELECT hold_to_tenant('directory_designations');
-- A school designates once at a time.
CREATE UNIQUE INDEX directory_designations_open ON directory_designations (organization_id, school_id)
    WHERE ended_at IS NULL;

-- A type of a designation, and when the time to refuse it is over.
CREATE TABLE directory_types (
    organization_id uuid NOT NULL,
    designation_id  uuid NOT NULL,
    directory_type  text NOT NULL CHECK (directory_type IN ('name', 'grade_level')),
    effective_at    timestamptz NOT NULL,
    PRIMARY KEY (organization_id, designation_id, directory_type),
    FOREIGN KEY (organization_id, designation_id) REFERENCES directory_designations (organization_id, id)
);
SELECT hold_to_tenant('directory_types');

-- To whom a school releases directory information, and for what.
CREATE TABLE directory_parties (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    designation_id  uuid NOT NULL,
    name            text NOT NULL,
    purpose         text NOT NULL,
    effective_at    timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, designation_id) REFERENCES directory_designations (organization_id, id)
);
SELECT hold_to_tenant('directory_parties');
CREATE INDEX directory_parties_designation_id ON directory_parties (organization_id, designation_id);

-- That directory information of a student is refused: by a guardian, by the adult student, or on paper.
CREATE TABLE directory_refusals (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    directory_type  text NOT NULL CHECK (directory_type IN ('name', 'grade_level')),
    manner          text NOT NULL CHECK (manner IN ('account', 'paper')),
    refused_by      uuid NOT NULL,
    refused_at      timestamptz NOT NULL,
    rescinded_by    uuid,
    rescinded_at    timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    CHECK ((rescinded_by IS NULL) = (rescinded_at IS NULL))
);
SELECT hold_to_tenant('directory_refusals');
-- Who refused does so once at a time.
CREATE UNIQUE INDEX directory_refusals_open
    ON directory_refusals (organization_id, student_id, directory_type, manner, refused_by)
    WHERE rescinded_at IS NULL;
