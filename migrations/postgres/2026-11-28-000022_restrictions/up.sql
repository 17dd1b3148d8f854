-- What is stored about a person and not used: since when, how much, and until when.
CREATE TABLE restrictions (
    organization_id uuid NOT NULL,
    request_id      uuid NOT NULL,
    subject_id      uuid NOT NULL,
    part            text NOT NULL CHECK (part IN ('everything', 'learning_history')),
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    PRIMARY KEY (organization_id, request_id),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id),
    CHECK (ends_at IS NULL OR ends_at >= begins_at)
);
CREATE INDEX restrictions_subject_id ON restrictions (organization_id, subject_id);
SELECT hold_to_tenant('restrictions');
