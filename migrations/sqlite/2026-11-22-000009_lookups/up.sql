-- What a person did, newest first.
CREATE INDEX audit_events_of_actor ON audit_events (organization_id, actor_id, id)
    WHERE actor_id IS NOT NULL;
