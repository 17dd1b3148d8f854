-- The tenant of the transaction; none outside of one.
CREATE FUNCTION transaction_tenant() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('hallpass.organization', true), '')::uuid;

-- Holds the rows of a table to the tenant of the transaction, for the owner of the table too.
CREATE FUNCTION hold_to_tenant(held regclass) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', held);
    EXECUTE format(
        'CREATE POLICY tenant ON %s USING (organization_id = transaction_tenant()) '
        'WITH CHECK (organization_id = transaction_tenant())', held);
END
$$;
REVOKE ALL ON FUNCTION hold_to_tenant(regclass) FROM PUBLIC;

CREATE TABLE organizations (
    organization_id uuid NOT NULL PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('platform', 'district', 'household')),
    name            text NOT NULL,
    slug            text NOT NULL,
    state           text NOT NULL CHECK (state IN ('active', 'suspended')),
    roster_revision bigint NOT NULL DEFAULT 0,
    applying_import uuid,
    applying_until  timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK ((applying_import IS NULL) = (applying_until IS NULL))
);
SELECT hold_to_tenant('organizations');
CREATE POLICY directory ON organizations FOR SELECT USING (true);

CREATE TABLE handles (
    kind            text NOT NULL CHECK (kind IN ('organization', 'class', 'join')),
    handle          text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    PRIMARY KEY (kind, handle)
);
ALTER TABLE handles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY directory ON handles FOR SELECT USING (true);
CREATE POLICY taking ON handles FOR INSERT
    WITH CHECK (organization_id = transaction_tenant());
CREATE POLICY giving_back ON handles FOR DELETE
    USING (organization_id = transaction_tenant());

CREATE TABLE organization_keys (
    organization_id uuid NOT NULL PRIMARY KEY REFERENCES organizations (organization_id),
    master_key_id   text NOT NULL,
    wrapped         bytea NOT NULL,
    created_at      timestamptz NOT NULL
);
SELECT hold_to_tenant('organization_keys');

CREATE TABLE subject_keys (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    subject_id      uuid NOT NULL,
    wrapped         bytea NOT NULL,
    PRIMARY KEY (organization_id, subject_id)
);
SELECT hold_to_tenant('subject_keys');

CREATE TABLE schools (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    name            text NOT NULL,
    time_zone       text NOT NULL,
    source_id       text,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source_id)
);
SELECT hold_to_tenant('schools');

-- What personal data may be collected under: an agreement of a school, or a consent of a parent.
CREATE TABLE grounds (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('agreement', 'consent')),
    PRIMARY KEY (organization_id, id)
);
SELECT hold_to_tenant('grounds');

CREATE TABLE agreements (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    school_id       uuid NOT NULL,
    signatory_role  text NOT NULL,
    signed_on       date NOT NULL,
    starts_on       date NOT NULL,
    ends_on         date NOT NULL,
    data_schedule   text NOT NULL,
    document_digest bytea,
    recorded_by     uuid,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, id) REFERENCES grounds (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK (starts_on < ends_on)
);
CREATE INDEX agreements_school_id ON agreements (organization_id, school_id);
SELECT hold_to_tenant('agreements');

CREATE TABLE academic_sessions (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('school_year', 'semester', 'term', 'grading_period')),
    title           text NOT NULL,
    starts_on       date NOT NULL,
    ends_on         date NOT NULL,
    school_year     integer NOT NULL,
    parent_id       uuid,
    source_id       text,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source_id),
    FOREIGN KEY (organization_id, parent_id) REFERENCES academic_sessions (organization_id, id),
    CHECK (starts_on <= ends_on)
);
SELECT hold_to_tenant('academic_sessions');
