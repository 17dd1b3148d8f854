-- Copies of what is held about a person: who asked for one about whom, and where it stands.
CREATE TABLE exports (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    subject_id      uuid NOT NULL,
    asked_by        uuid NOT NULL,
    relationship    text NOT NULL CHECK (relationship IN ('themself', 'student_themself', 'parent', 'guardian', 'school_admin')),
    state           text NOT NULL CHECK (state IN ('queued', 'building', 'ready', 'fetched', 'expired', 'too_large')),
    progress        integer NOT NULL CHECK (progress BETWEEN 0 AND 100),
    bytes           integer,
    digest          bytea,
    requested_at    timestamptz NOT NULL,
    ready_at        timestamptz,
    expires_at      timestamptz,
    fetched_at      timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, subject_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, asked_by) REFERENCES users (organization_id, id),
    CHECK ((ready_at IS NULL) = (expires_at IS NULL)),
    CHECK ((state = 'fetched') = (fetched_at IS NOT NULL)),
    CHECK (state NOT IN ('ready', 'fetched') OR (ready_at IS NOT NULL AND digest IS NOT NULL AND bytes IS NOT NULL))
);
CREATE INDEX exports_subject_id ON exports (organization_id, subject_id);
CREATE INDEX exports_asked_by ON exports (organization_id, asked_by, id);
CREATE UNIQUE INDEX exports_open ON exports (organization_id, subject_id, asked_by) WHERE state IN ('queued', 'building');
SELECT hold_to_tenant('exports');

-- The bytes of an archive that waits to be fetched, in parts, sealed under the key of the person whom it
-- is about.
CREATE TABLE export_parts (
    organization_id uuid NOT NULL,
    export_id       uuid NOT NULL,
    part            integer NOT NULL,
    content         bytea NOT NULL,
    PRIMARY KEY (organization_id, export_id, part),
    FOREIGN KEY (organization_id, export_id) REFERENCES exports (organization_id, id)
);
SELECT hold_to_tenant('export_parts');
