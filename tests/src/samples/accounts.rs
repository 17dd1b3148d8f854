//! Accounts and sessions.

use domain::{accounts::sessions::SessionKind, staff::role::StaffRole};
use serde_json::json;

use super::{By, Fixture, Given, Sample};
use crate::accounts::{PASSPHRASE, PASSWORD};

/// A person who has accepted an invitation: their tokens are known.
const SIGNED_IN: Given = |stage| {
    Box::pin(async move {
        let name = format!("Okoro{}", stage.teacher.user);
        let token = invited(stage, &name).await;
        let tokens = stage.school.accept(&token).await.assert(200);
        stage.know("email", format!("{}@example.edu", name.to_lowercase()));
        stage.know("refresh_token", tokens.text("/refresh_token"));
        stage.district_admin = stage.school.bearer(&tokens.text("/access_token"));
    })
};

/// A person who has been invited.
const INVITED: Given = |stage| {
    Box::pin(async move {
        let name = format!("Okoro{}", stage.teacher.user);
        let token = invited(stage, &name).await;
        stage.know("invitation_token", token);
    })
};

/// A class whose student has a passphrase.
const WITH_PASSPHRASE: Given = |stage| {
    Box::pin(async move {
        let path = format!("/v1/classes/{}", stage.knows("class_id"));
        let class = stage.teacher.get(&path).await.assert(200);
        let name = format!("Wren{}", stage.teacher.user);
        let id = class.text("/id").parse().map(domain::ids::Id::from_uuid);
        let class_id = id.unwrap_or_else(|_| panic!("an id"));
        stage.school.student_with_passphrase(class_id, &name).await;
        stage.know("class_code", class.text("/sign_in_code"));
        stage.know("username", name.to_lowercase());
    })
};

/// Another session of the teacher.
const ANOTHER_SESSION: Given = |stage| {
    Box::pin(async move {
        let (district, teacher) = (stage.school.world.district, stage.teacher.user);
        let kind = SessionKind::Staff;
        let elsewhere = stage.school.signed_in(district, teacher, kind).await;
        let sessions = elsewhere.get("/v1/me/sessions").await.assert(200).json();
        let current = sessions["data"].as_array().into_iter().flatten();
        let current = current.filter(|session| session["current"] == true);
        let ids: Vec<_> = current
            .filter_map(|session| session["id"].as_str())
            .collect();
        stage.know("session_id", ids.concat());
    })
};

async fn invited(stage: &Fixture, name: &str) -> String {
    let district = stage.school.world.district;
    let role = StaffRole::DistrictAdmin;
    stage.school.invitation(district, name, role).await
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("sign_in", By::Anybody)
        .given(SIGNED_IN)
        .amended(|stage, body| {
            body["email"] = json!(stage.knows("email"));
            body["password"] = json!(PASSWORD);
        }),
    Sample::new("class_sign_in", By::Anybody)
        .given(WITH_PASSPHRASE)
        .amended(|stage, body| {
            body["class_code"] = json!(stage.knows("class_code"));
            body["username"] = json!(stage.knows("username"));
            body["passphrase"] = json!(PASSPHRASE);
        }),
    Sample::new("refresh_session", By::Anybody)
        .given(SIGNED_IN)
        .amended(|stage, body| body["refresh_token"] = json!(stage.knows("refresh_token"))),
    Sample::new("accept_invitation", By::Anybody)
        .given(INVITED)
        .amended(|stage, body| body["token"] = json!(stage.knows("invitation_token"))),
    Sample::new("sign_out", By::Teacher),
    Sample::new("show_me", By::Student),
    Sample::new("update_me", By::Teacher),
    Sample::new("change_password", By::DistrictAdmin)
        .given(SIGNED_IN)
        .amended(|_, body| body["current_password"] = json!(PASSWORD)),
    Sample::new("list_my_sessions", By::Student),
    Sample::new("end_my_session", By::Teacher).given(ANOTHER_SESSION),
    Sample::new("end_my_other_sessions", By::Teacher),
    Sample::new("show_signing_keys", By::Anybody),
];
