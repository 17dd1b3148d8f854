-- Work that the service does by itself: what, about which thing, and when it is due.
CREATE TABLE jobs (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    kind            TEXT NOT NULL,
    subject_id      BLOB NOT NULL,
    due_at          INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'given_up')),
    attempts        INTEGER NOT NULL CHECK (attempts >= 0),
    not_before      INTEGER NOT NULL,
    leased_until    INTEGER,
    hindrance       TEXT,
    created_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, kind, subject_id, due_at),
    CHECK ((state = 'waiting') = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_waiting ON jobs (not_before) WHERE state = 'waiting';

-- Messages to adults, written by the transaction that causes them.
CREATE TABLE messages (
    organization_id  BLOB NOT NULL REFERENCES organizations (organization_id),
    id               BLOB NOT NULL,
    kind             TEXT NOT NULL,
    template_version INTEGER NOT NULL CHECK (template_version > 0),
    language         TEXT NOT NULL,
    person_id        BLOB NOT NULL,
    about_id         BLOB,
    recipient        BLOB,
    content          BLOB,
    state            TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'not_sent')),
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    ended_at         INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, person_id) REFERENCES subject_keys (organization_id, subject_id),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK (state = 'waiting' OR (recipient IS NULL AND content IS NULL))
) STRICT, WITHOUT ROWID;
