-- That a school gave its annual notice to families, how, and what it tells of (34 CFR 99.7).
CREATE TABLE annual_notices (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    given_on        date NOT NULL,
    means           text NOT NULL CHECK (means IN ('mail', 'email', 'paper', 'handbook', 'web_page')),
    parts           text NOT NULL,
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL,
    withdrawn_by    uuid,
    withdrawn_at    timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
SELECT hold_to_tenant('annual_notices');
CREATE INDEX annual_notices_school_id ON annual_notices (organization_id, school_id, given_on);
