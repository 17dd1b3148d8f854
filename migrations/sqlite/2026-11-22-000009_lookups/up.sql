-- What befell a person, and what a person did, newest first.
CREATE INDEX audit_events_of_person ON audit_events (organization_id, person_id, id)
    WHERE person_id IS NOT NULL;
CREATE INDEX audit_events_of_actor ON audit_events (organization_id, actor_id, id)
    WHERE actor_id IS NOT NULL;
