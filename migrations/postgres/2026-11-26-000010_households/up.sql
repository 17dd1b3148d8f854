-- What is known of a family: where it lives, in which language it is spoken to, and where its children
-- learn.
CREATE TABLE households (
    organization_id uuid NOT NULL PRIMARY KEY REFERENCES organizations (organization_id),
    parent_id       uuid NOT NULL,
    class_id        uuid NOT NULL,
    country         text NOT NULL,
    language        text NOT NULL,
    created_at      timestamptz NOT NULL,
    FOREIGN KEY (organization_id, parent_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id)
);
SELECT hold_to_tenant('households');

-- What a parent is asked to decide for one child. Of the child there is a name and nothing else, and
-- that only until the parent has decided or the time is over (16 CFR 312.5(c)(1)).
CREATE TABLE consent_requests (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    parent_id       uuid NOT NULL,
    child_id        uuid NOT NULL,
    child_name      bytea,
    renews          uuid,
    granter         text NOT NULL,
    parties         text NOT NULL,
    method          text NOT NULL,
    state           text NOT NULL,
    policy_version  text NOT NULL,
    notice_version  text NOT NULL,
    notice          bytea,
    notice_digest   bytea NOT NULL,
    language        text NOT NULL,
    country         text NOT NULL,
    scopes          text,
    token_digest    bytea NOT NULL,
    revoking_digest bytea,
    given_network   text,
    requested_at    timestamptz NOT NULL,
    lapses_at       timestamptz NOT NULL,
    given_at        timestamptz,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, token_digest),
    UNIQUE (organization_id, revoking_digest),
    FOREIGN KEY (organization_id, parent_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('consent_requests');

-- What a parent agreed to. Written once; what ended it is another row.
CREATE TABLE consents (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    request_id      uuid NOT NULL,
    parent_id       uuid NOT NULL,
    child_id        uuid NOT NULL,
    supersedes      uuid,
    granter         text NOT NULL,
    parties         text NOT NULL,
    method          text NOT NULL,
    scopes          text NOT NULL,
    policy_version  text NOT NULL,
    notice_version  text NOT NULL,
    notice_digest   bytea NOT NULL,
    language        text NOT NULL,
    country         text NOT NULL,
    consent_age     integer NOT NULL,
    given_network   text,
    requested_at    timestamptz NOT NULL,
    given_at        timestamptz NOT NULL,
    confirmed_at    timestamptz,
    active_from     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, request_id),
    FOREIGN KEY (organization_id, supersedes) REFERENCES consents (organization_id, id),
    FOREIGN KEY (organization_id, id) REFERENCES grounds (organization_id, id),
    FOREIGN KEY (organization_id, request_id) REFERENCES consent_requests (organization_id, id)
);
SELECT hold_to_tenant('consents');
CREATE TRIGGER consents_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX consents_child_id ON consents (organization_id, child_id);

-- The end of a consent, or of one scope of it.
CREATE TABLE consent_ends (
    organization_id uuid NOT NULL,
    consent_id      uuid NOT NULL,
    scope           text NOT NULL,
    reason          text NOT NULL,
    ended_by        uuid,
    ended_at        timestamptz NOT NULL,
    PRIMARY KEY (organization_id, consent_id, scope),
    FOREIGN KEY (organization_id, consent_id) REFERENCES consents (organization_id, id)
);
SELECT hold_to_tenant('consent_ends');
CREATE TRIGGER consent_ends_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_ends
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
