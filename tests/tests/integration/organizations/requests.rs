//! Requests that would do, and those who make them.

use domain::{
    organizations::checklist::AgreementTerm, staff::role::StaffRole, text_enum::TextEnum as _,
};
use serde_json::{Value, json};
use tests::{app::TestApp, persona::Persona, reply::Reply};

/// An id that nothing has.
pub const NOWHERE: &str = "01999999-9999-7999-8999-999999999999";

/// Sends a request as it must be sent, whatever its method.
#[cfg(test)]
pub async fn ask(who: &Persona, method: &str, path: &str, body: &Value) -> Reply {
    match method {
        "GET" => who.get(path).await,
        "DELETE" => who.delete(path).await,
        "PATCH" => who.patch(path, "*", body.clone()).await,
        _ => who.post(path, body.clone()).await,
    }
}

#[cfg(test)]
pub fn birch() -> Value {
    json!({
        "name": "Birch County Schools",
        "slug": "birch-county",
        "admin": {"email": "Ada.Diaz@example.edu ", "given_name": "Ada", "family_name": "Diaz"},
    })
}

#[cfg(test)]
pub fn sam(role: &str) -> Value {
    json!({
        "email": "sam.rivera@example.edu",
        "given_name": "Sam",
        "family_name": "Rivera",
        "display_name": "Mx. Rivera",
        "role": role,
    })
}

#[cfg(test)]
pub fn person(named: &str) -> Value {
    json!({
        "email": format!("{}@example.edu", named.to_lowercase()),
        "given_name": named,
        "family_name": "Example",
        "display_name": named,
    })
}

#[cfg(test)]
pub fn agreement() -> Value {
    json!({
        "signatory_role": "superintendent",
        "signed_on": "2026-09-01",
        "begins_on": "2026-09-01",
        "ends_on": "2027-07-01",
        "data_schedule": ["name", "login_identifier", "credential", "enrollment", "progress", "work", "check_answer"],
        "terms": AgreementTerm::ALL,
        "document_sha256": "00ff".repeat(16),
    })
}

#[cfg(test)]
pub fn fall() -> Value {
    json!({
        "kind": "term",
        "title": "Fall 2026",
        "starts_on": "2026-08-24",
        "ends_on": "2026-12-18",
        "school_year": 2027,
    })
}

#[cfg(test)]
pub async fn other_school_admin(school: &TestApp) -> Persona {
    let world = school.world;
    school
        .staff(
            world.district,
            "Oakes",
            StaffRole::SchoolAdmin,
            Some(world.other_school),
        )
        .await
}

#[cfg(test)]
pub async fn other_district_admin(school: &TestApp) -> Persona {
    school
        .staff(
            school.world.other_district,
            "Pinewood",
            StaffRole::DistrictAdmin,
            None,
        )
        .await
}

/// Where staff are invited to a school.
#[cfg(test)]
pub fn invitations_to(school: impl std::fmt::Display) -> String {
    format!("/v1/schools/{school}/staff-invitations")
}

/// Somebody whom this administrator invites to a school as a teacher, and who opens their account.
#[cfg(test)]
pub async fn opened(
    app: &TestApp,
    by: &Persona,
    school: impl std::fmt::Display,
    named: &str,
) -> Persona {
    let mut body = person(named);
    body["role"] = json!("teacher");
    let invited = by.post(&invitations_to(school), body).await.assert(201);
    let tokens = app.accept(&invited.text("/invitation_token")).await;
    let mut persona = app.bearer(&tokens.assert(200).text("/access_token"));
    persona.user = invited.id("/user_id");
    persona
}

/// Every operation on one school, with a body that would do.
#[cfg(test)]
pub fn of_school(
    school: impl std::fmt::Display,
    agreement_id: &str,
    person: &str,
) -> Vec<(&'static str, String, Value)> {
    let school = format!("/v1/schools/{school}");
    vec![
        ("GET", school.clone(), json!({})),
        ("PATCH", school.clone(), json!({"name": "Other"})),
        ("POST", format!("{school}/agreements"), agreement()),
        ("GET", format!("{school}/agreements"), json!({})),
        (
            "POST",
            format!("{school}/agreements/{agreement_id}/end"),
            json!({"ends_on": "2026-12-31"}),
        ),
        (
            "POST",
            format!("{school}/staff-invitations"),
            sam("teacher"),
        ),
        ("GET", format!("{school}/staff"), json!({})),
        ("DELETE", format!("{school}/staff/{person}"), json!({})),
        (
            "POST",
            format!("{school}/staff/{person}/invitation"),
            json!({}),
        ),
        (
            "POST",
            format!("{school}/staff/{person}/credential-reset"),
            json!({}),
        ),
    ]
}

/// Every operation on the caller's own district.
#[cfg(test)]
pub fn of_district() -> Vec<(&'static str, String, Value)> {
    vec![
        (
            "POST",
            "/v1/schools".to_owned(),
            json!({"name": "Elm", "time_zone": "America/Denver"}),
        ),
        ("POST", "/v1/academic-sessions".to_owned(), fall()),
        (
            "PATCH",
            format!("/v1/academic-sessions/{NOWHERE}"),
            json!({"title": "Other"}),
        ),
        ("POST", "/v1/staff-invitations".to_owned(), person("Ada")),
        ("GET", "/v1/staff".to_owned(), json!({})),
        ("GET", "/v1/audit/events".to_owned(), json!({})),
    ]
}
