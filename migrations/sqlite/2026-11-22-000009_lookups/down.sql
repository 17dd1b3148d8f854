DROP INDEX audit_events_of_actor;
DROP INDEX audit_events_of_person;
