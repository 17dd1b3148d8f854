-- That a family contests a part of a student's record, and what became of it (34 CFR 99.20 to 99.22).
CREATE TABLE amendments (
    organization_id  BLOB NOT NULL,
    id               BLOB NOT NULL,
    student_id       BLOB NOT NULL,
    requester_id     BLOB NOT NULL,
    part             TEXT NOT NULL,
    item_id          BLOB,
    ground           TEXT NOT NULL,
    contention       BLOB NOT NULL,
    state            TEXT NOT NULL,
    requested_at     INTEGER NOT NULL,
    act_by           INTEGER,
    decided_by       BLOB,
    decided_at       INTEGER,
    reasons          BLOB,
    hearing_asked_at INTEGER,
    hearing_at       INTEGER,
    hearing_place    BLOB,
    officer_id       BLOB,
    held_at          INTEGER,
    concluded_by     BLOB,
    concluded_at     INTEGER,
    findings         BLOB,
    corrected_by     BLOB,
    corrected_at     INTEGER,
    closed_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    -- The merit of a grade is no ground.
    CHECK (ground IN ('inaccurate', 'misleading', 'privacy_violation')),
    CHECK (state IN ('requested', 'accepted', 'refused', 'hearing_requested', 'hearing_scheduled', 'held', 'amended', 'upheld', 'closed')),
    -- Nobody decides about their own, and who refused conducts no hearing.
    CHECK (decided_by IS NULL OR decided_by <> requester_id),
    CHECK (concluded_by IS NULL OR concluded_by <> requester_id),
    CHECK (officer_id IS NULL OR officer_id <> requester_id),
    CHECK (officer_id IS NULL OR officer_id <> decided_by),
    CHECK (state <> 'refused' OR reasons IS NOT NULL),
    CHECK ((hearing_at IS NULL) = (hearing_place IS NULL)),
    CHECK ((hearing_at IS NULL) = (officer_id IS NULL)),
    CHECK (held_at IS NULL OR held_at >= hearing_at),
    CHECK ((concluded_at IS NULL) = (findings IS NULL)),
    CHECK (state NOT IN ('amended', 'upheld') OR concluded_at IS NOT NULL),
    CHECK (state NOT IN ('accepted', 'amended') OR corrected_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX amendments_student_id ON amendments (organization_id, student_id);

-- What a family holds against a part of the record that stays as it is. It ends with the record, and goes
-- along wherever that part is disclosed (34 CFR 99.21(b)(2), (c)).
CREATE TABLE statements_of_disagreement (
    organization_id BLOB NOT NULL,
    amendment_id    BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    part            TEXT NOT NULL,
    item_id         BLOB,
    statement       BLOB NOT NULL,
    stated_at       INTEGER NOT NULL,
    PRIMARY KEY (organization_id, amendment_id),
    FOREIGN KEY (organization_id, amendment_id) REFERENCES amendments (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_of_disagreement_student_id ON statements_of_disagreement (organization_id, student_id);

-- Which statements went along with a disclosure.
CREATE TABLE disclosed_statements (
    organization_id BLOB NOT NULL,
    disclosure_id   BLOB NOT NULL,
    amendment_id    BLOB NOT NULL,
    PRIMARY KEY (organization_id, disclosure_id, amendment_id),
    FOREIGN KEY (organization_id, disclosure_id) REFERENCES record_disclosures (organization_id, id),
    FOREIGN KEY (organization_id, amendment_id) REFERENCES statements_of_disagreement (organization_id, amendment_id)
) STRICT, WITHOUT ROWID;

-- That an earlier recipient of a part of a record was told that it was corrected.
CREATE TABLE correction_notices (
    organization_id BLOB NOT NULL,
    amendment_id    BLOB NOT NULL,
    disclosure_id   BLOB NOT NULL,
    told_by         BLOB NOT NULL,
    told_at         INTEGER NOT NULL,
    PRIMARY KEY (organization_id, amendment_id, disclosure_id),
    FOREIGN KEY (organization_id, amendment_id) REFERENCES amendments (organization_id, id),
    FOREIGN KEY (organization_id, disclosure_id) REFERENCES record_disclosures (organization_id, id)
) STRICT, WITHOUT ROWID;

-- That a school confirmed in an academic session that its roster is true.
CREATE TABLE accuracy_reviews (
    organization_id     BLOB NOT NULL,
    school_id           BLOB NOT NULL,
    academic_session_id BLOB NOT NULL,
    confirmed_by        BLOB NOT NULL,
    confirmed_at        INTEGER NOT NULL,
    PRIMARY KEY (organization_id, school_id, academic_session_id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    FOREIGN KEY (organization_id, academic_session_id) REFERENCES academic_sessions (organization_id, id)
) STRICT, WITHOUT ROWID;

-- That a guardian, or a student who is an adult, looks at a record together with a member of staff, for a
-- quarter of an hour.
CREATE TABLE inspection_sessions (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    opened_by       BLOB NOT NULL,
    staff_id        BLOB NOT NULL,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    CHECK (ends_at > begins_at),
    CHECK (staff_id <> opened_by)
) STRICT, WITHOUT ROWID;
CREATE INDEX inspection_sessions_student_id ON inspection_sessions (organization_id, student_id);

-- What happened while a record was inspected: explained, copied.
CREATE TABLE inspection_steps (
    organization_id BLOB NOT NULL,
    request_id      BLOB NOT NULL,
    step            TEXT NOT NULL CHECK (step IN ('explanation_asked', 'explanation_given', 'copies_given')),
    happened_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, request_id, step),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id)
) STRICT, WITHOUT ROWID;
