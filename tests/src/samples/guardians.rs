//! Guardians of students at school, and the record that they read.

use serde_json::json;

use super::{By, Fixture, Given, Sample};

/// A code that nobody has used.
const CODE: Given = |stage| {
    Box::pin(async move {
        let body = json!({ "kind": "parent" });
        let path = format!("/v1/students/{}/pairing-codes", stage.student.user);
        let issued = stage.school_admin.post(&path, body).await.assert(201);
        stage.know("pairing_code_id", issued.text("/id"));
        stage.know("pairing_code", issued.text("/code"));
    })
};

/// A parent whom a roster names.
const CONTACT: Given = |stage| {
    Box::pin(async move {
        contact(stage).await;
    })
};

/// One who is a guardian by an invitation.
const INVITED: Given = |stage| {
    Box::pin(async move {
        contact(stage).await;
        let path = format!(
            "/v1/students/{}/guardian-contacts/{}/invite",
            stage.student.user,
            stage.knows("contact_id")
        );
        let body = json!({ "delivery": "sheet" });
        let invited = stage.school_admin.post(&path, body).await.assert(200);
        let name = format!("Noor {}", stage.student.user);
        let code = invited.text("/code");
        let guardian = stage.school.guardian_by(&code, &name).await;
        stage.know("guardianship_id", guardian.id);
    })
};

async fn contact(stage: &mut Fixture) {
    let student = stage.student.user;
    let (key, address) = (format!("pa-{student}"), format!("pa.{student}@example.org"));
    let contact = stage.school.contact_of(student, &key, &address).await;
    stage.know("contact_id", contact);
}

/// A verified guardian of the student.
const GUARDIAN: Given = |stage| {
    Box::pin(async move {
        guardian(stage).await;
    })
};

/// A guardian whose rights are limited.
const LIMITED: Given = |stage| {
    Box::pin(async move {
        guardian(stage).await;
        let path = format!(
            "/v1/students/{}/guardianships/{}/limits",
            stage.student.user,
            stage.knows("guardianship_id")
        );
        let body = json!({ "basis": "court_order" });
        let limited = stage.school_admin.post(&path, body).await.assert(201);
        stage.know("limit_id", limited.text("/id"));
    })
};

pub(super) async fn guardian(stage: &mut Fixture) {
    let student = stage.student.user;
    let code = stage
        .school_admin
        .pairing_code(student, Some("document"))
        .await;
    let name = format!("Noor {student}");
    let guardian = stage.school.guardian_by(&code, &name).await;
    stage.know("guardianship_id", guardian.id);
    stage.parent = Some(guardian.persona);
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("issue_pairing_code", By::SchoolAdmin),
    Sample::new("revoke_pairing_code", By::SchoolAdmin).given(CODE),
    Sample::new("list_guardianships", By::SchoolAdmin).given(LIMITED),
    Sample::new("list_guardian_contacts", By::SchoolAdmin).given(INVITED),
    Sample::new("invite_guardian_contact", By::SchoolAdmin).given(CONTACT),
    Sample::new("remove_guardian_contact", By::SchoolAdmin).given(CONTACT),
    Sample::new("decide_guardianship", By::SchoolAdmin).given(GUARDIAN),
    Sample::new("limit_guardian", By::SchoolAdmin).given(GUARDIAN),
    Sample::new("lift_guardian_limit", By::SchoolAdmin).given(LIMITED),
    Sample::new("register_guardian", By::Anybody)
        .given(CODE)
        .amended(|stage, body| {
            body["code"] = json!(stage.knows("pairing_code"));
            body["email"] = json!(format!("noor.{}@example.org", stage.student.user));
        }),
    Sample::new("redeem_pairing_code", By::Teacher)
        .given(CODE)
        .amended(|stage, body| body["code"] = json!(stage.knows("pairing_code"))),
    Sample::new("list_my_guardianships", By::Parent).given(GUARDIAN),
    Sample::new("give_up_guardianship", By::Parent).given(GUARDIAN),
    Sample::new("issue_record_link", By::Parent).given(GUARDIAN),
    Sample::new("show_access_log", By::Parent).given(GUARDIAN),
];
