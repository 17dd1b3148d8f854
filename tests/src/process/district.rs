//! A district in a process of its own, opened as its people open it.

use api::system::SystemClock;
use chrono::TimeDelta;
use domain::{
    mint::Clock as _,
    organizations::{
        attestation::{AttestationStatement, STATEMENT_VERSION},
        checklist::AgreementTerm,
    },
    text_enum::TextEnum as _,
};
use serde_json::json;

use super::{Answered, Client, Installation, Serving};

/// The password of every person here.
pub const PASSWORD: &str = "lanterns drift over quiet marsh 27";

/// Opens the district `maple` with the administrator `admin@maple.example.edu`, whose access token
/// this gives.
///
/// # Panics
/// When it cannot be opened.
pub fn open_district(installation: &Installation, serving: &Serving) -> String {
    let said = installation.run(&[
        "appoint-operator",
        "--email=operator@example.org",
        "--given-name=Olive",
        "--family-name=Park",
    ]);
    let invitation = said.lines().find(|line| line.starts_with("hpi_"));
    let invitation = invitation.unwrap_or_else(|| panic!("{said}"));
    let operator = serving.bearer(&accept(serving, invitation));
    let district = json!({
        "name": "Maple Schools",
        "slug": "maple",
        "admin": { "email": "admin@maple.example.edu", "given_name": "Ada", "family_name": "Diaz" },
    });
    let opened = operator.post("/v1/organizations", &district);
    let opened = opened.unwrap_or_else(|| panic!("nobody answers"));
    accept(serving, &opened.text("/invitation_token"))
}

/// Accepts an invitation, and gives the access token.
///
/// # Panics
/// When it is refused.
pub fn accept(serving: &Serving, invitation: &str) -> String {
    let body = json!({ "token": invitation, "password": PASSWORD });
    let accepted = serving.anybody().post("/v1/auth/invitations/accept", &body);
    let accepted = accepted.unwrap_or_else(|| panic!("nobody answers"));
    accepted.text("/access_token")
}

/// A school authorizes what students do: its agreement is active, and its notice acknowledged.
///
/// # Panics
/// When it is refused.
pub fn agree(admin: &Client, school: &str) {
    let today = SystemClock.now().date_naive();
    let agreement = json!({
        "signatory_role": "superintendent",
        "signed_on": today - TimeDelta::days(40),
        "begins_on": today - TimeDelta::days(30),
        "ends_on": today + TimeDelta::days(300),
        "data_schedule": [
            "name", "login_identifier", "credential", "enrollment", "progress", "work", "check_answer",
        ],
        "terms": AgreementTerm::ALL,
    });
    let agreements = format!("/v1/schools/{school}/agreements");
    let recorded = said(admin.post(&agreements, &agreement), 201);
    let activate = format!("{agreements}/{}/activate", recorded.text("/id"));
    said(admin.send(&activate, "application/json", b""), 200);
    let notices = format!("/v1/schools/{school}/notices");
    let me = said(admin.get("/v1/me"), 200).text("/id");
    let to_me = json!({ "recipient_id": me, "language": "en" });
    let notice = said(admin.post(&notices, &to_me), 201);
    let acknowledge = format!("{notices}/{}/acknowledge", notice.text("/id"));
    let read = json!({ "text_sha256": notice.text("/text_sha256") });
    said(admin.post(&acknowledge, &read), 200);
}

fn said(answer: Option<Answered>, status: u16) -> Answered {
    let answer = answer.unwrap_or_else(|| panic!("nobody answers"));
    assert_eq!(answer.status, status, "{}", answer.body);
    answer
}

/// Confirms what is to be confirmed before students are created in a class.
///
/// # Panics
/// When it is refused.
pub fn attest(teacher: &Client, class: &str) {
    let confirmed = json!({
        "statement_version": STATEMENT_VERSION,
        "statements": AttestationStatement::ALL,
    });
    let attested = teacher.post(&format!("/v1/classes/{class}/attestations"), &confirmed);
    said(attested, 201);
}
