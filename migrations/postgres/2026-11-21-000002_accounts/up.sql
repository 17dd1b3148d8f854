CREATE TABLE users (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('student', 'adult')),
    status          text NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
    given_name      bytea NOT NULL,
    family_name     bytea NOT NULL,
    display_name    bytea NOT NULL,
    name_index      bytea NOT NULL,
    email           bytea,
    email_index     bytea,
    requested_email_index bytea,
    username        bytea,
    username_index  bytea,
    source_id       bytea,
    source_index    bytea,
    source_statement bytea,
    left_roster_at  timestamptz,
    grade_level     text,
    epoch           integer NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, email_index),
    UNIQUE (organization_id, username_index),
    UNIQUE (organization_id, source_index),
    -- A student has no address: there is nothing to which a message could go (COM-01).
    CHECK (kind = 'adult' OR (email IS NULL AND email_index IS NULL AND requested_email_index IS NULL))
);
SELECT hold_to_tenant('users');
CREATE INDEX users_requested_email_index ON users (organization_id, requested_email_index);

CREATE TABLE credentials (
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('password', 'passphrase')),
    hash            bytea NOT NULL,
    failures        integer NOT NULL DEFAULT 0,
    known_failures  integer NOT NULL DEFAULT 0,
    known_failed_at timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('credentials');

CREATE TABLE staff_roles (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    user_id         uuid NOT NULL,
    school_id       uuid,
    role            text NOT NULL CHECK (role IN ('teacher', 'assistant', 'school_admin', 'district_admin', 'parent', 'platform_operator')),
    origin          text NOT NULL CHECK (origin IN ('invitation', 'roster', 'installation', 'registration')),
    begins_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((school_id IS NOT NULL) = (role IN ('teacher', 'assistant', 'school_admin', 'parent')))
);
CREATE INDEX staff_roles_user_id ON staff_roles (organization_id, user_id);
CREATE INDEX staff_roles_school_id ON staff_roles (organization_id, school_id);
SELECT hold_to_tenant('staff_roles');

CREATE TABLE invitations (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    user_id         uuid NOT NULL,
    token_digest    bytea NOT NULL,
    invited_by      uuid,
    reach_school_id uuid,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    accepted_at     timestamptz,
    revoked_at      timestamptz,
    declined_at     timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, reach_school_id) REFERENCES schools (organization_id, id)
);
CREATE INDEX invitations_user_id ON invitations (organization_id, user_id);
SELECT hold_to_tenant('invitations');

CREATE TABLE sessions (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    user_id         uuid NOT NULL,
    epoch           integer NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('staff', 'platform_operator', 'student_shared_device', 'student_personal_device')),
    client          text NOT NULL,
    started_at      timestamptz NOT NULL,
    last_used_at    timestamptz NOT NULL,
    revoked_at      timestamptz,
    revoked_because text,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
CREATE INDEX sessions_user_id ON sessions (organization_id, user_id);
SELECT hold_to_tenant('sessions');

CREATE TABLE refresh_tokens (
    organization_id uuid NOT NULL,
    token_digest    bytea NOT NULL,
    session_id      uuid NOT NULL,
    generation      integer NOT NULL,
    issued_at       timestamptz NOT NULL,
    consumed_at     timestamptz,
    PRIMARY KEY (organization_id, token_digest),
    UNIQUE (organization_id, session_id, generation),
    FOREIGN KEY (organization_id, session_id) REFERENCES sessions (organization_id, id)
);
SELECT hold_to_tenant('refresh_tokens');

CREATE TABLE signing_keys (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    kid             text NOT NULL,
    public_key      bytea NOT NULL,
    private_key     bytea NOT NULL,
    created_at      timestamptz NOT NULL,
    activates_at    timestamptz NOT NULL,
    retires_at      timestamptz NOT NULL,
    revoked_at      timestamptz,
    PRIMARY KEY (organization_id, kid)
);
SELECT hold_to_tenant('signing_keys');

CREATE TABLE throttles (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    kind            text NOT NULL,
    subject_index   bytea NOT NULL,
    failures        integer NOT NULL,
    last_failed_at  timestamptz NOT NULL,
    delays_noted    integer NOT NULL DEFAULT 0,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, kind, subject_index)
);
SELECT hold_to_tenant('throttles');

CREATE TABLE known_networks (
    organization_id   uuid NOT NULL,
    network_index     bytea NOT NULL,
    user_id           uuid NOT NULL,
    last_signed_in_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, network_index, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
CREATE INDEX known_networks_user_id ON known_networks (organization_id, user_id);
CREATE INDEX known_networks_last_signed_in_at ON known_networks (organization_id, last_signed_in_at);
SELECT hold_to_tenant('known_networks');

CREATE TABLE known_devices (
    organization_id   uuid NOT NULL,
    device_digest     bytea NOT NULL,
    user_id           uuid NOT NULL,
    failures          integer NOT NULL DEFAULT 0,
    last_failed_at    timestamptz,
    last_signed_in_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, device_digest, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
CREATE INDEX known_devices_user_id ON known_devices (organization_id, user_id);
CREATE INDEX known_devices_last_signed_in_at ON known_devices (organization_id, last_signed_in_at);
SELECT hold_to_tenant('known_devices');
