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
    records         INTEGER NOT NULL,
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
    PRIMARY KEY (organization_id, event_id)
) STRICT, WITHOUT ROWID;
