//! A district in a process of its own, opened as its people open it.

use api::system::SystemClock;
use chrono::TimeDelta;
use domain::mint::Clock as _;
use serde_json::json;

use super::{Client, Installation, Serving};

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

/// Records an agreement of a school that covers what students do.
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
    });
    let recorded = admin.post(&format!("/v1/schools/{school}/agreements"), &agreement);
    assert_eq!(recorded.map(|answer| answer.status), Some(201));
}
