-- Work that the service does by itself: what, about which thing, and when it is due. It says nothing
-- about anybody, so that the installation may see whose work is due, and operators what goes wrong.
CREATE TABLE jobs (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    kind            text NOT NULL,
    subject_id      uuid NOT NULL,
    due_at          timestamptz NOT NULL,
    state           text NOT NULL CHECK (state IN ('waiting', 'done', 'given_up')),
    attempts        integer NOT NULL CHECK (attempts >= 0),
    not_before      timestamptz NOT NULL,
    leased_until    timestamptz,
    hindrance       text,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, kind, subject_id, due_at),
    CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX jobs_waiting ON jobs (not_before) WHERE state = 'waiting';
SELECT hold_to_tenant('jobs');
CREATE POLICY installation ON jobs FOR SELECT
    USING (transaction_tenant() = '00000000-0000-7000-8000-000000000001');

-- Messages to adults, written by the transaction that causes them.
CREATE TABLE messages (
    organization_id  uuid NOT NULL REFERENCES organizations (organization_id),
    id               uuid NOT NULL,
    kind             text NOT NULL,
    template_version integer NOT NULL CHECK (template_version > 0),
    language         text NOT NULL,
    person_id        uuid NOT NULL,
    about_id         uuid,
    recipient        bytea,
    content          bytea,
    state            text NOT NULL CHECK (state IN ('waiting', 'sent', 'not_sent')),
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, person_id) REFERENCES subject_keys (organization_id, subject_id),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK (state = 'waiting' OR (recipient IS NULL AND content IS NULL))
);
SELECT hold_to_tenant('messages');
