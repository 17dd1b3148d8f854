-- That a person is the parent or guardian of a student at school.
CREATE TABLE guardianships (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    guardian_id     uuid NOT NULL,
    kind            text NOT NULL,
    state           text NOT NULL,
    evidence        text,
    claimed_at      timestamptz NOT NULL,
    decided_by      uuid,
    decided_at      timestamptz,
    end_reason      text,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, guardian_id) REFERENCES users (organization_id, id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((end_reason IS NULL) = (ended_at IS NULL)),
    CHECK (state <> 'verified' OR evidence IS NOT NULL),
    CHECK (student_id <> guardian_id)
);
SELECT hold_to_tenant('guardianships');
CREATE UNIQUE INDEX guardianships_pair ON guardianships (organization_id, student_id, guardian_id)
    WHERE ended_at IS NULL;
CREATE INDEX guardianships_student_id ON guardianships (organization_id, student_id);
CREATE INDEX guardianships_guardian_id ON guardianships (organization_id, guardian_id);

-- What takes a guardian's rights away for a time. What it rests on stays with the school.
CREATE TABLE guardian_limits (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    guardianship_id uuid NOT NULL,
    basis           text NOT NULL,
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, guardianship_id) REFERENCES guardianships (organization_id, id),
    CHECK (ends_at IS NULL OR ends_at >= begins_at)
);
SELECT hold_to_tenant('guardian_limits');
CREATE INDEX guardian_limits_guardianship_id ON guardian_limits (organization_id, guardianship_id);

-- A code that the school hands to a guardian. Whoever presents it becomes one, once.
CREATE TABLE pairing_codes (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    kind            text NOT NULL,
    evidence        text,
    token_digest    bytea NOT NULL,
    issued_by       uuid NOT NULL,
    issued_at       timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    redeemed_at     timestamptz,
    revoked_at      timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('pairing_codes');
CREATE INDEX pairing_codes_student_id ON pairing_codes (organization_id, student_id);

-- Who outside of the school asked for a student's record, and what became of it (34 CFR 99.32). Written
-- once; it ends with the record.
CREATE TABLE record_disclosures (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    ground          text NOT NULL,
    recipient       bytea NOT NULL,
    categories      text NOT NULL,
    statements      text NOT NULL,
    threat          bytea,
    outcome         text NOT NULL,
    shown_to        text NOT NULL,
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('record_disclosures');
CREATE INDEX record_disclosures_student_id ON record_disclosures (organization_id, student_id);
