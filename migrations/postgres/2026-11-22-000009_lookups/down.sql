DROP FUNCTION gather_roster_statistics();
DROP INDEX audit_events_of_actor;
