//! Education records: what families read and contest of them, disclosures, and reviews of accuracy.

use serde_json::json;
use uuid::Uuid;

use super::{By, Fixture, Given, Sample, guardians, progress};
use crate::rosters::{execute, literal};

/// A guardian of the student contests the grade level.
const CONTESTED: Given = |stage| Box::pin(contested(stage));

/// The school refused that.
const REFUSED: Given = |stage| {
    Box::pin(async move {
        contested(stage).await;
        refuse(stage).await;
    })
};

/// The guardian asked for a hearing.
const HEARING_ASKED: Given = |stage| {
    Box::pin(async move {
        contested(stage).await;
        ask_for_hearing(stage).await;
    })
};

/// The hearing is announced, and its time has come.
const HEARING_DUE: Given = |stage| {
    Box::pin(async move {
        contested(stage).await;
        announce(stage).await;
    })
};

/// The hearing was held.
const HELD: Given = |stage| {
    Box::pin(async move {
        contested(stage).await;
        announce(stage).await;
        step(stage, By::SchoolAdmin, "hearing-held", None).await;
    })
};

/// The hearing found the record right.
const UPHELD: Given = |stage| {
    Box::pin(async move {
        contested(stage).await;
        announce(stage).await;
        uphold(stage).await;
    })
};

/// Somebody was given the grade level before it was corrected.
const CORRECTED: Given = |stage| {
    Box::pin(async move {
        contested(stage).await;
        disclose(stage).await;
        let body = json!({ "decision": "accept", "correction": { "grade_level": "05" } });
        step(stage, By::SchoolAdmin, "decision", Some(body)).await;
    })
};

/// A term that has begun.
const BEGUN: Given = |stage| {
    Box::pin(async move {
        let body = json!({
            "kind": "term",
            "title": "Fall 2026",
            "starts_on": "2026-08-24",
            "ends_on": "2026-12-18",
            "school_year": 2027,
        });
        let made = stage
            .district_admin
            .post("/v1/academic-sessions", body)
            .await;
        stage.know("academic_session_id", made.assert(201).text("/id"));
    })
};

/// A guardian looks at the record together with the teacher.
const TOGETHER: Given = |stage| {
    Box::pin(async move {
        progress::a_student_who_has_learned(stage).await;
        stated(stage).await;
        let path = format!("/v1/students/{}/inspection-sessions", stage.student.user);
        let body = json!({ "staff_id": stage.teacher.user.to_string() });
        let opened = stage.who(By::Parent).post(&path, body).await.assert(201);
        stage.know("inspection_session_id", opened.text("/id"));
    })
};

/// A guardian asked to see the record.
const INSPECTED: Given = |stage| {
    Box::pin(async move {
        guardians::guardian(stage).await;
        let body = json!({ "subject_id": stage.student.user.to_string(), "kind": "access" });
        let asked = stage.who(By::Parent).post("/v1/requests", body).await;
        stage.know("rights_request_id", asked.assert(201).text("/id"));
    })
};

/// A hearing about a class in which the student is, announced.
const CLASS_CONTESTED: Given = |stage| {
    Box::pin(async move {
        class_contested(stage).await;
        announce(stage).await;
    })
};

/// A record with a statement of disagreement about that.
const STATED: Given = |stage| {
    Box::pin(async move {
        progress::a_student_who_has_learned(stage).await;
        stated(stage).await;
    })
};

/// The same, and a disclosure with which it went along.
const WENT_ALONG: Given = |stage| {
    Box::pin(async move {
        stated(stage).await;
        disclose(stage).await;
    })
};

async fn contested(stage: &mut Fixture) {
    guardians::guardian(stage).await;
    let body = json!({
        "part": "grade_level",
        "ground": "inaccurate",
        "contention": "The grade level is 05.",
    });
    contest(stage, body).await;
}

async fn class_contested(stage: &mut Fixture) {
    guardians::guardian(stage).await;
    let body = json!({
        "part": "enrollment",
        "item_id": stage.class.to_string(),
        "ground": "misleading",
        "contention": "It was another class.",
    });
    contest(stage, body).await;
}

async fn contest(stage: &mut Fixture, body: serde_json::Value) {
    let path = format!("/v1/students/{}/amendments", stage.student.user);
    let filed = stage.who(By::Parent).post(&path, body).await.assert(201);
    stage.know("amendment_id", filed.text("/id"));
}

async fn stated(stage: &mut Fixture) {
    class_contested(stage).await;
    announce(stage).await;
    uphold(stage).await;
    let body = json!({ "statement": "We still hold that it was another class." });
    step(stage, By::Parent, "statement", Some(body)).await;
}

async fn disclose(stage: &mut Fixture) {
    let path = format!("/v1/students/{}/disclosures", stage.student.user);
    let body = json!({
        "ground": "school_of_transfer",
        "recipient": "Juniper Elementary",
        "categories": ["enrollment"],
        "statements": ["enrollment_intended", "rights_holder_told_before"],
    });
    let recorded = stage.school_admin.post(&path, body).await.assert(201);
    stage.know("disclosure_id", recorded.text("/disclosure/id"));
}

/// The school refuses what is contested.
async fn refuse(stage: &Fixture) {
    let body = json!({ "decision": "refuse", "reasons": "The roster says so." });
    step(stage, By::SchoolAdmin, "decision", Some(body)).await;
}

/// The school refuses, and the guardian asks for a hearing.
async fn ask_for_hearing(stage: &Fixture) {
    refuse(stage).await;
    step(stage, By::Parent, "hearing-request", None).await;
}

/// The hearing is announced, and its time has come.
async fn announce(stage: &Fixture) {
    ask_for_hearing(stage).await;
    let body = json!({
        "hearing_at": "2026-10-05T15:00:00Z",
        "place": "Room 12",
        "officer_id": stage.district_admin.user.to_string(),
    });
    step(stage, By::SchoolAdmin, "hearing", Some(body)).await;
    let amendment = Uuid::parse_str(stage.knows("amendment_id"));
    let amendment = amendment.unwrap_or_else(|_| panic!("an id"));
    let amendment = literal(&stage.school, amendment);
    let statement =
        format!("UPDATE amendments SET hearing_at = requested_at WHERE id = {amendment}");
    execute(&stage.school, &statement);
}

/// The hearing is held, and finds the record right.
async fn uphold(stage: &Fixture) {
    step(stage, By::SchoolAdmin, "hearing-held", None).await;
    let body = json!({ "outcome": "upheld", "findings": "The roster was right." });
    step(stage, By::SchoolAdmin, "outcome", Some(body)).await;
}

async fn step(stage: &Fixture, by: By, what: &str, body: Option<serde_json::Value>) {
    let student = stage.student.user;
    let amendment = stage.knows("amendment_id");
    let path = format!("/v1/students/{student}/amendments/{amendment}/{what}");
    let who = stage.who(by);
    let done = match body {
        Some(body) => who.post(&path, body).await,
        None => who.post_empty(&path).await,
    };
    done.assert(200);
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("contest_record", By::Parent)
        .given(|stage| Box::pin(guardians::guardian(stage)))
        .amended(|stage, body| {
            body["part"] = json!("enrollment");
            body["item_id"] = json!(stage.class.to_string());
        }),
    Sample::new("list_amendments", By::Parent).given(CLASS_CONTESTED),
    Sample::new("show_amendment", By::Parent).given(CLASS_CONTESTED),
    Sample::new("decide_amendment", By::SchoolAdmin).given(CONTESTED),
    Sample::new("request_hearing", By::Parent).given(REFUSED),
    Sample::new("schedule_hearing", By::SchoolAdmin)
        .given(HEARING_ASKED)
        .amended(|stage, body| {
            body["officer_id"] = json!(stage.district_admin.user.to_string());
        }),
    Sample::new("hold_hearing", By::SchoolAdmin).given(HEARING_DUE),
    Sample::new("conclude_amendment", By::SchoolAdmin).given(HELD),
    Sample::new("place_statement", By::Parent).given(UPHELD),
    Sample::new("close_amendment", By::Parent).given(REFUSED),
    Sample::new("list_correction_recipients", By::SchoolAdmin).given(CORRECTED),
    Sample::new("tell_correction_recipient", By::SchoolAdmin).given(CORRECTED),
    Sample::new("show_education_record", By::Parent).given(STATED),
    Sample::new("list_disclosures", By::Parent).given(WENT_ALONG),
    Sample::new("invite_to_record", By::Parent)
        .given(|stage| Box::pin(guardians::guardian(stage)))
        .amended(|stage, body| body["staff_id"] = json!(stage.teacher.user.to_string())),
    Sample::new("show_record_together", By::Teacher).given(TOGETHER),
    Sample::new("ask_for_explanation", By::Parent).given(INSPECTED),
    Sample::new("note_inspection", By::SchoolAdmin).given(INSPECTED),
    Sample::new("list_accuracy_reviews", By::SchoolAdmin).given(BEGUN),
    Sample::new("confirm_accuracy", By::SchoolAdmin).given(BEGUN),
];
