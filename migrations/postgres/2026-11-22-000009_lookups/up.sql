-- What a person did, newest first.
CREATE INDEX audit_events_of_actor ON audit_events (organization_id, actor_id, id)
    WHERE actor_id IS NOT NULL;

-- A large roster fills tables within one transaction. Statistics that were gathered beside it do not
-- count its rows, and the planner then checks foreign keys through whichever index begins with the
-- organization: every check reads a whole district. Only the owner of a table may gather its
-- statistics, so the service asks for it here. Whoever holds the tables' locks is gathering already.
CREATE FUNCTION gather_roster_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET lock_timeout = '3s'
AS $$
BEGIN
    ANALYZE schools, academic_sessions, classes, handles, users, subject_keys, staff_roles,
        enrollments, teaching_assignments;
EXCEPTION WHEN lock_not_available THEN
    RETURN;
END
$$;
REVOKE ALL ON FUNCTION gather_roster_statistics() FROM PUBLIC;
