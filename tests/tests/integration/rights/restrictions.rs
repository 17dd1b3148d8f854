//! Data that is stored and not used (RTS-02; GDPR Art. 18).

use api::operations::Requires;
use chrono::TimeDelta;
use domain::{
    mail::MessageKind,
    mint::Clock as _,
    rights::restriction::{RestrictedPart, used_by},
};
use persistence::{Scope, testing};
use serde_json::json;
use tests::{
    app::TestApp,
    document::operations,
    on_each_backend,
    reply::Reply,
    samples::{self, By, Fixture, Request},
};
use uuid::Uuid;

use super::{REQUESTS, ask, of, staff_again};

/// What names a student all the same: the log, rights that are exercised, claims, and who was let look.
const LISTED_ALL_THE_SAME: [&str; 5] = [
    "list_audit_events",
    "list_legal_holds",
    "show_legal_hold",
    "list_parent_requests",
    "list_support_grants",
];

/// Whether an answer holds a text.
#[cfg(test)]
fn holds(reply: &Reply, text: &str) -> bool {
    String::from_utf8_lossy(&reply.content()).contains(text)
}

/// The days of which adults are told that a restriction ends.
#[cfg(test)]
async fn announced(school: &TestApp) -> Vec<String> {
    let channel = domain::audit::Channel::Worker;
    let (district, now) = (school.world.district, school.clock.now());
    let scope = Scope::new(channel, district, now, Uuid::nil());
    let waiting = school
        .database
        .read(scope, testing::waiting_messages)
        .await
        .unwrap();
    let ends = waiting
        .into_iter()
        .filter(|(kind, _)| *kind == MessageKind::RestrictionEndsAhead);
    ends.map(|(_, content)| content["day"].clone()).collect()
}

on_each_backend! {
    async fn a_restricted_record_is_read_by_the_student_and_the_parents_alone(school: TestApp) {
        let people = school.people().await;
        let ben = school.student_in(people.class, "Ben").await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let filed = ask(&noor, &people.ada, "restrict").await;
        let decision = json!({ "decision": "grant" });
        let granted = people.diaz.post(&of(&filed, "decision"), decision).await.assert(200);
        assert_eq!(granted.text("/state"), "done");
        assert_eq!(granted.text("/restricted_part"), "everything");

        people.ada.get("/v1/me").await.assert(200);
        people.ada.get("/v1/me/progress").await.assert(200);
        let record = format!("/v1/students/{}/record", people.ada.user);
        noor.get(&record).await.assert(200);
        people.ada.get(&record).await.assert(200);

        let class = format!("/v1/classes/{}", people.class);
        let student = format!("{class}/students/{}", people.ada.user);
        for staff in [&people.rivera, &people.chen, &people.kim, &people.diaz, &people.moore] {
            staff.get(&student).await.assert(404);
            let listed = staff.get(&format!("{class}/students")).await.assert(200).json();
            assert_eq!(listed["data"].as_array().unwrap().len(), 1);
            assert_eq!(listed["data"][0]["id"], ben.user.to_string());
            let progress = staff.get(&format!("{class}/progress")).await.assert(200);
            assert!(!holds(&progress, &people.ada.user.to_string()));
            let card = staff.get(&format!("{class}?include=student_count")).await.assert(200);
            assert_eq!(card.json()["student_count"], 1);
            staff.get(&format!("/v1/people/{}", people.ada.user)).await.assert(404);
        }
        let copy = format!("/v1/students/{}/exports", people.ada.user);
        people.diaz.post_empty(&copy).await.assert(404);
        // What protects others and proves what was done goes on.
        people.diaz.get(&format!("/v1/students/{}/access-log", people.ada.user)).await.assert(200);

        // The parent who asked for it lifts it at once.
        let lifted = noor.post_empty(&of(&filed, "lift")).await.assert(200);
        assert_eq!(lifted.json()["restriction_ends_at"], json!("2026-09-21T15:00:00Z"));
        people.rivera.get(&student).await.assert(200);
        noor.post_empty(&of(&filed, "lift")).await.assert_conflict("not_restricted");
    }

    async fn a_restricted_learning_history_leaves_the_student_in_class_until_a_week_after_notice(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let filed = ask(&noor, &people.ada, "restrict_part").await;
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&of(&filed, "decision"), decision).await.assert(200);
        let class = format!("/v1/classes/{}", people.class);
        let student = format!("{class}/students/{}", people.ada.user);
        people.rivera.get(&student).await.assert(200);
        people.rivera.get(&format!("{student}/timeline")).await.assert(404);
        let progress = people.rivera.get(&format!("{class}/progress")).await.assert(200);
        assert_eq!(progress.json()["students"], json!([]));

        // Who does not decide does not lift it.
        people.rivera.post_empty(&of(&filed, "lift")).await.assert(404);
        people.strangers[1].post_empty(&of(&filed, "lift")).await.assert(404);
        let lifted = people.diaz.post_empty(&of(&filed, "lift")).await.assert(200);
        assert_eq!(lifted.text("/restriction_ends_at"), "2026-09-28T15:00:00Z");
        assert_eq!(announced(&school).await, ["2026-09-28"]);
        school.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
        let rivera = staff_again(&school, &people.rivera).await;
        rivera.get(&format!("{student}/timeline")).await.assert(404);
        school.clock.advance(TimeDelta::seconds(1));
        rivera.get(&format!("{student}/timeline")).await.assert(200);
        let progress = rivera.get(&format!("{class}/progress")).await.assert(200);
        assert_eq!(progress.text("/students/0/id"), people.ada.user.to_string());
    }

    async fn no_operation_shows_staff_a_student_whose_data_is_restricted(school: TestApp) {
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let declared = api::routes::operation(operation.id()).unwrap();
            let (Requires::Permit(action), Some(sample)) = (declared.needs, samples::of(operation.id())) else {
                continue;
            };
            if !matches!(sample.by, By::Teacher | By::SchoolAdmin | By::DistrictAdmin) {
                continue;
            }
            let used = used_by(action);
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let kind = match used {
                Some(RestrictedPart::LearningHistory) => "restrict_part",
                Some(RestrictedPart::Everything) | None => "restrict",
            };
            let body = json!({ "subject_id": stage.student.user.to_string(), "kind": kind });
            let filed = stage.school_admin.post(REQUESTS, body).await;
            if filed.status != 201 {
                // The sample closed the account.
                continue;
            }
            let decision = json!({ "decision": "grant" });
            let decided = of(&filed.text("/id"), "decision");
            stage.district_admin.post(&decided, decision).await.assert(200);
            let id = stage.student.user.to_string();
            let names_student = request.path.contains(&id);
            for by in [By::Teacher, By::SchoolAdmin, By::DistrictAdmin] {
                let reply = request.send(&stage.who(by), &request.path).await;
                let is_refused = reply.status == 404 || kind == "restrict_part" && reply.status == 403;
                if names_student && used.is_some() && !is_refused {
                    wrong.push(format!("{}: {by:?} got {}", operation.id(), reply.status));
                }
                let is_read = operation.method == "get" && !names_student;
                if is_read && holds(&reply, &id) && !LISTED_ALL_THE_SAME.contains(&operation.id()) {
                    wrong.push(format!("{}: shows {by:?} the student", operation.id()));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn who_lost_the_rights_of_a_parent_does_not_lift_what_they_asked_for(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        let filed = ask(&noor.persona, &people.ada, "restrict").await;
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&of(&filed, "decision"), decision).await.assert(200);
        let limits = format!("/v1/students/{}/guardianships/{}/limits", people.ada.user, noor.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        noor.persona.post_empty(&of(&filed, "lift")).await.assert(403);
        let student = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        people.rivera.get(&student).await.assert(404);
        // A school says when it ends, and later that it ends no later than that.
        people.diaz.post_empty(&of(&filed, "lift")).await.assert(200);
        people.diaz.post_empty(&of(&filed, "lift")).await.assert_conflict("not_restricted");
    }
}
