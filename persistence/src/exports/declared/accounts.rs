//! Accounts, sessions, ages.

use domain::exports::{
    exemption::Exemption as Why,
    source::DataSource::{Observed, Person, School, SchoolOrParent, Service},
};

use super::{
    Declared as D,
    SchoolShare::{Where, Whole},
    Treatment::{Exempt, SealedAs, Staff},
};

const AGREED_BY_SCHOOL: &str = "collected_under IN (SELECT id FROM agreements \
     WHERE organization_id = {org} AND school_id IN ({schools}))";

pub(super) const DECLARED: &[D] = &[
    D::of("users", "Account", SchoolOrParent, &["id"]).school(Whole),
    D::of("credentials", "Sign-in secret", Service, &["user_id"]).bound_to("user_id"),
    D::of("staff_roles", "Roles", School, &["user_id"]),
    D::of("invitations", "Invitations", School, &["user_id"]).special(&[("invited_by", Staff)]),
    D::of("sessions", "Sign-ins", Observed, &["user_id"]),
    D::exempt("refresh_tokens", Why::Secret),
    D::exempt("signing_keys", Why::NotPersonal),
    D::exempt("throttles", Why::NotAttributable),
    D::of("known_networks", "Known networks", Observed, &["user_id"]),
    D::of("known_devices", "Known devices", Observed, &["user_id"]),
    D::of(
        "age_statements",
        "Evidence of age",
        SchoolOrParent,
        &["user_id"],
    )
    .school(Where(AGREED_BY_SCHOOL))
    .special(&[("stated_by", Staff)]),
    D::of("age_transitions", "Ages reached", Service, &["user_id"]).school(Whole),
    D::exempt("age_gate_answers", Why::NotAttributable),
    D::of(
        "policy_acceptances",
        "Accepted policies",
        Person,
        &["person_id"],
    ),
    D::of("setting_values", "Settings", SchoolOrParent, &["user_id"]).bound_to("user_id"),
    D::of(
        "setting_changes",
        "Changes of settings",
        SchoolOrParent,
        &["user_id"],
    )
    .special(&[
        ("asked_by", Exempt(Why::ProtectsOther)),
        ("decided_by", Exempt(Why::ProtectsOther)),
    ]),
    D::of(
        "account_merges",
        "Merged accounts",
        School,
        &["kept_id", "merged_id"],
    )
    .special(&[
        ("left_source_id", SealedAs("users", "source_id", "kept_id")),
        ("merged_by", Staff),
        ("undone_by", Staff),
    ]),
    D::exempt("idempotency_keys", Why::PassingCopy),
    D::exempt("subject_keys", Why::Secret),
    D::exempt("organization_keys", Why::Secret),
    D::exempt("organizations", Why::NotPersonal),
    D::exempt("handles", Why::NotPersonal),
    D::exempt("organization_domains", Why::NotPersonal),
];
