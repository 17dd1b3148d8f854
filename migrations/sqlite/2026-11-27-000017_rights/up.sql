-- What people ask about their data, in which capacity, who decides, and what became of it. No text.
CREATE TABLE rights_requests (
    organization_id  BLOB NOT NULL REFERENCES organizations (organization_id),
    id               BLOB NOT NULL,
    subject_id       BLOB NOT NULL,
    requester_id     BLOB NOT NULL,
    kind             TEXT NOT NULL,
    finality         TEXT NOT NULL,
    authority        TEXT NOT NULL,
    context          TEXT NOT NULL,
    decider          TEXT NOT NULL,
    school_id        BLOB,
    collected_from   TEXT NOT NULL,
    state            TEXT NOT NULL,
    time_zone        TEXT,
    received_at      INTEGER NOT NULL,
    acknowledged_at  INTEGER,
    due_at           INTEGER NOT NULL,
    extended_at      INTEGER,
    extension_reason TEXT,
    paused_at        INTEGER,
    pause_reason     TEXT,
    refusal_reason   TEXT,
    decided_by       BLOB,
    decided_at       INTEGER,
    done_at          INTEGER,
    receipt_id       BLOB,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
    CHECK ((extended_at IS NULL) = (extension_reason IS NULL)),
    CHECK (refusal_reason IS NULL OR decided_at IS NOT NULL),
    -- Nobody decides about their own request.
    CHECK (decided_by IS NULL OR decided_by <> requester_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rights_requests_subject_id ON rights_requests (organization_id, subject_id);
CREATE INDEX rights_requests_requester_id ON rights_requests (organization_id, requester_id);

-- Every clock that runs for a request; the earliest counts.
CREATE TABLE request_deadlines (
    organization_id BLOB NOT NULL,
    request_id      BLOB NOT NULL,
    regime          TEXT NOT NULL,
    duty            TEXT NOT NULL,
    due_at          INTEGER NOT NULL,
    PRIMARY KEY (organization_id, request_id, regime, duty),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The requests that operators decide about: rows of the platform itself, which say whose they are.
CREATE TABLE request_inbox (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    request_id      BLOB NOT NULL,
    tenant_id       BLOB NOT NULL,
    PRIMARY KEY (organization_id, request_id)
) STRICT, WITHOUT ROWID;

-- What is erased, from when on it is hidden, and until when it can be restored.
CREATE TABLE erasures (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    request_id      BLOB NOT NULL,
    subject_id      BLOB NOT NULL,
    scope           TEXT NOT NULL,
    prior_status    TEXT,
    prior_locked_at INTEGER,
    hidden_at       INTEGER NOT NULL,
    purge_at        INTEGER NOT NULL,
    undo_digest     BLOB,
    undone_at       INTEGER,
    purged_at       INTEGER,
    receipt_id      BLOB NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id),
    CHECK (undone_at IS NULL OR purged_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_request_id ON erasures (organization_id, request_id);
CREATE INDEX erasures_subject_id ON erasures (organization_id, subject_id);
-- An account is hidden and deleted once, whoever asked for it.
CREATE UNIQUE INDEX erasures_pending ON erasures (organization_id, subject_id)
    WHERE scope = 'account' AND undone_at IS NULL AND purged_at IS NULL;

-- The places that ended when an account was hidden, and when they were to end: to be restored with it.
CREATE TABLE erased_places (
    organization_id BLOB NOT NULL,
    erasure_id      BLOB NOT NULL,
    place           TEXT NOT NULL,
    place_id        BLOB NOT NULL,
    ends_at         INTEGER,
    PRIMARY KEY (organization_id, erasure_id, place, place_id),
    FOREIGN KEY (organization_id, erasure_id) REFERENCES erasures (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What proves an erasure: rules and counts, signed, and no person. Rows of the platform itself, which
-- outlast the organization.
CREATE TABLE erasure_receipts (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    issued_at       INTEGER NOT NULL,
    signed          TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What visitors without an account ask about privacy: rows of the platform itself.
CREATE TABLE privacy_enquiries (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    ticket          TEXT NOT NULL,
    enquirer_id     BLOB NOT NULL,
    topic           TEXT NOT NULL,
    about           TEXT NOT NULL,
    reply_to        BLOB NOT NULL,
    received_at     INTEGER NOT NULL,
    answer_by       INTEGER NOT NULL,
    closed_at       INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, ticket)
) STRICT, WITHOUT ROWID;
