-- A link to the page of a student's record, for whoever asked for it. The row is gone once it was opened.
CREATE TABLE record_links (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    token_digest    bytea NOT NULL,
    session_id      uuid NOT NULL,
    student_id      uuid NOT NULL,
    language        text NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('record_links');
CREATE INDEX record_links_student_id ON record_links (organization_id, student_id);
