//! Requests about one's data, erasure, and questions about privacy.

use domain::{mail::MessageKind, mint::Clock as _};
use persistence::{Scope, testing};
use serde_json::json;
use uuid::Uuid;

use super::{By, Fixture, Given, Sample};
use crate::{founding, persona::Persona};

/// The teacher asks that the account of the student is erased.
const ASKED: Given = |stage| Box::pin(async move { asked(stage, "erase").await });

/// The same, and the request waits.
const PAUSED: Given = |stage| {
    Box::pin(async move {
        asked(stage, "erase").await;
        let reason = json!({ "reason": "identity" });
        act(stage, By::SchoolAdmin, "pause", reason).await;
    })
};

/// The same, and it is granted: the student is hidden.
const ERASED: Given = |stage| {
    Box::pin(async move {
        asked(stage, "erase").await;
        act(stage, By::SchoolAdmin, "decision", grant()).await;
    })
};

/// The district asks that the learning history of the student is restricted, and the school does so.
const RESTRICTED: Given = |stage| {
    Box::pin(async move {
        let student = stage.student.user.to_string();
        let body = json!({ "subject_id": student, "kind": "restrict_part" });
        let district = stage.district_admin.clone();
        ask(stage, &district, body).await;
        act(stage, By::SchoolAdmin, "decision", grant()).await;
    })
};

/// A correction that was granted.
const CORRECTED: Given = |stage| {
    Box::pin(async move {
        asked(stage, "correct").await;
        act(stage, By::SchoolAdmin, "decision", grant()).await;
    })
};

/// The teacher asks for what is held of themself.
const ASKED_OF_ONESELF: Given = |stage| {
    Box::pin(async move {
        let body = json!({ "kind": "access" });
        let teacher = stage.teacher.clone();
        ask(stage, &teacher, body).await;
    })
};

/// The teacher's own account is being deleted, and they got the code that restores it.
const DELETED: Given = |stage| {
    Box::pin(async move {
        let body = json!({ "kind": "erase" });
        let teacher = stage.teacher.clone();
        ask(stage, &teacher, body).await;
        act(stage, By::Operator, "decision", grant()).await;
        let code = recovery_code(stage).await;
        stage.know("recovery_code", code);
    })
};

/// The learning history of the student was erased, and there is a receipt.
const RECEIPT: Given = |stage| {
    Box::pin(async move {
        asked(stage, "erase_part").await;
        act(stage, By::SchoolAdmin, "decision", grant()).await;
        let path = format!("/v1/requests/{}", stage.knows("rights_request_id"));
        let shown = stage.school_admin.get(&path).await.assert(200);
        stage.know("erasure_receipt_id", shown.text("/receipt_id"));
        let done = api::worker::run_due(founding::installation(), &stage.school.hallpass).await;
        done.unwrap_or_else(|failure| panic!("{failure}"));
    })
};

/// A visitor asked about privacy.
const ENQUIRED: Given = |stage| {
    Box::pin(async move {
        let body = json!({
            "topic": "access",
            "about": "oneself",
            "reply_to": "lee.example@example.org",
        });
        let anybody = stage.school.anybody();
        anybody
            .post("/v1/privacy/enquiries", body)
            .await
            .assert(200);
        let listed = stage
            .operator
            .get("/v1/privacy/enquiries")
            .await
            .assert(200);
        stage.know("privacy_enquiry_id", listed.text("/data/0/id"));
    })
};

fn grant() -> serde_json::Value {
    json!({ "decision": "grant" })
}

async fn asked(stage: &mut Fixture, kind: &str) {
    let body = json!({ "subject_id": stage.student.user.to_string(), "kind": kind });
    let teacher = stage.teacher.clone();
    ask(stage, &teacher, body).await;
}

async fn ask(stage: &mut Fixture, who: &Persona, body: serde_json::Value) {
    let filed = who.post("/v1/requests", body).await.assert(201);
    stage.know("rights_request_id", filed.text("/id"));
}

async fn act(stage: &Fixture, by: By, what: &str, body: serde_json::Value) {
    let path = format!("/v1/requests/{}/{what}", stage.knows("rights_request_id"));
    stage.who(by).post(&path, body).await.assert(200);
}

/// The code of the newest message about the deletion of an account in the district.
async fn recovery_code(stage: &Fixture) -> String {
    let scope = Scope::new(
        domain::audit::Channel::Worker,
        stage.school.world.district,
        stage.school.clock.now(),
        Uuid::nil(),
    );
    let waiting = stage
        .school
        .database
        .read(scope, testing::waiting_messages)
        .await;
    let waiting = waiting.unwrap_or_else(|failure: persistence::DbError| panic!("{failure}"));
    let mut told = waiting
        .into_iter()
        .filter(|(kind, _)| *kind == MessageKind::AccountDeletion)
        .filter_map(|(_, mut content)| content.remove("code"));
    told.next_back().unwrap_or_else(|| panic!("no code"))
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("file_request", By::Teacher)
        .amended(|stage, body| body["subject_id"] = json!(stage.student.user.to_string())),
    Sample::new("list_requests", By::SchoolAdmin).given(ERASED),
    Sample::new("show_request", By::SchoolAdmin).given(ERASED),
    Sample::new("decide_request", By::SchoolAdmin).given(ASKED),
    Sample::new("pause_request", By::SchoolAdmin).given(ASKED),
    Sample::new("resume_request", By::SchoolAdmin).given(PAUSED),
    Sample::new("extend_request", By::Operator).given(ASKED_OF_ONESELF),
    Sample::new("complete_request", By::SchoolAdmin).given(CORRECTED),
    Sample::new("lift_restriction", By::SchoolAdmin).given(RESTRICTED),
    Sample::new("undo_erasure", By::Teacher).given(ERASED),
    Sample::new("show_erasure_plan", By::Teacher).given(|stage| {
        Box::pin(async move {
            let student = stage.student.user.to_string();
            stage.know("user_id", student);
        })
    }),
    Sample::new("recover_account", By::Anybody)
        .given(DELETED)
        .amended(|stage, body| body["code"] = json!(stage.knows("recovery_code"))),
    Sample::new("show_erasure_receipt", By::Anybody).given(RECEIPT),
    Sample::new("file_privacy_enquiry", By::Anybody),
    Sample::new("list_privacy_enquiries", By::Operator).given(ENQUIRED),
    Sample::new("close_privacy_enquiry", By::Operator).given(ENQUIRED),
];
