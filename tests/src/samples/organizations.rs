//! Districts, schools, agreements, terms, staff, and the audit log.

use std::pin::Pin;

use domain::{
    organizations::checklist::AgreementTerm, staff::role::StaffRole, text_enum::TextEnum as _,
};
use serde_json::json;

use super::{By, Fixture, Sample};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("create_organization", By::Operator),
    Sample::new("list_organizations", By::Operator),
    Sample::new("show_organization", By::DistrictAdmin),
    Sample::new("find_organizations", By::Anybody).query("?domain=maple.example.edu"),
    Sample::new("show_domains", By::DistrictAdmin),
    Sample::new("declare_domains", By::DistrictAdmin),
    Sample::new("create_school", By::DistrictAdmin),
    Sample::new("list_schools", By::Teacher),
    Sample::new("show_school", By::Teacher),
    Sample::new("update_school", By::SchoolAdmin),
    Sample::new("record_agreement", By::DistrictAdmin),
    Sample::new("list_agreements", By::SchoolAdmin),
    Sample::new("activate_agreement", By::DistrictAdmin).given(a_draft),
    Sample::new("end_agreement", By::DistrictAdmin).given(an_agreement),
    Sample::new("show_school_exit", By::SchoolAdmin),
    Sample::new("list_destruction_certificates", By::DistrictAdmin),
    Sample::new("ask_for_school_export", By::SchoolAdmin),
    Sample::new("fetch_school_export", By::SchoolAdmin).given(copies_of_the_school),
    Sample::new("send_school_notice", By::SchoolAdmin).amended(|stage, body| {
        body["recipient_id"] = json!(stage.district_admin.user.to_string());
    }),
    Sample::new("list_school_notices", By::SchoolAdmin).given(a_notice),
    Sample::new("acknowledge_school_notice", By::SchoolAdmin)
        .given(a_notice)
        .amended(|stage, body| body["text_sha256"] = json!(stage.knows("text_sha256"))),
    Sample::new("set_consent_mode", By::Operator),
    Sample::new("revoke_student", By::SchoolAdmin),
    Sample::new("file_parent_request", By::SchoolAdmin)
        .amended(|stage, body| body["student_id"] = json!(stage.student.user.to_string())),
    Sample::new("list_parent_requests", By::SchoolAdmin).given(a_parent_request),
    Sample::new("answer_parent_request", By::SchoolAdmin).given(a_parent_request),
    Sample::new("create_academic_session", By::DistrictAdmin)
        .given(a_term)
        .amended(|stage, body| {
            body["parent_academic_session_id"] = json!(stage.knows("academic_session_id"));
        }),
    Sample::new("list_academic_sessions", By::Teacher),
    Sample::new("show_academic_session", By::Teacher).given(a_term),
    Sample::new("update_academic_session", By::DistrictAdmin).given(a_term),
    Sample::new("invite_school_staff", By::SchoolAdmin),
    Sample::new("invite_many_school_staff", By::SchoolAdmin).amended(|stage, body| {
        body["staff"][0]["email"] = json!(format!("many.{}@example.edu", stage.teacher.user));
    }),
    Sample::new("invite_district_staff", By::DistrictAdmin),
    Sample::new("list_staff", By::SchoolAdmin),
    Sample::new("end_staff_roles", By::SchoolAdmin),
    Sample::new("list_my_invitations", By::Teacher),
    Sample::new("accept_my_invitation", By::Teacher).given(invited_elsewhere),
    Sample::new("decline_my_invitation", By::Teacher).given(invited_elsewhere),
    Sample::new("invite_staff_member", By::SchoolAdmin).given(somebody_invited),
    Sample::new("reset_staff_credential", By::SchoolAdmin),
    Sample::new("list_district_staff", By::DistrictAdmin),
    Sample::new("end_district_staff", By::DistrictAdmin),
    Sample::new("reset_district_staff_credential", By::DistrictAdmin),
    Sample::new("show_staff_login", By::DistrictAdmin),
    Sample::new("update_staff_login", By::DistrictAdmin).amended(|stage, body| {
        body["email"] = json!(format!("new.{}@example.edu", stage.teacher.user));
    }),
    Sample::new("list_audit_events", By::DistrictAdmin),
];

fn an_agreement(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let path = format!("/v1/schools/{}/agreements", stage.knows("school_id"));
        let listed = stage.district_admin.get(&path).await.assert(200);
        stage.know("agreement_id", listed.text("/data/0/id"));
    })
}

/// Copies about the students of the school, which can be fetched.
fn copies_of_the_school(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let path = format!("/v1/schools/{}/exports", stage.knows("school_id"));
        let asked = stage.school_admin.post_empty(&path).await.assert(201);
        stage.know("school_export_id", asked.text("/id"));
        stage.school.does_its_work().await;
    })
}

fn a_draft(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let path = format!("/v1/schools/{}/agreements", stage.knows("school_id"));
        let draft = json!({
            "signatory_role": "superintendent",
            "signed_on": "2026-09-01",
            "begins_on": "2026-09-01",
            "ends_on": "2027-08-01",
            "data_schedule": ["name"],
            "terms": AgreementTerm::ALL,
        });
        let recorded = stage.district_admin.post(&path, draft).await.assert(201);
        stage.know("agreement_id", recorded.text("/id"));
    })
}

fn a_notice(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let path = format!("/v1/schools/{}/notices", stage.knows("school_id"));
        let to_the_district = json!({
            "recipient_id": stage.district_admin.user.to_string(),
            "language": "es",
        });
        let sent = stage.school_admin.post(&path, to_the_district).await;
        let sent = sent.assert(201);
        stage.know("notice_id", sent.text("/id"));
        stage.know("text_sha256", sent.text("/text_sha256"));
    })
}

fn a_parent_request(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let path = format!("/v1/schools/{}/parent-requests", stage.knows("school_id"));
        let review = json!({
            "student_id": stage.student.user.to_string(),
            "kind": "review",
            "requester": "verified_parent",
        });
        let filed = stage.school_admin.post(&path, review).await.assert(201);
        stage.know("request_id", filed.text("/id"));
    })
}

fn somebody_invited(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let path = format!("/v1/schools/{}/staff-invitations", stage.knows("school_id"));
        let body = json!({
            "email": format!("sam.{}@example.edu", stage.teacher.user),
            "given_name": "Sam",
            "family_name": "Rivera",
            "display_name": "Mx. Rivera",
            "role": "teacher",
        });
        let invited = stage.school_admin.post(&path, body).await.assert(201);
        stage.know("user_id", invited.text("/user_id"));
    })
}

/// An invitation of another school to the stage's teacher.
fn invited_elsewhere(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let world = stage.school.world;
        let name = format!("Oakes {}", stage.teacher.user);
        let office = (StaffRole::SchoolAdmin, Some(world.other_school));
        let oakes = stage
            .school
            .staff(world.district, &name, office.0, office.1)
            .await;
        let path = format!("/v1/schools/{}/staff-invitations", world.other_school);
        let body = json!({
            "email": stage.knows("teacher_email"),
            "given_name": "Sam",
            "family_name": "Rivera",
            "display_name": "Mx. Rivera",
            "role": "teacher",
        });
        oakes.post(&path, body).await.assert(201);
        let waiting = stage.teacher.get("/v1/me/invitations").await.assert(200);
        stage.know("invitation_id", waiting.text("/data/0/id"));
    })
}

/// A term that has not ended.
pub(super) fn a_term(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async {
        let term = json!({
            "kind": "term",
            "title": "Fall 2026",
            "starts_on": "2026-08-24",
            "ends_on": "2026-12-18",
            "school_year": 2027,
        });
        let made = stage
            .district_admin
            .post("/v1/academic-sessions", term)
            .await;
        stage.know("academic_session_id", made.assert(201).text("/id"));
    })
}
