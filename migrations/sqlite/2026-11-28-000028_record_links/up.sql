-- A link to the page of a student's record, for whoever asked for it. The row is gone once it was opened.
CREATE TABLE record_links (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    token_digest    BLOB NOT NULL,
    session_id      BLOB NOT NULL,
    student_id      BLOB NOT NULL,
    language        TEXT NOT NULL,
    expires_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_links_student_id ON record_links (organization_id, student_id);
