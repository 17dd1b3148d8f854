CREATE TABLE roster_imports (
    organization_id   uuid NOT NULL REFERENCES organizations (organization_id),
    id                uuid NOT NULL,
    state             text NOT NULL CHECK (state IN ('staged', 'applied', 'refused', 'failed')),
    refusal           text,
    oneroster_version text,
    bundle_digest     bytea NOT NULL,
    base_revision     bigint NOT NULL,
    summary           text NOT NULL,
    staged_by         uuid,
    staged_at         timestamptz NOT NULL,
    decided_by        uuid,
    decided_at        timestamptz,
    PRIMARY KEY (organization_id, id)
);
ALTER TABLE roster_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roster_imports
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

CREATE TABLE roster_bundles (
    organization_id uuid NOT NULL,
    import_id       uuid NOT NULL,
    part            integer NOT NULL,
    content         bytea NOT NULL,
    PRIMARY KEY (organization_id, import_id, part),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
);
ALTER TABLE roster_bundles ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_bundles FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roster_bundles
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);

CREATE TABLE roster_findings (
    organization_id uuid NOT NULL,
    import_id       uuid NOT NULL,
    number          integer NOT NULL,
    file            text NOT NULL,
    row             integer,
    field           text,
    code            text NOT NULL,
    severity        text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    times           bigint NOT NULL CHECK (times > 0),
    PRIMARY KEY (organization_id, import_id, number),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
);
ALTER TABLE roster_findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_findings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roster_findings
    USING (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid)
    WITH CHECK (organization_id = NULLIF(current_setting('hallpass.organization', true), '')::uuid);
