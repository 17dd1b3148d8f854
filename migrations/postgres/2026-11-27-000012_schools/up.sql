-- On whose word a tenant's students are registered.
ALTER TABLE organizations ADD COLUMN consent_mode text NOT NULL DEFAULT 'school_authorization'
    CHECK (consent_mode IN ('school_authorization', 'parent_consent_only'));

-- What an agreement says beside its schedule, and when it was made active.
ALTER TABLE agreements ADD COLUMN party_state text;
ALTER TABLE agreements ADD COLUMN terms text NOT NULL DEFAULT '';
ALTER TABLE agreements ADD COLUMN surveys text NOT NULL DEFAULT 'excluded';
ALTER TABLE agreements ADD COLUMN purge_within_days integer NOT NULL DEFAULT 60
    CHECK (purge_within_days > 0);
ALTER TABLE agreements ADD COLUMN activated_by uuid;
ALTER TABLE agreements ADD COLUMN activated_at timestamptz;

-- The direct notices to schools: what was said, to whom, and what proves that it arrived.
CREATE TABLE school_notices (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    major_version   integer NOT NULL CHECK (major_version > 0),
    language        text NOT NULL,
    text            text NOT NULL,
    text_digest     bytea NOT NULL,
    recipient_id    uuid NOT NULL,
    sent_by         uuid NOT NULL,
    sent_at         timestamptz NOT NULL,
    delivered_at    timestamptz,
    acknowledged_by uuid,
    acknowledged_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK (acknowledged_at IS NULL OR delivered_at IS NOT NULL)
);
SELECT hold_to_tenant('school_notices');
CREATE INDEX school_notices_school_id ON school_notices (organization_id, school_id);

-- What a member of staff confirmed before students were created in a class, and for which of them.
CREATE TABLE attestations (
    organization_id   uuid NOT NULL,
    id                uuid NOT NULL,
    class_id          uuid NOT NULL,
    attested_by       uuid NOT NULL,
    statement_version integer NOT NULL CHECK (statement_version > 0),
    text_digest       bytea NOT NULL,
    attested_at       timestamptz NOT NULL,
    expires_at        timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id)
);
SELECT hold_to_tenant('attestations');
CREATE INDEX attestations_class_id ON attestations (organization_id, class_id);

CREATE TABLE attested_students (
    organization_id uuid NOT NULL,
    attestation_id  uuid NOT NULL,
    student_id      uuid NOT NULL,
    PRIMARY KEY (organization_id, attestation_id, student_id),
    FOREIGN KEY (organization_id, attestation_id) REFERENCES attestations (organization_id, id)
);
SELECT hold_to_tenant('attested_students');

-- What ended a school's authority over its students' data, and what was deleted for it.
CREATE TABLE authority_ends (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    student_id      uuid,
    reason          text NOT NULL,
    ended_by        uuid,
    ended_at        timestamptz NOT NULL,
    purge_at        timestamptz NOT NULL,
    purged_at       timestamptz,
    students_purged integer NOT NULL DEFAULT 0 CHECK (students_purged >= 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id)
);
SELECT hold_to_tenant('authority_ends');
CREATE INDEX authority_ends_school_id ON authority_ends (organization_id, school_id);

-- What parents of a school's students ask for, and what became of it.
CREATE TABLE parent_requests (
    organization_id   uuid NOT NULL,
    id                uuid NOT NULL,
    school_id         uuid NOT NULL,
    student_id        uuid NOT NULL,
    kind              text NOT NULL,
    requester         text NOT NULL,
    student_age       text,
    not_enrolled_since date,
    state             text NOT NULL,
    filed_by          uuid NOT NULL,
    filed_at          timestamptz NOT NULL,
    acts_at           timestamptz,
    decided_by        uuid,
    decided_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id)
);
SELECT hold_to_tenant('parent_requests');
CREATE INDEX parent_requests_school_id ON parent_requests (organization_id, school_id);

-- Since when an account is locked at the wish of a school or a parent. No roster opens it again.
ALTER TABLE users ADD COLUMN locked_at timestamptz;
