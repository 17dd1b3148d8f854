//! Districts, schools, agreements, terms, staff, and the audit log.

use std::pin::Pin;

use domain::staff::role::StaffRole;
use serde_json::json;

use super::{By, Fixture, Sample};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("create_organization", By::Operator),
    Sample::new("list_organizations", By::Operator),
    Sample::new("show_organization", By::DistrictAdmin),
    Sample::new("create_school", By::DistrictAdmin),
    Sample::new("list_schools", By::Teacher),
    Sample::new("show_school", By::Teacher),
    Sample::new("update_school", By::SchoolAdmin),
    Sample::new("record_agreement", By::DistrictAdmin),
    Sample::new("list_agreements", By::SchoolAdmin),
    Sample::new("end_agreement", By::DistrictAdmin).given(an_agreement),
    Sample::new("create_academic_session", By::DistrictAdmin)
        .given(a_term)
        .amended(|stage, body| {
            body["parent_academic_session_id"] = json!(stage.knows("academic_session_id"));
        }),
    Sample::new("list_academic_sessions", By::Teacher),
    Sample::new("show_academic_session", By::Teacher).given(a_term),
    Sample::new("update_academic_session", By::DistrictAdmin).given(a_term),
    Sample::new("invite_school_staff", By::SchoolAdmin),
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
