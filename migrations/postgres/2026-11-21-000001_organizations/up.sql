CREATE TABLE organizations (
    organization_id uuid NOT NULL PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('platform', 'district')),
    name            text NOT NULL,
    slug            text NOT NULL,
    state           text NOT NULL CHECK (state IN ('active', 'suspended')),
    roster_revision bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);
CREATE POLICY directory ON organizations FOR SELECT USING (true);

CREATE TABLE handles (
    kind            text NOT NULL CHECK (kind IN ('organization', 'class', 'join')),
    handle          text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    PRIMARY KEY (kind, handle)
);
ALTER TABLE handles ENABLE ROW LEVEL SECURITY;
ALTER TABLE handles FORCE ROW LEVEL SECURITY;
CREATE POLICY directory ON handles FOR SELECT USING (true);
CREATE POLICY taking ON handles FOR INSERT
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);
CREATE POLICY giving_back ON handles FOR DELETE
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

CREATE TABLE organization_keys (
    organization_id uuid NOT NULL PRIMARY KEY REFERENCES organizations (organization_id),
    master_key_id   text NOT NULL,
    wrapped         bytea NOT NULL,
    created_at      timestamptz NOT NULL
);
ALTER TABLE organization_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_keys
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

CREATE TABLE subject_keys (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    subject_id      uuid NOT NULL,
    wrapped         bytea NOT NULL,
    PRIMARY KEY (organization_id, subject_id)
);
ALTER TABLE subject_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE subject_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON subject_keys
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

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
ALTER TABLE schools ENABLE ROW LEVEL SECURITY;
ALTER TABLE schools FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON schools
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

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
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK (starts_on < ends_on)
);
CREATE INDEX agreements_school_id ON agreements (organization_id, school_id);
ALTER TABLE agreements ENABLE ROW LEVEL SECURITY;
ALTER TABLE agreements FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agreements
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

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
ALTER TABLE academic_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE academic_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON academic_sessions
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);
