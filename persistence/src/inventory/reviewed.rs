//! The personal columns that stay readable, each with the reason for which that was accepted.

/// A personal column that is neither sealed nor indexed nor hashed.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
    /// Why it may stay readable.
    pub because: &'static str,
}

const KIND: &str = "one of a few words, shared by many";
const INTERVAL: &str = "access is decided by it in every query";
const COUNT: &str = "the dashboard adds it up for a class; says nothing without the sealed name";
const HOUR: &str = "each report is held against it, so that an hour has no more than an hour";
const LOCK: &str = "counts failures, so that guessing is stopped";
const CONTENT: &str = "written for the classes that read it";
const AGREED: &str = "about an office of the school, not a private person";
const LOG: &str = "a word of a closed vocabulary; the log must be readable to be checked";
const SOURCE: &str = "many have the same; it is to be searched after an incident";

/// Every personal column that was accepted as readable.
pub fn reviewed() -> &'static [Reviewed] {
    REVIEWED
}

const fn of(table: &'static str, column: &'static str, because: &'static str) -> Reviewed {
    Reviewed {
        table,
        column,
        because,
    }
}

const REVIEWED: &[Reviewed] = &[
    of("agreements", "signatory_role", AGREED),
    of("agreements", "signed_on", AGREED),
    of("agreements", "starts_on", INTERVAL),
    of("agreements", "ends_on", INTERVAL),
    of("agreements", "data_schedule", AGREED),
    of("agreements", "recorded_at", AGREED),
    of("users", "kind", KIND),
    of("users", "status", KIND),
    of("users", "grade_level", KIND),
    of("credentials", "kind", KIND),
    of("credentials", "failures", LOCK),
    of("credentials", "last_failed_at", LOCK),
    of("staff_roles", "role", KIND),
    of("staff_roles", "begins_at", INTERVAL),
    of("staff_roles", "ends_at", INTERVAL),
    of(
        "sessions",
        "client",
        "a word for the kind of client, no user agent",
    ),
    of("sessions", "started_at", INTERVAL),
    of("sessions", "last_used_at", INTERVAL),
    of("throttles", "failures", LOCK),
    of("throttles", "last_failed_at", LOCK),
    of("enrollments", "begins_at", INTERVAL),
    of("enrollments", "ends_at", INTERVAL),
    of("teaching_assignments", "role", KIND),
    of("teaching_assignments", "begins_at", INTERVAL),
    of("teaching_assignments", "ends_at", INTERVAL),
    of("course_versions", "title", CONTENT),
    of("course_versions", "summary", CONTENT),
    of("course_units", "title", CONTENT),
    of("lessons", "title", CONTENT),
    of("lessons", "summary", CONTENT),
    of("activities", "title", CONTENT),
    of("activities", "content", CONTENT),
    of("progress_events", "kind", KIND),
    of("progress_events", "outcome", KIND),
    of("progress_events", "seconds", COUNT),
    of("progress_events", "occurred_at", COUNT),
    of("progress_events", "received_at", COUNT),
    of("activity_states", "tries", COUNT),
    of("activity_states", "successes", COUNT),
    of("activity_states", "failures", COUNT),
    of("activity_states", "seconds", COUNT),
    of("activity_states", "first_seen_at", COUNT),
    of("activity_states", "last_seen_at", COUNT),
    of("activity_states", "first_passed_at", COUNT),
    of("activity_states", "completed_at", COUNT),
    of("lesson_states", "states", COUNT),
    of("learner_progress", "latest_hour", HOUR),
    of("learner_progress", "latest_hour_seconds", HOUR),
    of("feedback", "code", KIND),
    of("feedback", "given_at", COUNT),
    of("audit_events", "at", LOG),
    of("audit_events", "happening", LOG),
    of("audit_events", "outcome", LOG),
    of("audit_events", "relationship", LOG),
    of("audit_events", "basis", LOG),
    of("audit_events", "subject_kind", LOG),
    of("audit_events", "records", LOG),
    of("audit_events", "source_network", SOURCE),
    of("audit_events", "source_client", SOURCE),
];
