//! The next lesson is suggested by one's own progress alone, and only to who switched it on (promise 95).

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
    rosters::count,
};

use super::{SUGGESTIONS, change, change_of, own};

#[cfg(test)]
async fn suggested(person: &Persona) -> Value {
    person.get("/v1/me/next-lesson").await.assert(200).json()
}

on_each_backend! {
    /// P5: off until it is chosen, and then nothing goes in but the learner's own progress.
    async fn the_next_lesson_rests_on_ones_own_progress_and_says_so(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let bo = school.student_in(people.class, "Bo").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let off = json!({ "state": "switched_off", "suggestions": [] });
        assert_eq!(suggested(&people.ada).await, off);
        assert_eq!(suggested(&people.rivera).await, off, "adults do not have the setting");
        people.anybody.get("/v1/me/next-lesson").await.assert(401);

        change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert(201);
        let first = suggested(&people.ada).await;
        assert_eq!(first["state"], "suggested");
        assert_eq!(first["suggestions"][0]["lesson_id"], course.lesson(0).to_string());
        assert_eq!(first["suggestions"][0]["reason"], "first_of_the_course");
        assert_eq!(first["suggestions"][0]["rests_on"], json!(["order_of_lessons", "own_lesson_status"]));

        // What another student does changes nothing.
        let events = Events::from(&school, bo.user.uuid().as_u128() + 1);
        let opened = events.opened(1, course.lesson(1));
        bo.post("/v1/progress/events", json!({ "events": [opened] })).await.assert(200);
        assert_eq!(suggested(&people.ada).await, first);
        assert_eq!(suggested(&bo).await, off);

        let events = Events::from(&school, ada.uuid().as_u128() + 1);
        let opened = events.opened(1, course.lesson(1));
        people.ada.post("/v1/progress/events", json!({ "events": [opened] })).await.assert(200);
        let begun = suggested(&people.ada).await;
        assert_eq!(begun["suggestions"][0]["lesson_id"], course.lesson(1).to_string());
        assert_eq!(begun["suggestions"][0]["reason"], "begun_and_not_completed");
        assert_eq!(begun["suggestions"][0]["number"], 2);
        assert_eq!(suggested(&people.ada).await, begun, "the same progress, the same answer");

        change(&people.ada, SUGGESTIONS, "off").await.assert(201);
        assert_eq!(suggested(&people.ada).await, off);
    }

    /// RTS-02, VPC-01: restricted, or without an agreement, nothing is worked out.
    async fn nothing_is_suggested_of_restricted_data_or_without_an_agreement(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert(201);
        let restrict = json!({ "subject_id": ada.to_string(), "kind": "restrict_part" });
        let filed = noor.persona.post("/v1/requests", restrict).await.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&format!("/v1/requests/{filed}/decision"), decision).await.assert(200);
        let stopped = json!({ "state": "restricted", "suggestions": [] });
        assert_eq!(suggested(&people.ada).await, stopped);
        noor.persona.post_empty(&format!("/v1/requests/{filed}/lift")).await.assert(200);
        assert_eq!(suggested(&people.ada).await["state"], "suggested");

        let agreements = format!("/v1/schools/{}/agreements", school.world.school);
        let held = people.moore.get(&agreements).await.assert(200).text("/data/0/id");
        let end = json!({ "ends_on": "2026-09-21" });
        people.moore.post(&format!("{agreements}/{held}/end"), end).await.assert(200);
        school.clock.advance(TimeDelta::days(1));
        let child = school.student(ada).await;
        let uncovered = json!({ "state": "not_covered", "suggestions": [] });
        assert_eq!(suggested(&child).await, uncovered);
        change(&child, SUGGESTIONS, "off").await.assert(201);
        change(&child, SUGGESTIONS, "on").await.assert_conflict("setting_not_covered");
    }

    /// Drafts that are switched off are not shown, not saved, and deleted.
    async fn drafts_that_are_switched_off_are_deleted_and_none_is_kept(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let work = format!("/v1/me/activities/{}/work", course.activities(0)[1]);
        let draft = json!({ "text": "print('draft')" });
        people.ada.put(&work, "*", draft.clone()).await.assert(200);
        assert_eq!(people.ada.get(&work).await.assert(200).text("/text"), "print('draft')");
        change(&people.ada, "saved_drafts", "off").await.assert(201);
        assert_eq!(people.ada.get(&work).await.assert(200).json()["text"], json!(null));
        people.ada.put(&work, "*", draft.clone()).await.assert_conflict("drafts_switched_off");
        assert_eq!(count(&school, "saved_work"), 1);
        school.does_its_work().await;
        assert_eq!(count(&school, "saved_work"), 0);
        // More drafts are less privacy: a child asks for them.
        let asked = change(&people.ada, "saved_drafts", "on").await.assert(201);
        assert_eq!(asked.text("/state"), "waiting");
        super::decide(&people.diaz, people.ada.user, &asked.text("/id"), "approve").await.assert(200);
        people.ada.put(&work, "*", draft).await.assert(200);
        assert_eq!(own(&people.ada, "saved_drafts").await["value"], "on");
    }

    /// What is held for a matter is not deleted, and is not shown either.
    async fn drafts_that_are_held_for_a_matter_wait(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let work = format!("/v1/me/activities/{}/work", course.activities(0)[1]);
        people.ada.put(&work, "*", json!({ "text": "print(1)" })).await.assert(200);
        let holds = "/v1/legal-holds";
        let hold = json!({
            "scope": "person",
            "scope_id": people.ada.user.to_string(),
            "matter": "litigation",
            "reference": "case-1",
            "review_by": school.hallpass.now() + TimeDelta::days(30),
        });
        let held = people.moore.post(holds, hold).await.assert(201).text("/id");
        change(&people.ada, "saved_drafts", "off").await.assert(201);
        school.does_its_work().await;
        assert_eq!(count(&school, "saved_work"), 1);
        assert_eq!(people.ada.get(&work).await.assert(200).json()["text"], json!(null));
        people.moore.post_empty(&format!("{holds}/{held}/release")).await.assert(200);
        school.clock.advance(TimeDelta::days(1));
        school.does_its_work().await;
        assert_eq!(count(&school, "saved_work"), 0);
    }
}
