-- On whose word a tenant's students are registered.
ALTER TABLE organizations ADD COLUMN consent_mode TEXT NOT NULL DEFAULT 'school_authorization'
    CHECK (consent_mode IN ('school_authorization', 'parent_consent_only'));

-- What an agreement says beside its schedule, and when it was made active.
ALTER TABLE agreements ADD COLUMN party_state TEXT;
ALTER TABLE agreements ADD COLUMN terms TEXT NOT NULL DEFAULT '';
ALTER TABLE agreements ADD COLUMN surveys TEXT NOT NULL DEFAULT 'excluded';
ALTER TABLE agreements ADD COLUMN purge_within_days INTEGER NOT NULL DEFAULT 60
    CHECK (purge_within_days > 0);
ALTER TABLE agreements ADD COLUMN activated_by BLOB;
ALTER TABLE agreements ADD COLUMN activated_at INTEGER;

-- The direct notices to schools: what was said, to whom, and what proves that it arrived.
CREATE TABLE school_notices (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    major_version   INTEGER NOT NULL CHECK (major_version > 0),
    language        TEXT NOT NULL,
    text            TEXT NOT NULL,
    text_digest     BLOB NOT NULL,
    recipient_id    BLOB NOT NULL,
    sent_by         BLOB NOT NULL,
    sent_at         INTEGER NOT NULL,
    delivered_at    INTEGER,
    acknowledged_by BLOB,
    acknowledged_at INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK (acknowledged_at IS NULL OR delivered_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX school_notices_school_id ON school_notices (organization_id, school_id);

-- What a member of staff confirmed before students were created in a class, and for which of them.
CREATE TABLE attestations (
    organization_id   BLOB NOT NULL,
    id                BLOB NOT NULL,
    class_id          BLOB NOT NULL,
    attested_by       BLOB NOT NULL,
    statement_version INTEGER NOT NULL CHECK (statement_version > 0),
    text_digest       BLOB NOT NULL,
    attested_at       INTEGER NOT NULL,
    expires_at        INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attestations_class_id ON attestations (organization_id, class_id);

CREATE TABLE attested_students (
    organization_id BLOB NOT NULL,
    attestation_id  BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    PRIMARY KEY (organization_id, attestation_id, student_id),
    FOREIGN KEY (organization_id, attestation_id) REFERENCES attestations (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What ended a school's authority over its students' data, and what was deleted for it.
CREATE TABLE authority_ends (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    student_id      BLOB,
    reason          TEXT NOT NULL,
    ended_by        BLOB,
    ended_at        INTEGER NOT NULL,
    purge_at        INTEGER NOT NULL,
    purged_at       INTEGER,
    students_purged INTEGER NOT NULL DEFAULT 0 CHECK (students_purged >= 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX authority_ends_school_id ON authority_ends (organization_id, school_id);

-- What parents of a school's students ask for, and what became of it.
CREATE TABLE parent_requests (
    organization_id   BLOB NOT NULL,
    id                BLOB NOT NULL,
    school_id         BLOB NOT NULL,
    student_id        BLOB NOT NULL,
    kind              TEXT NOT NULL,
    requester         TEXT NOT NULL,
    student_age       TEXT,
    not_enrolled_since TEXT,
    state             TEXT NOT NULL,
    filed_by          BLOB NOT NULL,
    filed_at          INTEGER NOT NULL,
    acts_at           INTEGER,
    decided_by        BLOB,
    decided_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parent_requests_school_id ON parent_requests (organization_id, school_id);

-- Since when an account is locked at the wish of a school or a parent. No roster opens it again.
ALTER TABLE users ADD COLUMN locked_at INTEGER;
