//! Permissions, requests, messages, rosters and the log.

use domain::exports::{
    exemption::Exemption as Why,
    source::DataSource::{Parent, Person, School, Service},
};

use super::{
    Declared as D,
    SchoolShare::{Where, Whole},
    Step,
    Treatment::{About, Exempt, File, SealedUnder, Staff},
};

const OF_SCHOOL: &str = "school_id IN ({schools})";
const ATTESTED_AT_SCHOOL: &str = "attestation_id IN (SELECT a.id FROM attestations a \
     JOIN classes c ON c.organization_id = a.organization_id AND c.id = a.class_id \
     WHERE a.organization_id = {org} AND c.school_id IN ({schools}))";

const OF_CONSENT: &[Step] = &[Step {
    column: "consent_id",
    table: "consents",
    key: "id",
}];
const OF_REQUEST: &[Step] = &[Step {
    column: "request_id",
    table: "consent_requests",
    key: "id",
}];

/// What the log keeps apart from the family, a copy does too.
const FOR_THE_FAMILY: &str = "t.happening NOT IN ('manage_guardians', 'record_disclosures', 'read_disclosures', \
     'read_legal_process', 'manage_legal_process', 'manage_emergencies', 'manage_holds') \
     AND coalesce(t.relationship, '') <> 'guardian'";

/// Invitations of contacts hang on the student and are about another person.
const NOT_TO_CONTACTS: &str = "t.kind <> 'guardian_invitation'";

pub(super) const DECLARED: &[D] = &[
    D::exempt("grounds", Why::NotPersonal),
    D::exempt("agreements", Why::ActOfOffice),
    D::exempt("school_notices", Why::ActOfOffice),
    D::of(
        "attestations",
        "Confirmations for classes",
        Person,
        &["attested_by"],
    ),
    D::of(
        "attested_students",
        "Confirmations of the school",
        School,
        &["student_id"],
    )
    .school(Where(ATTESTED_AT_SCHOOL)),
    D::of(
        "authority_ends",
        "Revocations by the school",
        School,
        &["student_id"],
    )
    .school(Where(OF_SCHOOL))
    .special(&[("ended_by", Staff)]),
    D::of(
        "parent_requests",
        "Requests of a parent to the school",
        Parent,
        &["student_id"],
    )
    .school(Where(OF_SCHOOL))
    .special(&[("filed_by", Staff), ("decided_by", Staff)]),
    D::of("guardianships", "Guardianships", School, &["guardian_id"]).special(&[
        ("student_id", Exempt(Why::OtherPerson)),
        ("state", Exempt(Why::ProtectsOther)),
        ("decided_by", Exempt(Why::ProtectsOther)),
        ("decided_at", Exempt(Why::ProtectsOther)),
        ("end_reason", Exempt(Why::ProtectsOther)),
    ]),
    D::exempt("guardian_limits", Why::ProtectsOther),
    D::exempt("pairing_codes", Why::ActOfOffice),
    D::exempt("record_links", Why::Secret),
    D::exempt("guardian_contacts", Why::ProtectsOther),
    D::of(
        "record_disclosures",
        "Disclosures of the record",
        School,
        &["student_id"],
    )
    .only("t.shown_to = 'rights_holder'")
    .school(Whole)
    .special(&[("recorded_by", Staff)]),
    D::of(
        "legal_processes",
        "Legal processes for the record",
        School,
        &["student_id"],
    )
    .only("t.notice_at IS NOT NULL")
    .school(Whole)
    .special(&[
        ("received_by", Staff),
        ("validated_by", Staff),
        ("ended_by", Staff),
    ]),
    // What was disclosed for it stands with its threat in the record of disclosures.
    D::exempt("emergencies", Why::ProtectsOther),
    D::of(
        "amendments",
        "Amendments of the record",
        Parent,
        &["student_id"],
    )
    .asker("requester_id")
    .school(Whole)
    .special(&[
        ("requester_id", Exempt(Why::OtherPerson)),
        ("decided_by", Staff),
        ("officer_id", Staff),
        ("concluded_by", Staff),
        ("corrected_by", Staff),
    ]),
    D::of(
        "statements_of_disagreement",
        "Statements of disagreement",
        Parent,
        &["student_id"],
    )
    .bound_to("amendment_id")
    .school(Whole),
    D::exempt("disclosed_statements", Why::Bookkeeping),
    D::exempt("correction_notices", Why::Bookkeeping),
    D::of(
        "inspection_sessions",
        "Inspections together with staff",
        Parent,
        &["student_id"],
    )
    .asker("opened_by")
    .special(&[("opened_by", Exempt(Why::OtherPerson)), ("staff_id", Staff)]),
    D::exempt("inspection_steps", Why::Bookkeeping),
    D::exempt("accuracy_reviews", Why::ActOfOffice),
    D::exempt("annual_notices", Why::ActOfOffice),
    D::exempt("directory_designations", Why::ActOfOffice),
    D::exempt("directory_types", Why::NotPersonal),
    D::exempt("directory_parties", Why::NotPersonal),
    D::of(
        "directory_refusals",
        "Refusals of directory information",
        Parent,
        &["student_id"],
    )
    .school(Whole)
    .special(&[
        ("refused_by", Exempt(Why::OtherPerson)),
        ("rescinded_by", Exempt(Why::OtherPerson)),
    ]),
    D::of(
        "rights_requests",
        "Requests about data",
        Person,
        &["subject_id"],
    )
    .asker("requester_id")
    .school(Where(OF_SCHOOL))
    .special(&[
        ("requester_id", Exempt(Why::OtherPerson)),
        ("decided_by", Staff),
    ]),
    D::exempt("request_deadlines", Why::Derived),
    D::exempt("request_inbox", Why::Bookkeeping),
    D::of(
        "support_grants",
        "Grants of support",
        Service,
        &["student_id"],
    )
    .special(&[("granted_by", Staff)]),
    D::exempt("support_inbox", Why::Bookkeeping),
    D::exempt("releases", Why::NotAttributable),
    D::exempt("release_numbers", Why::NotAttributable),
    D::of(
        "release_members",
        "De-identified releases that count the person",
        Service,
        &["user_id"],
    ),
    D::of(
        "restrictions",
        "Restrictions of use",
        Service,
        &["subject_id"],
    ),
    D::of("erasures", "Erasures", Service, &["subject_id"]),
    D::exempt("erased_places", Why::Bookkeeping),
    D::exempt("erasure_receipts", Why::NotAttributable),
    D::exempt("privacy_enquiries", Why::NotAttributable),
    D::exempt("legal_holds", Why::ActOfOffice),
    D::exempt("retention_runs", Why::ActOfOffice),
    D::exempt("retention_warnings", Why::Derived),
    D::exempt("record_warnings", Why::Derived),
    D::of("households", "Household", Person, &["parent_id"]),
    D::of(
        "consent_requests",
        "Questions to the parent",
        Parent,
        &["parent_id", "child_id"],
    )
    .special(&[
        ("child_name", SealedUnder("child_id")),
        ("notice", SealedUnder("parent_id")),
        ("given_network", About("parent_id")),
    ]),
    D::of("consents", "Consents", Parent, &["parent_id", "child_id"])
        .special(&[("given_network", About("parent_id"))]),
    D::of("consent_ends", "Ends of consents", Parent, &[])
        .through(OF_CONSENT, &["parent_id", "child_id"]),
    D::of("signed_forms", "Signed forms", Parent, &[])
        .through(OF_REQUEST, &["parent_id"])
        .bound_to("request_id")
        .special(&[("scan", File)]),
    D::exempt("form_reviews", Why::Bookkeeping),
    D::exempt("jobs", Why::Bookkeeping),
    D::of("messages", "Messages", Service, &["person_id"]).only(NOT_TO_CONTACTS),
    D::of("exports", "Copies of data", Service, &["subject_id"]).asker("asked_by"),
    D::exempt("school_exports", Why::ActOfOffice),
    D::exempt("destructions", Why::NotPersonal),
    D::exempt("destruction_lines", Why::NotPersonal),
    D::exempt("erased_subjects", Why::Bookkeeping),
    D::exempt("erasure_ledgers", Why::NotPersonal),
    D::exempt("restorations", Why::NotPersonal),
    D::exempt("suppressions", Why::NotAttributable),
    D::exempt("export_parts", Why::PassingCopy),
    D::exempt("roster_imports", Why::ActOfOffice),
    D::exempt("roster_bundles", Why::NotAttributable),
    D::exempt("roster_findings", Why::NotAttributable),
    D::exempt("removal_bounds", Why::ActOfOffice),
    D::of(
        "audit_events",
        "Log of what was done to the record",
        Service,
        &["person_id"],
    )
    .only(FOR_THE_FAMILY)
    .special(&[
        ("source_network", About("actor_id")),
        ("source_client", About("actor_id")),
        ("subject_id", Exempt(Why::Bookkeeping)),
    ]),
    D::exempt("audit_objects", Why::Bookkeeping),
    D::exempt("audit_links", Why::NotPersonal),
    D::exempt("audit_queue", Why::NotPersonal),
    D::exempt("audit_heads", Why::NotPersonal),
    D::exempt("audit_installation", Why::NotPersonal),
];

#[cfg(test)]
mod tests {
    use domain::text_enum::TextEnum as _;

    use super::*;
    use crate::audit::APART;

    #[test]
    fn a_copy_has_no_event_that_the_log_keeps_apart_from_the_family() {
        for action in APART {
            let word = format!("'{}'", action.as_str());
            assert!(FOR_THE_FAMILY.contains(&word), "{word}");
        }
    }
}
