CREATE TABLE audit_events (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    at              INTEGER NOT NULL,
    happening       TEXT NOT NULL,
    outcome         TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
    actor_id        BLOB,
    relationship    TEXT,
    basis           TEXT,
    subject_kind    TEXT,
    subject_id      BLOB,
    person_id       BLOB,
    object_list     BLOB NOT NULL,
    records         INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    channel         TEXT NOT NULL CHECK (channel IN ('api', 'command_line', 'worker')),
    request_id      BLOB NOT NULL,
    source_network  TEXT,
    source_client   TEXT,
    detail          BLOB,
    leaf            BLOB NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT;
CREATE INDEX audit_events_at ON audit_events (organization_id, at);
CREATE TRIGGER audit_events_refuses_update BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit_events is append-only');
END;
CREATE TRIGGER audit_events_refuses_delete BEFORE DELETE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit_events is append-only');
END;

-- The lists of objects that events were about, each once. Without a foreign key for the reason that
-- the queue has none; `verify-audit` compares every list with its digest.
CREATE TABLE audit_objects (
    organization_id BLOB NOT NULL,
    list            BLOB NOT NULL,
    position        INTEGER NOT NULL,
    role            TEXT NOT NULL,
    kind            TEXT NOT NULL,
    object_id       BLOB NOT NULL,
    PRIMARY KEY (organization_id, list, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_objects_of_object ON audit_objects (organization_id, object_id, kind, list);
CREATE INDEX audit_events_of_list ON audit_events (organization_id, object_list, id);
CREATE TRIGGER audit_objects_refuses_update BEFORE UPDATE ON audit_objects
BEGIN
    SELECT RAISE(ABORT, 'audit_objects is append-only');
END;
CREATE TRIGGER audit_objects_refuses_delete BEFORE DELETE ON audit_objects
BEGIN
    SELECT RAISE(ABORT, 'audit_objects is append-only');
END;

CREATE TABLE audit_links (
    organization_id BLOB NOT NULL,
    position        INTEGER NOT NULL,
    event_id        BLOB NOT NULL,
    link            BLOB NOT NULL,
    PRIMARY KEY (organization_id, position),
    UNIQUE (organization_id, event_id),
    FOREIGN KEY (organization_id, event_id) REFERENCES audit_events (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_links_refuses_update BEFORE UPDATE ON audit_links
BEGIN
    SELECT RAISE(ABORT, 'audit_links is append-only');
END;
CREATE TRIGGER audit_links_refuses_delete BEFORE DELETE ON audit_links
BEGIN
    SELECT RAISE(ABORT, 'audit_links is append-only');
END;

-- Without a foreign key: checking it would read the newest page of the events' index, which every
-- other transaction is writing to, and serializable transactions would refuse one another.
CREATE TABLE audit_queue (
    organization_id BLOB NOT NULL,
    event_id        BLOB NOT NULL,
    mac             BLOB NOT NULL,
    PRIMARY KEY (organization_id, event_id)
) STRICT, WITHOUT ROWID;

-- Where the chain of each organization ends. Without foreign keys, so that an organization whose row
-- is taken away does not take its head along.
CREATE TABLE audit_heads (
    organization_id BLOB NOT NULL PRIMARY KEY,
    position        INTEGER NOT NULL,
    link            BLOB NOT NULL,
    mac             BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The head over all organizations, one row of the installation's own organization. `heads` is for each
-- organization its id, position and link, in the order of ids.
CREATE TABLE audit_installation (
    organization_id BLOB NOT NULL PRIMARY KEY,
    position        INTEGER NOT NULL,
    heads           BLOB NOT NULL,
    mac             BLOB NOT NULL
) STRICT;

-- What a person did, newest first.
CREATE INDEX audit_events_of_actor ON audit_events (organization_id, actor_id, id)
    WHERE actor_id IS NOT NULL;
