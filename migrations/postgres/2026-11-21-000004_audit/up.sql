CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

CREATE TABLE audit_events (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    at              timestamptz NOT NULL,
    happening       text NOT NULL,
    outcome         text NOT NULL CHECK (outcome IN ('done', 'refused')),
    actor_id        uuid,
    relationship    text,
    basis           text,
    subject_kind    text,
    subject_id      uuid,
    person_id       uuid,
    object_list     bytea NOT NULL,
    records         integer NOT NULL,
    attempts        integer NOT NULL,
    channel         text NOT NULL CHECK (channel IN ('api', 'command_line', 'worker')),
    request_id      uuid NOT NULL,
    source_network  text,
    source_client   text,
    detail          bytea,
    leaf            bytea NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX audit_events_at ON audit_events (organization_id, at);
SELECT hold_to_tenant('audit_events');
CREATE TRIGGER audit_events_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The lists of objects that events were about, each once. Without a foreign key for the reason that
-- the queue has none; `verify-audit` compares every list with its digest.
CREATE TABLE audit_objects (
    organization_id uuid NOT NULL,
    list            bytea NOT NULL,
    position        integer NOT NULL,
    role            text NOT NULL,
    kind            text NOT NULL,
    object_id       uuid NOT NULL,
    PRIMARY KEY (organization_id, list, position)
);
CREATE INDEX audit_objects_of_object ON audit_objects (organization_id, object_id, kind, list);
CREATE INDEX audit_events_of_list ON audit_events (organization_id, object_list, id);
SELECT hold_to_tenant('audit_objects');
CREATE TRIGGER audit_objects_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_objects
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_links (
    organization_id uuid NOT NULL,
    position        bigint NOT NULL,
    event_id        uuid NOT NULL,
    link            bytea NOT NULL,
    PRIMARY KEY (organization_id, position),
    UNIQUE (organization_id, event_id),
    FOREIGN KEY (organization_id, event_id) REFERENCES audit_events (organization_id, id)
);
SELECT hold_to_tenant('audit_links');
CREATE TRIGGER audit_links_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_links
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Without a foreign key: checking it would read the newest page of the events' index, which every
-- other transaction is writing to, and serializable transactions would refuse one another.
CREATE TABLE audit_queue (
    organization_id uuid NOT NULL,
    event_id        uuid NOT NULL,
    mac             bytea NOT NULL,
    PRIMARY KEY (organization_id, event_id)
);
SELECT hold_to_tenant('audit_queue');

-- Where the chain of each organization ends. Without foreign keys, so that an organization whose row
-- is taken away does not take its head along.
CREATE TABLE audit_heads (
    organization_id uuid NOT NULL PRIMARY KEY,
    position        bigint NOT NULL,
    link            bytea NOT NULL,
    mac             bytea NOT NULL
);
SELECT hold_to_tenant('audit_heads');
-- The installation's own organization covers the heads of all.
CREATE POLICY installation ON audit_heads FOR SELECT
    USING (transaction_tenant() = '00000000-0000-7000-8000-000000000001');

-- The head over all organizations, one row of the installation's own organization. `heads` is for each
-- organization its id, position and link, in the order of ids.
CREATE TABLE audit_installation (
    organization_id uuid NOT NULL PRIMARY KEY,
    position        bigint NOT NULL,
    heads           bytea NOT NULL,
    mac             bytea NOT NULL
);
SELECT hold_to_tenant('audit_installation');

-- What a person did, newest first.
CREATE INDEX audit_events_of_actor ON audit_events (organization_id, actor_id, id)
    WHERE actor_id IS NOT NULL;
