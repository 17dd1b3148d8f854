-- What people ask about their data, in which capacity, who decides, and what became of it. No text.
CREATE TABLE rights_requests (
    organization_id  uuid NOT NULL REFERENCES organizations (organization_id),
    id               uuid NOT NULL,
    subject_id       uuid NOT NULL,
    requester_id     uuid NOT NULL,
    kind             text NOT NULL,
    finality         text NOT NULL,
    authority        text NOT NULL,
    context          text NOT NULL,
    decider          text NOT NULL,
    school_id        uuid,
    collected_from   text NOT NULL,
    state            text NOT NULL,
    time_zone        text,
    received_at      timestamptz NOT NULL,
    acknowledged_at  timestamptz,
    due_at           timestamptz NOT NULL,
    extended_at      timestamptz,
    extension_reason text,
    paused_at        timestamptz,
    pause_reason     text,
    refusal_reason   text,
    decided_by       uuid,
    decided_at       timestamptz,
    done_at          timestamptz,
    receipt_id       uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
    CHECK ((extended_at IS NULL) = (extension_reason IS NULL)),
    CHECK (refusal_reason IS NULL OR decided_at IS NOT NULL),
    -- Nobody decides about their own request.
    CHECK (decided_by IS NULL OR decided_by <> requester_id)
);
SELECT hold_to_tenant('rights_requests');
CREATE INDEX rights_requests_subject_id ON rights_requests (organization_id, subject_id);
CREATE INDEX rights_requests_requester_id ON rights_requests (organization_id, requester_id);

-- Every clock that runs for a request; the earliest counts.
CREATE TABLE request_deadlines (
    organization_id uuid NOT NULL,
    request_id      uuid NOT NULL,
    regime          text NOT NULL,
    duty            text NOT NULL,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, request_id, regime, duty),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id)
);
SELECT hold_to_tenant('request_deadlines');

-- The requests that operators decide about: rows of the platform itself, which say whose they are.
CREATE TABLE request_inbox (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    request_id      uuid NOT NULL,
    tenant_id       uuid NOT NULL,
    PRIMARY KEY (organization_id, request_id)
);
SELECT hold_to_tenant('request_inbox');

-- What is erased, from when on it is hidden, and until when it can be restored.
CREATE TABLE erasures (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    request_id      uuid NOT NULL,
    subject_id      uuid NOT NULL,
    scope           text NOT NULL,
    prior_status    text,
    prior_locked_at timestamptz,
    hidden_at       timestamptz NOT NULL,
    purge_at        timestamptz NOT NULL,
    undo_digest     bytea,
    undone_at       timestamptz,
    purged_at       timestamptz,
    receipt_id      uuid NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, request_id) REFERENCES rights_requests (organization_id, id),
    CHECK (undone_at IS NULL OR purged_at IS NULL)
);
SELECT hold_to_tenant('erasures');
CREATE INDEX erasures_request_id ON erasures (organization_id, request_id);
CREATE INDEX erasures_subject_id ON erasures (organization_id, subject_id);
-- An account is hidden and deleted once, whoever asked for it.
CREATE UNIQUE INDEX erasures_pending ON erasures (organization_id, subject_id)
    WHERE scope = 'account' AND undone_at IS NULL AND purged_at IS NULL;

-- The places that ended when an account was hidden, and when they were to end: to be restored with it.
CREATE TABLE erased_places (
    organization_id uuid NOT NULL,
    erasure_id      uuid NOT NULL,
    place           text NOT NULL,
    place_id        uuid NOT NULL,
    ends_at         timestamptz,
    PRIMARY KEY (organization_id, erasure_id, place, place_id),
    FOREIGN KEY (organization_id, erasure_id) REFERENCES erasures (organization_id, id)
);
SELECT hold_to_tenant('erased_places');

-- What proves an erasure: rules and counts, signed, and no person. Rows of the platform itself, which
-- outlast the organization.
CREATE TABLE erasure_receipts (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    issued_at       timestamptz NOT NULL,
    signed          text NOT NULL,
    PRIMARY KEY (organization_id, id)
);
SELECT hold_to_tenant('erasure_receipts');

-- What visitors without an account ask about privacy: rows of the platform itself.
CREATE TABLE privacy_enquiries (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    ticket          text NOT NULL,
    enquirer_id     uuid NOT NULL,
    topic           text NOT NULL,
    about           text NOT NULL,
    reply_to        bytea NOT NULL,
    received_at     timestamptz NOT NULL,
    answer_by       timestamptz NOT NULL,
    closed_at       timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, ticket)
);
SELECT hold_to_tenant('privacy_enquiries');
