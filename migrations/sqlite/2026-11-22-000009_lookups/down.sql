DROP INDEX audit_events_of_actor;
