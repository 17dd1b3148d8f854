-- That a school gave its annual notice to families, how, and what it tells of (34 CFR 99.7).
CREATE TABLE annual_notices (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    given_on        TEXT NOT NULL,
    means           TEXT NOT NULL CHECK (means IN ('mail', 'email', 'paper', 'handbook', 'web_page')),
    parts           TEXT NOT NULL,
    recorded_by     BLOB NOT NULL,
    recorded_at     INTEGER NOT NULL,
    withdrawn_by    BLOB,
    withdrawn_at    INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX annual_notices_school_id ON annual_notices (organization_id, school_id, given_on);
