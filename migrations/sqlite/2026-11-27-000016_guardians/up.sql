-- That a person is the parent or guardian of a student at school.
CREATE TABLE guardianships (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    guardian_id     BLOB NOT NULL,
    kind            TEXT NOT NULL,
    state           TEXT NOT NULL,
    evidence        TEXT,
    claimed_at      INTEGER NOT NULL,
    decided_by      BLOB,
    decided_at      INTEGER,
    end_reason      TEXT,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, guardian_id) REFERENCES users (organization_id, id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((end_reason IS NULL) = (ended_at IS NULL)),
    CHECK (state <> 'verified' OR evidence IS NOT NULL),
    CHECK (student_id <> guardian_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guardianships_pair ON guardianships (organization_id, student_id, guardian_id)
    WHERE ended_at IS NULL;
CREATE INDEX guardianships_student_id ON guardianships (organization_id, student_id);
CREATE INDEX guardianships_guardian_id ON guardianships (organization_id, guardian_id);

-- What takes a guardian's rights away for a time. What it rests on stays with the school.
CREATE TABLE guardian_limits (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    guardianship_id BLOB NOT NULL,
    basis           TEXT NOT NULL,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER,
    recorded_by     BLOB NOT NULL,
    recorded_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, guardianship_id) REFERENCES guardianships (organization_id, id),
    CHECK (ends_at IS NULL OR ends_at >= begins_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardian_limits_guardianship_id ON guardian_limits (organization_id, guardianship_id);

-- A code that the school hands to a guardian. Whoever presents it becomes one, once.
CREATE TABLE pairing_codes (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    kind            TEXT NOT NULL,
    evidence        TEXT,
    token_digest    BLOB NOT NULL,
    issued_by       BLOB NOT NULL,
    issued_at       INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    redeemed_at     INTEGER,
    revoked_at      INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_codes_student_id ON pairing_codes (organization_id, student_id);

-- Who outside of the school asked for a student's record, and what became of it (34 CFR 99.32). Written
-- once; it ends with the record.
CREATE TABLE record_disclosures (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    ground          TEXT NOT NULL,
    recipient       BLOB NOT NULL,
    categories      TEXT NOT NULL,
    statements      TEXT NOT NULL,
    threat          BLOB,
    outcome         TEXT NOT NULL,
    shown_to        TEXT NOT NULL,
    recorded_by     BLOB NOT NULL,
    recorded_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_disclosures_student_id ON record_disclosures (organization_id, student_id);
