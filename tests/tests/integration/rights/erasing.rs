//! The plan, what is hidden, what is deleted, and what stays (RTS-04, RET-04).

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    accounts::PASSWORD,
    families::Family,
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
    rosters::count,
    rows::Rows,
};

use super::{REQUESTS, ask, grant, of, shown, staff_again, work};

/// The rows of a category that meet this fate.
#[cfg(test)]
fn rows(plan: &Value, category: &str, fate: &str) -> i64 {
    let lines = plan["lines"].as_array().unwrap();
    let line = lines
        .iter()
        .find(|line| line["category"] == category && line["fate"] == fate);
    line.map_or(0, |line| line["rows"].as_i64().unwrap())
}

#[cfg(test)]
fn plan_of(person: &Persona, scope: &str) -> String {
    format!("/v1/people/{}/erasure-plan?scope={scope}", person.user)
}

on_each_backend! {
    async fn a_plan_counts_what_goes_what_stays_and_why_and_changes_nothing(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let body = json!({ "events": [events.completed(100, course.activities(0)[0])] });
        people.ada.post("/v1/progress/events", body).await.assert(200);

        let plan = people.rivera.get(&plan_of(&people.ada, "account")).await.assert(200).json();
        assert_eq!(rows(&plan, "name", "deleted"), 1);
        assert!(rows(&plan, "progress", "deleted") >= 3);
        assert!(rows(&plan, "audit_trail", "kept") > 0);
        let kept = plan["lines"].as_array().unwrap().iter();
        let mut kept = kept.filter(|line| line["fate"] == "kept");
        assert!(kept.all(|line| line["because"] != json!(null)));
        let part = people.rivera.get(&plan_of(&people.ada, "learning_history")).await.assert(200).json();
        assert_eq!(rows(&part, "name", "kept"), 1);
        assert_eq!(rows(&part, "progress", "deleted"), rows(&plan, "progress", "deleted"));
        people.chen.get(&plan_of(&people.ada, "account")).await.assert(403);
        people.moore.get(&plan_of(&people.rivera, "account")).await.assert(403);
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 1);
        people.ada.get("/v1/me").await.assert(200);
    }

    async fn an_erased_student_is_out_and_hidden_at_once_and_deleted_after_30_days(school: TestApp) {
        let people = school.people().await;
        school.clock.advance(TimeDelta::minutes(1));
        let request = ask(&people.rivera, &people.ada, "erase").await;
        let granted = grant(&people.diaz, &request).await;
        assert_eq!(granted["restorable_until"], "2026-10-21T15:01:00Z");
        people.ada.get("/v1/me").await.assert(401);
        let student = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        let list = format!("/v1/classes/{}/students", people.class);
        for reader in [&people.rivera, &people.diaz, &people.moore] {
            reader.get(&student).await.assert(404);
            assert_eq!(reader.get(&list).await.assert(200).json()["data"], json!([]));
            let body = json!({ "subject_id": people.ada.user.to_string(), "kind": "erase" });
            reader.post(REQUESTS, body).await.assert(404);
        }
        people.moore.get(&format!("/v1/people/{}", people.ada.user)).await.assert(404);

        school.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 1);
        school.clock.advance(TimeDelta::seconds(1));
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
        assert_eq!(count(&school, "erased_places"), 0);
        let rivera = staff_again(&school, &people.rivera).await;
        assert_eq!(shown(&rivera, &request).await["state"], "done");
    }

    async fn what_a_school_directs_has_no_way_back(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.moore, &people.ada, "erase").await;
        let granted = grant(&people.diaz, &request).await;
        assert_eq!(granted["restorable_until"], json!(null));
        people.diaz.post_empty(&of(&request, "undo")).await.assert_conflict("not_restorable");
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
    }

    async fn ret_03_an_inspection_that_is_open_keeps_what_is_held_and_no_account_open(school: TestApp) {
        let people = school.people().await;
        let access = ask(&people.ada, &people.ada, "access").await;
        let part = ask(&people.rivera, &people.ada, "erase_part").await;
        let erase = ask(&people.moore, &people.ada, "erase").await;
        let decision = json!({ "decision": "grant" });
        let path = of(&part, "decision");
        people.diaz.post(&path, decision).await.assert_conflict("erasure_blocked");
        let plan = people.rivera.get(&plan_of(&people.ada, "account")).await.assert(200).json();
        assert_eq!(plan["blockers"], json!(["open_inspection"]));
        grant(&people.diaz, &erase).await;
        people.ada.get("/v1/me").await.assert(401);
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 1);
        grant(&people.diaz, &access).await;
        people.diaz.post_empty(&of(&access, "completion")).await.assert(200);
        school.clock.advance(TimeDelta::days(1));
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
    }

    async fn the_learning_history_is_erased_and_the_account_stays(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let attempt = events.attempt(90, course.activities(0)[1], "passed", "print('Hallo')");
        let body = json!({ "events": [events.completed(100, course.activities(0)[0]), attempt] });
        people.ada.post("/v1/progress/events", body).await.assert(200);
        let request = ask(&people.rivera, &people.ada, "erase_part").await;
        grant(&people.diaz, &request).await;
        work(&school).await;
        assert_eq!(Rows::of(&school).count("erased_subjects WHERE part = 'learning_history'"), 1);
        for table in ["progress_events", "activity_states", "lesson_states", "saved_work", "feedback"] {
            assert_eq!(count(&school, table), 0, "{table}");
        }
        let begin = people.ada.get("/v1/me/progress").await.assert(200);
        assert_eq!(begin.text("/courses/0/resume"), "begin");
        let again = Events::from(&school, 50);
        let body = json!({ "events": [again.completed(10, course.activities(0)[0])] });
        people.ada.post("/v1/progress/events", body).await.assert(200);
        assert_eq!(count(&school, "progress_events"), 1);
    }

    /// A child's account at home, and then the household of the parent, who is one of Hallpass's own.
    async fn a_parent_is_erased_after_the_children_and_leaves_a_row_without_a_name(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let olsen = school.operator("Olsen").await;
        let erase = |about: Value| json!({ "kind": "erase", "finality": "permanent", "subject_id": about });
        let own = family.parent.post(REQUESTS, json!({ "kind": "erase", "finality": "permanent" })).await;
        let own = own.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        let path = of(&own, "decision");
        olsen.post(&path, decision.clone()).await.assert_conflict("household_has_children");

        let of_child = family.parent.post(REQUESTS, erase(json!(child.id))).await.assert(201);
        assert_eq!(of_child.text("/authority"), "verified_parent");
        grant(&olsen, &of_child.text("/id")).await;
        work(&school).await;
        let held = family.parent.get("/v1/consents").await.assert(200).json();
        assert_eq!(held["data"][0]["in_force"], json!([]));

        grant(&olsen, &own).await;
        family.parent.get("/v1/me").await.assert(401);
        work(&school).await;
        let sign_in = json!({
            "organization": family.slug,
            "email": family.email,
            "password": PASSWORD,
        });
        let gone = school.anybody().post("/v1/auth/sign-in", sign_in).await;
        gone.assert_problem(401, "sign_in_failed");
        assert_eq!(shown(&olsen, &own).await["state"], "done");
    }
}
