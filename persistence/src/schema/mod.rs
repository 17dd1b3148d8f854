//! The tables, one file a room. Migrations are the truth; a test compares.

mod rooms {
    pub mod accounts;
    pub mod audit;
    pub mod classes;
    pub mod courses;
    pub mod idempotency;
    pub mod organizations;
    pub mod progress;
    pub mod rosters;
}

pub(crate) use rooms::accounts::*;
pub(crate) use rooms::audit::*;
pub(crate) use rooms::classes::*;
pub(crate) use rooms::courses::*;
pub(crate) use rooms::idempotency::*;
pub(crate) use rooms::organizations::*;
pub(crate) use rooms::progress::*;
pub(crate) use rooms::rosters::*;

diesel::allow_tables_to_appear_in_same_query!(
    organizations,
    handles,
    organization_keys,
    subject_keys,
    schools,
    agreements,
    academic_sessions,
    users,
    credentials,
    staff_roles,
    invitations,
    sessions,
    refresh_tokens,
    signing_keys,
    throttles,
    classes,
    enrollments,
    teaching_assignments,
    join_codes,
    audit_events,
    audit_links,
    audit_queue,
    idempotency_keys,
    courses,
    course_versions,
    course_units,
    lessons,
    activities,
    course_assignments,
    progress_events,
    activity_states,
    lesson_states,
    learner_progress,
    feedback,
    roster_imports,
    roster_bundles,
    roster_findings,
);
