-- What is known of a family: where it lives, in which language it is spoken to, and where its children
-- learn.
CREATE TABLE households (
    organization_id BLOB NOT NULL PRIMARY KEY REFERENCES organizations (organization_id),
    parent_id       BLOB NOT NULL,
    class_id        BLOB NOT NULL,
    country         TEXT NOT NULL,
    language        TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    FOREIGN KEY (organization_id, parent_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What a parent is asked to decide for one child. Of the child there is a name and nothing else, and
-- that only until the parent has decided or the time is over (16 CFR 312.5(c)(1)).
CREATE TABLE consent_requests (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    parent_id       BLOB NOT NULL,
    child_id        BLOB NOT NULL,
    child_name      BLOB,
    renews          BLOB,
    granter         TEXT NOT NULL,
    parties         TEXT NOT NULL,
    method          TEXT NOT NULL,
    state           TEXT NOT NULL,
    policy_version  TEXT NOT NULL,
    notice_version  TEXT NOT NULL,
    notice          BLOB,
    notice_digest   BLOB NOT NULL,
    language        TEXT NOT NULL,
    country         TEXT NOT NULL,
    scopes          TEXT,
    token_digest    BLOB NOT NULL,
    revoking_digest BLOB,
    given_network   TEXT,
    requested_at    INTEGER NOT NULL,
    lapses_at       INTEGER NOT NULL,
    given_at        INTEGER,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    UNIQUE (organization_id, revoking_digest),
    FOREIGN KEY (organization_id, parent_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What a parent agreed to. Written once; what ended it is another row.
CREATE TABLE consents (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    request_id      BLOB NOT NULL,
    parent_id       BLOB NOT NULL,
    child_id        BLOB NOT NULL,
    supersedes      BLOB,
    granter         TEXT NOT NULL,
    parties         TEXT NOT NULL,
    method          TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    policy_version  TEXT NOT NULL,
    notice_version  TEXT NOT NULL,
    notice_digest   BLOB NOT NULL,
    language        TEXT NOT NULL,
    country         TEXT NOT NULL,
    consent_age     INTEGER NOT NULL,
    given_network   TEXT,
    requested_at    INTEGER NOT NULL,
    given_at        INTEGER NOT NULL,
    confirmed_at    INTEGER,
    active_from     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, request_id),
    FOREIGN KEY (organization_id, supersedes) REFERENCES consents (organization_id, id),
    FOREIGN KEY (organization_id, id) REFERENCES grounds (organization_id, id),
    FOREIGN KEY (organization_id, request_id) REFERENCES consent_requests (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_child_id ON consents (organization_id, child_id);

-- The end of a consent, or of one scope of it.
CREATE TABLE consent_ends (
    organization_id BLOB NOT NULL,
    consent_id      BLOB NOT NULL,
    scope           TEXT NOT NULL,
    reason          TEXT NOT NULL,
    ended_by        BLOB,
    ended_at        INTEGER NOT NULL,
    PRIMARY KEY (organization_id, consent_id, scope),
    FOREIGN KEY (organization_id, consent_id) REFERENCES consents (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER consents_refuses_update BEFORE UPDATE ON consents
BEGIN
    SELECT RAISE(ABORT, 'consents is written once');
END;
CREATE TRIGGER consents_refuses_delete BEFORE DELETE ON consents
BEGIN
    SELECT RAISE(ABORT, 'consents is evidence');
END;
CREATE TRIGGER consent_ends_refuses_update BEFORE UPDATE ON consent_ends
BEGIN
    SELECT RAISE(ABORT, 'consent_ends is written once');
END;
CREATE TRIGGER consent_ends_refuses_delete BEFORE DELETE ON consent_ends
BEGIN
    SELECT RAISE(ABORT, 'consent_ends is evidence');
END;
