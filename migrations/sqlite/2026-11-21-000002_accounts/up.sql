CREATE TABLE users (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('student', 'adult')),
    status          TEXT NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
    given_name      BLOB NOT NULL,
    family_name     BLOB NOT NULL,
    display_name    BLOB NOT NULL,
    name_index      BLOB NOT NULL,
    email           BLOB,
    email_index     BLOB,
    requested_email_index BLOB,
    username        BLOB,
    username_index  BLOB,
    source_id       BLOB,
    source_index    BLOB,
    source_statement BLOB,
    left_roster_at  INTEGER,
    grade_level     TEXT,
    epoch           INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, email_index),
    UNIQUE (organization_id, username_index),
    UNIQUE (organization_id, source_index),
    -- A student has no address: there is nothing to which a message could go (COM-01).
    CHECK (kind = 'adult' OR (email IS NULL AND email_index IS NULL AND requested_email_index IS NULL))
) STRICT;
CREATE INDEX users_requested_email_index ON users (organization_id, requested_email_index);

CREATE TABLE credentials (
    organization_id BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('password', 'passphrase')),
    hash            BLOB NOT NULL,
    failures        INTEGER NOT NULL DEFAULT 0,
    known_failures  INTEGER NOT NULL DEFAULT 0,
    known_failed_at INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_roles (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    school_id       BLOB,
    role            TEXT NOT NULL CHECK (role IN ('teacher', 'assistant', 'school_admin', 'district_admin', 'parent', 'platform_operator')),
    origin          TEXT NOT NULL CHECK (origin IN ('invitation', 'roster', 'installation', 'registration')),
    begins_at       INTEGER NOT NULL,
    ends_at         INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((school_id IS NOT NULL) = (role IN ('teacher', 'assistant', 'school_admin', 'parent')))
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_roles_user_id ON staff_roles (organization_id, user_id);
CREATE INDEX staff_roles_school_id ON staff_roles (organization_id, school_id);

CREATE TABLE invitations (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    token_digest    BLOB NOT NULL,
    invited_by      BLOB,
    reach_school_id BLOB,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    accepted_at     INTEGER,
    revoked_at      INTEGER,
    declined_at     INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, reach_school_id) REFERENCES schools (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_user_id ON invitations (organization_id, user_id);

CREATE TABLE sessions (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    epoch           INTEGER NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('staff', 'platform_operator', 'student_shared_device', 'student_personal_device')),
    client          TEXT NOT NULL,
    started_at      INTEGER NOT NULL,
    last_used_at    INTEGER NOT NULL,
    revoked_at      INTEGER,
    revoked_because TEXT,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user_id ON sessions (organization_id, user_id);

CREATE TABLE refresh_tokens (
    organization_id BLOB NOT NULL,
    token_digest    BLOB NOT NULL,
    session_id      BLOB NOT NULL,
    generation      INTEGER NOT NULL,
    issued_at       INTEGER NOT NULL,
    consumed_at     INTEGER,
    PRIMARY KEY (organization_id, token_digest),
    UNIQUE (organization_id, session_id, generation),
    FOREIGN KEY (organization_id, session_id) REFERENCES sessions (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_keys (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    kid             TEXT NOT NULL,
    public_key      BLOB NOT NULL,
    private_key     BLOB NOT NULL,
    created_at      INTEGER NOT NULL,
    activates_at    INTEGER NOT NULL,
    retires_at      INTEGER NOT NULL,
    revoked_at      INTEGER,
    PRIMARY KEY (organization_id, kid)
) STRICT, WITHOUT ROWID;

CREATE TABLE throttles (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    kind            TEXT NOT NULL,
    subject_index   BLOB NOT NULL,
    failures        INTEGER NOT NULL,
    last_failed_at  INTEGER NOT NULL,
    delays_noted    INTEGER NOT NULL DEFAULT 0,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, kind, subject_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE known_networks (
    organization_id   BLOB NOT NULL,
    network_index     BLOB NOT NULL,
    user_id           BLOB NOT NULL,
    last_signed_in_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, network_index, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_networks_user_id ON known_networks (organization_id, user_id);
CREATE INDEX known_networks_last_signed_in_at ON known_networks (organization_id, last_signed_in_at);

CREATE TABLE known_devices (
    organization_id   BLOB NOT NULL,
    device_digest     BLOB NOT NULL,
    user_id           BLOB NOT NULL,
    failures          INTEGER NOT NULL DEFAULT 0,
    last_failed_at    INTEGER,
    last_signed_in_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, device_digest, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_devices_user_id ON known_devices (organization_id, user_id);
CREATE INDEX known_devices_last_signed_in_at ON known_devices (organization_id, last_signed_in_at);
