-- What is stored about a person and not used: since when, how much, and until when.
CREATE TABLE restrictions (
    organization_id BLOB NOT NULL,
    request_id      BLOB NOT NULL,
    subject_id      BLOB NOT NULL,
    part            TEXT NOT NULL,
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER,
    PRIMARY KEY (organization_id, request_id),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id),
    CHECK (ends_at IS NULL OR ends_at >= begins_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX restrictions_subject_id ON restrictions (organization_id, subject_id);
