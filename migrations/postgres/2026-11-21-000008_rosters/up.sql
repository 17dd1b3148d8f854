CREATE TABLE roster_imports (
    organization_id   uuid NOT NULL REFERENCES organizations (organization_id),
    id                uuid NOT NULL,
    state             text NOT NULL CHECK (state IN ('staged', 'applying', 'applied', 'refused', 'failed')),
    refusal           text,
    oneroster_version text,
    file_name         text,
    bundle_digest     bytea NOT NULL,
    base_revision     bigint NOT NULL,
    summary           text NOT NULL,
    staged_by         uuid,
    staged_at         timestamptz NOT NULL,
    decided_by        uuid,
    decided_at        timestamptz,
    PRIMARY KEY (organization_id, id)
);
SELECT hold_to_tenant('roster_imports');

CREATE TABLE roster_bundles (
    organization_id uuid NOT NULL,
    import_id       uuid NOT NULL,
    part            integer NOT NULL,
    content         bytea NOT NULL,
    PRIMARY KEY (organization_id, import_id, part),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
);
SELECT hold_to_tenant('roster_bundles');

CREATE TABLE roster_findings (
    organization_id uuid NOT NULL,
    import_id       uuid NOT NULL,
    number          integer NOT NULL,
    file            text NOT NULL,
    line            integer,
    source_id       bytea,
    field           text,
    code            text NOT NULL,
    severity        text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    times           bigint NOT NULL CHECK (times > 0),
    PRIMARY KEY (organization_id, import_id, number),
    FOREIGN KEY (organization_id, import_id) REFERENCES roster_imports (organization_id, id)
);
SELECT hold_to_tenant('roster_findings');

-- That the account which a roster made under a new key is the same person's as one who left. What the
-- earlier account was in rosters before is kept, so that it can be undone.
CREATE TABLE account_merges (
    organization_id      uuid NOT NULL,
    id                   uuid NOT NULL,
    kept_id              uuid NOT NULL,
    merged_id            uuid NOT NULL,
    left_source_id       bytea NOT NULL,
    left_source_index    bytea NOT NULL,
    left_statement       bytea,
    left_roster_at       timestamptz NOT NULL,
    merged_by            uuid NOT NULL,
    merged_at            timestamptz NOT NULL,
    undone_by            uuid,
    undone_at            timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, kept_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, merged_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('account_merges');

-- From which share on, in percent, the removals of an import have to be accepted: of the district, whose
-- row has its own id as `place_id`, or of a school.
CREATE TABLE removal_bounds (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    place_id        uuid NOT NULL,
    students        integer,
    class           integer,
    staff           integer,
    updated_by      uuid NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, place_id)
);
SELECT hold_to_tenant('removal_bounds');

-- A large roster fills tables within one transaction. Statistics that were gathered beside it do not
-- count its rows, and the planner then checks foreign keys through whichever index begins with the
-- organization: every check reads a whole district. Only the owner of a table may gather its
-- statistics, so the service asks for it here. Whoever holds the tables' locks is gathering already.
CREATE FUNCTION gather_roster_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET lock_timeout = '3s'
AS $$
BEGIN
    ANALYZE schools, academic_sessions, classes, handles, users, subject_keys, staff_roles,
        enrollments, teaching_assignments;
EXCEPTION WHEN lock_not_available THEN
    RETURN;
END
$$;
REVOKE ALL ON FUNCTION gather_roster_statistics() FROM PUBLIC;
