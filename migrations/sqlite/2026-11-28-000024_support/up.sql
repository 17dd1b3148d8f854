-- That a district lets the platform's support look at one student for one question, until when.
CREATE TABLE support_grants (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    ticket          TEXT NOT NULL,
    granted_by      BLOB NOT NULL,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    -- Four hours at the most.
    CHECK (ends_at >= begins_at AND ends_at - begins_at <= 14400000000)
) STRICT, WITHOUT ROWID;
CREATE INDEX support_grants_student_id ON support_grants (organization_id, student_id);

-- The same for the platform: in which tenant a grant is, and nothing about whom.
CREATE TABLE support_inbox (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    grant_id        BLOB NOT NULL,
    tenant_id       BLOB NOT NULL,
    ticket          TEXT NOT NULL,
    ends_at         INTEGER NOT NULL,
    PRIMARY KEY (organization_id, grant_id)
) STRICT, WITHOUT ROWID;
