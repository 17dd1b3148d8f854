//! Every table that names a person, and what becomes of its rows when the person is erased (RET-04): the
//! plan and the receipt are counted by it. A table that is missing fails a test.

use diesel::prelude::*;
use domain::{
    category::Category,
    ids::UserId,
    rights::erasure::{ErasureFate, KeptBecause},
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{
        account_merges, accuracy_reviews, activity_states, age_statements, age_transitions,
        agreements, amendments, annual_notices, attestations, attested_students, audit_events,
        authority_ends, consent_requests, consents, correction_notices, course_assignments,
        course_completions, courses, credentials, directory_designations, directory_refusals,
        emergencies, enrollments, erasures, exports, feedback, guardian_contacts, guardian_limits,
        guardianships, households, idempotency_keys, inspection_sessions, invitations, join_codes,
        known_devices, known_networks, learner_progress, legal_holds, legal_processes,
        lesson_states, messages, pairing_codes, parent_requests, policy_acceptances,
        progress_events, record_disclosures, record_links, record_warnings, release_members,
        removal_bounds, restrictions, retention_runs, retention_warnings, rights_requests,
        roster_imports, saved_work, school_enrollments, school_exports, school_notices, sessions,
        setting_changes, setting_values, signed_forms, staff_roles, statements_of_disagreement,
        support_grants, suppressions, teaching_assignments, users,
    },
};

/// What becomes of rows, and why they stay if they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) fate: ErasureFate,
    pub(super) because: Option<KeptBecause>,
}

const DELETED: Fate = Fate {
    fate: ErasureFate::Deleted,
    because: None,
};
const ANONYMIZED: Fate = Fate {
    fate: ErasureFate::Anonymized,
    because: Some(KeptBecause::OthersNeedIt),
};
const PROOF: Fate = Fate {
    fate: ErasureFate::Kept,
    because: Some(KeptBecause::ProofOfConsent),
};
const LOG: Fate = Fate {
    fate: ErasureFate::Kept,
    because: Some(KeptBecause::AuditLog),
};

/// Whether rows are of the learning history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// They are.
    LearningHistory,
    /// They are of the rest.
    Rest,
}

/// A column that names a person, and what becomes of its rows.
pub(super) struct Target {
    pub(super) table: &'static str,
    pub(super) category: Category,
    pub(super) part: Part,
    /// When a student is erased.
    pub(super) of_student: Fate,
    /// When an adult is.
    pub(super) of_adult: Fate,
    count: fn(&mut Tx<'_>, UserId) -> Result<i64, DbError>,
}

impl Target {
    /// How many rows name the person.
    pub(super) fn rows(&self, tx: &mut Tx<'_>, person: UserId) -> Result<i64, DbError> {
        (self.count)(tx, person)
    }
}

macro_rules! targets {
    ( $( $table:ident by $column:ident: $category:ident, $part:ident, $of_student:ident, $of_adult:ident; )+ ) => {
        /// Every column that names a person.
        pub(super) const TARGETS: &[Target] = &[ $( Target {
            table: stringify!($table),
            category: Category::$category,
            part: Part::$part,
            of_student: $of_student,
            of_adult: $of_adult,
            count: |tx, person| {
                let rows = $table::table
                    .filter($table::organization_id.eq(tx.tenant()))
                    .filter($table::$column.eq(person));
                Ok(rows.count().get_result(tx.conn())?)
            },
        } ),+ ];
    };
}

targets! {
    users by id: Name, Rest, DELETED, ANONYMIZED;
    credentials by user_id: Credential, Rest, DELETED, DELETED;
    staff_roles by user_id: Enrollment, Rest, DELETED, DELETED;
    invitations by user_id: Credential, Rest, DELETED, DELETED;
    sessions by user_id: Technical, Rest, DELETED, DELETED;
    known_networks by user_id: Technical, Rest, DELETED, DELETED;
    known_devices by user_id: Technical, Rest, DELETED, DELETED;
    idempotency_keys by principal_id: Technical, Rest, DELETED, DELETED;
    age_statements by user_id: AgeEvidence, Rest, DELETED, DELETED;
    age_transitions by user_id: AgeEvidence, Rest, DELETED, DELETED;
    enrollments by user_id: Enrollment, Rest, DELETED, DELETED;
    school_enrollments by user_id: Enrollment, Rest, DELETED, DELETED;
    account_merges by kept_id: Enrollment, Rest, DELETED, DELETED;
    account_merges by merged_id: Enrollment, Rest, DELETED, DELETED;
    progress_events by learner_id: Progress, LearningHistory, DELETED, DELETED;
    activity_states by learner_id: Progress, LearningHistory, DELETED, DELETED;
    lesson_states by learner_id: Progress, LearningHistory, DELETED, DELETED;
    course_completions by learner_id: Progress, LearningHistory, DELETED, DELETED;
    record_warnings by learner_id: Progress, LearningHistory, DELETED, DELETED;
    learner_progress by learner_id: Progress, LearningHistory, DELETED, DELETED;
    saved_work by learner_id: Work, LearningHistory, DELETED, DELETED;
    feedback by learner_id: Assessment, LearningHistory, DELETED, DELETED;
    messages by person_id: ParentContact, Rest, DELETED, DELETED;
    guardianships by student_id: ParentContact, Rest, DELETED, DELETED;
    guardianships by guardian_id: ParentContact, Rest, DELETED, ANONYMIZED;
    pairing_codes by student_id: ParentContact, Rest, DELETED, DELETED;
    guardian_contacts by student_id: ParentContact, Rest, DELETED, DELETED;
    pairing_codes by issued_by: ParentContact, Rest, ANONYMIZED, ANONYMIZED;
    guardian_limits by recorded_by: ParentContact, Rest, ANONYMIZED, ANONYMIZED;
    record_links by student_id: AuditTrail, Rest, DELETED, DELETED;
    record_disclosures by student_id: AuditTrail, Rest, DELETED, DELETED;
    record_disclosures by recorded_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    legal_processes by student_id: AuditTrail, Rest, DELETED, DELETED;
    legal_processes by received_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    emergencies by student_id: AuditTrail, Rest, DELETED, DELETED;
    emergencies by recorded_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    amendments by student_id: AuditTrail, Rest, DELETED, DELETED;
    statements_of_disagreement by student_id: AuditTrail, Rest, DELETED, DELETED;
    correction_notices by told_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    inspection_sessions by student_id: AuditTrail, Rest, DELETED, DELETED;
    inspection_sessions by staff_id: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    accuracy_reviews by confirmed_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    annual_notices by recorded_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    directory_designations by recorded_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    directory_refusals by student_id: AuditTrail, Rest, DELETED, DELETED;
    directory_refusals by refused_by: AuditTrail, Rest, DELETED, ANONYMIZED;
    exports by subject_id: AuditTrail, Rest, DELETED, DELETED;
    exports by asked_by: AuditTrail, Rest, DELETED, DELETED;
    school_exports by asked_by: AuditTrail, Rest, ANONYMIZED, ANONYMIZED;
    feedback by given_by: Assessment, Rest, ANONYMIZED, ANONYMIZED;
    teaching_assignments by user_id: Enrollment, Rest, ANONYMIZED, ANONYMIZED;
    join_codes by created_by: Enrollment, Rest, ANONYMIZED, ANONYMIZED;
    courses by author_id: AuthoredCourse, Rest, ANONYMIZED, ANONYMIZED;
    course_assignments by assigned_by: Enrollment, Rest, ANONYMIZED, ANONYMIZED;
    households by parent_id: ParentContact, Rest, ANONYMIZED, ANONYMIZED;
    retention_warnings by user_id: Enrollment, Rest, DELETED, DELETED;
    removal_bounds by updated_by: AuditTrail, Rest, LOG, LOG;
    retention_runs by released_by: AuditTrail, Rest, LOG, LOG;
    roster_imports by staged_by: AuditTrail, Rest, LOG, LOG;
    suppressions by lifted_by: AuditTrail, Rest, LOG, LOG;
    audit_events by person_id: AuditTrail, Rest, LOG, LOG;
    consents by child_id: Authorization, Rest, PROOF, PROOF;
    consents by parent_id: Authorization, Rest, PROOF, PROOF;
    consent_requests by child_id: Authorization, Rest, PROOF, PROOF;
    consent_requests by parent_id: Authorization, Rest, PROOF, PROOF;
    signed_forms by reviewed_by: Authorization, Rest, PROOF, PROOF;
    agreements by recorded_by: Authorization, Rest, PROOF, PROOF;
    school_notices by recipient_id: Authorization, Rest, PROOF, PROOF;
    attestations by attested_by: Authorization, Rest, PROOF, PROOF;
    attested_students by student_id: Authorization, Rest, PROOF, PROOF;
    authority_ends by student_id: Authorization, Rest, PROOF, PROOF;
    parent_requests by student_id: Authorization, Rest, PROOF, PROOF;
    policy_acceptances by person_id: Authorization, Rest, PROOF, PROOF;
    rights_requests by subject_id: Authorization, Rest, PROOF, PROOF;
    support_grants by student_id: Authorization, Rest, PROOF, PROOF;
    support_grants by granted_by: Authorization, Rest, ANONYMIZED, ANONYMIZED;
    setting_values by user_id: Profile, Rest, DELETED, DELETED;
    setting_changes by user_id: Profile, Rest, DELETED, DELETED;
    setting_changes by asked_by: Authorization, Rest, ANONYMIZED, ANONYMIZED;
    setting_changes by decided_by: Authorization, Rest, ANONYMIZED, ANONYMIZED;
    release_members by user_id: Enrollment, Rest, DELETED, DELETED;
    restrictions by subject_id: Authorization, Rest, PROOF, PROOF;
    erasures by subject_id: Authorization, Rest, PROOF, PROOF;
    legal_holds by subject_id: Authorization, Rest, PROOF, PROOF;
    legal_holds by owner_id: Authorization, Rest, PROOF, PROOF;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::inventory::{Protection, data_inventory};

    /// Tables whose rows end or stay with what a target deletes or keeps.
    const WITH_ANOTHER: [&str; 4] = [
        // Ends of consents, which stay with them.
        "consent_ends",
        // Of a visitor who has no account.
        "privacy_enquiries",
        // Objects of events, which stay with the log.
        "audit_objects",
        // Says that the person was erased.
        "erased_subjects",
    ];

    #[test]
    fn ret_04_every_table_that_names_a_person_has_a_fate() {
        let known: BTreeSet<&str> = TARGETS
            .iter()
            .map(|target| target.table)
            .chain(WITH_ANOTHER)
            .collect();
        let missing: Vec<&str> = data_inventory()
            .filter(|table| {
                table.columns.iter().any(|column| {
                    column.category.is_some() && column.protection == Protection::Identifier
                })
            })
            .map(|table| table.name)
            .filter(|name| !known.contains(name))
            .collect();
        assert!(
            missing.is_empty(),
            "say in targets.rs what becomes of {missing:?}"
        );
    }

    #[test]
    fn ret_04_nothing_of_a_students_learning_stays() {
        for target in TARGETS
            .iter()
            .filter(|target| target.part == Part::LearningHistory)
        {
            assert_eq!(target.of_student, DELETED, "{}", target.table);
            assert_eq!(target.of_adult, DELETED, "{}", target.table);
        }
    }
}
