-- That a district lets the platform's support look at one student for one question, until when.
CREATE TABLE support_grants (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    ticket          text NOT NULL,
    granted_by      uuid NOT NULL,
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    -- Four hours at the most.
    CHECK (ends_at >= begins_at AND ends_at <= begins_at + interval '4 hours')
);
CREATE INDEX support_grants_student_id ON support_grants (organization_id, student_id);
SELECT hold_to_tenant('support_grants');

-- The same for the platform: in which tenant a grant is, and nothing about whom.
CREATE TABLE support_inbox (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    grant_id        uuid NOT NULL,
    tenant_id       uuid NOT NULL,
    ticket          text NOT NULL,
    ends_at         timestamptz NOT NULL,
    PRIMARY KEY (organization_id, grant_id)
);
SELECT hold_to_tenant('support_inbox');
