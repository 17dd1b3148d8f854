//! The tables, one file for each module. Migrations are the truth; a test compares.

#[macro_use]
mod declare;

mod tables {
    pub mod accounts;
    pub mod age;
    pub mod amendments;
    pub mod annual_notices;
    pub mod audit;
    pub mod backups;
    pub mod classes;
    pub mod courses;
    pub mod directory;
    pub mod exports;
    pub mod guardians;
    pub mod households;
    pub mod idempotency;
    pub mod legal_process;
    pub mod organizations;
    pub mod policies;
    pub mod progress;
    pub mod records;
    pub mod releases;
    pub mod retention;
    pub mod rights;
    pub mod rosters;
    pub mod settings;
    pub mod support;
    pub mod worker;
}

pub(crate) use tables::accounts::*;
pub(crate) use tables::age::*;
pub(crate) use tables::amendments::*;
pub(crate) use tables::annual_notices::*;
pub(crate) use tables::audit::*;
pub(crate) use tables::backups::*;
pub(crate) use tables::classes::*;
pub(crate) use tables::courses::*;
pub(crate) use tables::directory::*;
pub(crate) use tables::exports::*;
pub(crate) use tables::guardians::*;
pub(crate) use tables::households::*;
pub(crate) use tables::idempotency::*;
pub(crate) use tables::legal_process::*;
pub(crate) use tables::organizations::*;
pub(crate) use tables::policies::*;
pub(crate) use tables::progress::*;
pub(crate) use tables::records::*;
pub(crate) use tables::releases::*;
pub(crate) use tables::retention::*;
pub(crate) use tables::rights::*;
pub(crate) use tables::rosters::*;
pub(crate) use tables::settings::*;
pub(crate) use tables::support::*;
pub(crate) use tables::worker::*;

/// Every table, in the order in which the data inventory prints them.
pub(crate) const TABLES: [&[crate::inventory::Table]; 25] = [
    tables::organizations::TABLES,
    tables::accounts::TABLES,
    tables::age::TABLES,
    tables::classes::TABLES,
    tables::courses::TABLES,
    tables::progress::TABLES,
    tables::rosters::TABLES,
    tables::households::TABLES,
    tables::guardians::TABLES,
    tables::records::TABLES,
    tables::releases::TABLES,
    tables::legal_process::TABLES,
    tables::amendments::TABLES,
    tables::annual_notices::TABLES,
    tables::directory::TABLES,
    tables::policies::TABLES,
    tables::rights::TABLES,
    tables::retention::TABLES,
    tables::exports::TABLES,
    tables::support::TABLES,
    tables::settings::TABLES,
    tables::backups::TABLES,
    tables::worker::TABLES,
    tables::audit::TABLES,
    tables::idempotency::TABLES,
];

diesel::allow_tables_to_appear_in_same_query!(
    organizations,
    handles,
    organization_domains,
    organization_keys,
    subject_keys,
    schools,
    grounds,
    agreements,
    school_notices,
    attestations,
    attested_students,
    authority_ends,
    destructions,
    destruction_lines,
    parent_requests,
    academic_sessions,
    users,
    credentials,
    staff_roles,
    invitations,
    sessions,
    refresh_tokens,
    signing_keys,
    throttles,
    known_networks,
    known_devices,
    classes,
    enrollments,
    school_enrollments,
    teaching_assignments,
    join_codes,
    audit_events,
    audit_objects,
    audit_links,
    audit_queue,
    audit_heads,
    audit_installation,
    idempotency_keys,
    courses,
    course_versions,
    course_units,
    lessons,
    activities,
    course_assignments,
    assigned_versions,
    progress_events,
    activity_states,
    lesson_states,
    course_completions,
    learner_progress,
    saved_work,
    feedback,
    roster_imports,
    roster_bundles,
    roster_findings,
    account_merges,
    removal_bounds,
    households,
    consent_requests,
    consents,
    consent_ends,
    signed_forms,
    form_reviews,
    guardianships,
    guardian_limits,
    pairing_codes,
    record_links,
    guardian_contacts,
    record_disclosures,
    legal_processes,
    emergencies,
    amendments,
    statements_of_disagreement,
    disclosed_statements,
    correction_notices,
    inspection_sessions,
    inspection_steps,
    accuracy_reviews,
    annual_notices,
    directory_designations,
    directory_types,
    directory_parties,
    directory_refusals,
    policy_acceptances,
    jobs,
    messages,
    age_statements,
    age_transitions,
    age_gate_answers,
    rights_requests,
    request_deadlines,
    request_inbox,
    restrictions,
    erasures,
    erased_places,
    erasure_receipts,
    privacy_enquiries,
    releases,
    release_numbers,
    release_members,
    support_grants,
    support_inbox,
    setting_values,
    setting_changes,
    legal_holds,
    retention_runs,
    retention_warnings,
    record_warnings,
    erased_subjects,
    erasure_ledgers,
    restorations,
    suppressions,
    exports,
    school_exports,
    export_parts,
);
