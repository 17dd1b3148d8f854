//! What a learner did ends in stages while the account stays.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::sessions::SessionKind, mail::MessageKind, mint::Clock as _};
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    classes::People,
    learning::{Events, StarterCourse, results},
    on_each_backend,
    persona::Persona,
    rosters::{count, execute},
};

use super::{SECOND, agree_for_years, messages, night_of, open_for_years, staff_again};

/// The first instant after the school year in which everything happens.
#[cfg(test)]
const YEAR_OVER: &str = "2027-07-01T00:00:00Z";

#[cfg(test)]
fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Ada tries, hands in code, answers a check and a prompt, leaves a draft, and is told something about it.
#[cfg(test)]
async fn a_day_of_learning(school: &TestApp) -> People {
    agree_for_years(school);
    let people = school.people().await;
    let course = StarterCourse::load(school).await;
    course.assign(&people.rivera, people.class).await;
    open_for_years(school);
    let year = json!({
        "kind": "school_year",
        "title": "2026–27",
        "starts_on": "2026-08-15",
        "ends_on": "2027-06-30",
        "school_year": 2027,
    });
    people
        .moore
        .post("/v1/academic-sessions", year)
        .await
        .assert(201);
    school.clock.advance(TimeDelta::minutes(4));
    let events = Events::from(school, 1);
    let activities = course.activities(0);
    let body = json!({ "events": [
        events.completed(100, activities[0]),
        events.attempt(90, activities[1], "passed", "print('Hallo')"),
        events.chose(80, activities[4], &[0]),
        events.answered(70, activities[5], "It was fun."),
    ] });
    let recorded = people
        .ada
        .post("/v1/progress/events", body)
        .await
        .assert(200);
    assert_eq!(results(&recorded.json()), ["recorded"; 4]);
    for (activity, text) in [(activities[1], "print('Hal"), (activities[5], "It was")] {
        let draft = format!("/v1/me/activities/{activity}/work");
        let saved = people.ada.put(&draft, "*", json!({ "text": text }));
        saved.await.assert(200);
    }
    let path = format!(
        "/v1/classes/{}/students/{}/feedback",
        people.class, people.ada.user
    );
    let said = json!({ "activity_id": activities[1].to_string(), "code": "kept_going" });
    people.rivera.post(&path, said).await.assert(201);
    people
}

/// The night of an instant, before which everybody of the staff was there.
#[cfg(test)]
async fn night_with_staff(school: &TestApp, people: &People, at: DateTime<Utc>) {
    let now = school.clock.now();
    let mut then = now;
    while then + TimeDelta::days(300) < at {
        then += TimeDelta::days(300);
        night_of(school, then).await;
        for there in [&people.rivera, &people.chen, &people.diaz, &people.moore] {
            staff_again(school, there).await;
        }
    }
    night_of(school, at).await;
    for there in [&people.rivera, &people.chen, &people.diaz, &people.moore] {
        staff_again(school, there).await;
    }
}

#[cfg(test)]
async fn ada_again(school: &TestApp, people: &People) -> Persona {
    let kind = SessionKind::StudentOnPersonalDevice;
    school
        .signed_in(school.world.district, people.ada.user, kind)
        .await
}

#[cfg(test)]
async fn announced(school: &TestApp, people: &People) -> Value {
    let ada = ada_again(school, people).await;
    ada.get("/v1/me/retention").await.assert(200).json()["ends"].clone()
}

/// Single tries; answers and code; states; what remains of courses; feedback; drafts.
#[cfg(test)]
fn left(school: &TestApp) -> [i64; 7] {
    [
        count(school, "progress_events WHERE content IS NULL"),
        count(school, "progress_events WHERE content IS NOT NULL"),
        count(school, "lesson_states"),
        count(school, "activity_states"),
        count(school, "course_completions"),
        count(school, "feedback"),
        count(school, "saved_work"),
    ]
}

on_each_backend! {
    async fn ret_02_what_a_learner_did_ends_in_stages_and_the_account_stays(school: TestApp) {
        let people = a_day_of_learning(&school).await;
        let activities = count(&school, "activity_states");
        let year_over = instant(YEAR_OVER);
        let [tries, answers, ..] = left(&school);
        assert_eq!((tries, answers), (1, 3));

        let prompts = instant("2028-07-01T00:00:00Z");
        night_with_staff(&school, &people, prompts - SECOND).await;
        assert_eq!(left(&school), [1, 3, 1, activities, 0, 1, 2]);
        night_with_staff(&school, &people, prompts + TimeDelta::days(1)).await;
        assert_eq!(left(&school), [1, 2, 1, activities, 0, 1, 1], "the answer to the prompt, and its draft");

        let details = instant("2030-07-01T00:00:00Z");
        night_with_staff(&school, &people, details - SECOND).await;
        assert_eq!(left(&school), [0, 2, 1, activities, 0, 1, 1], "single tries");
        night_with_staff(&school, &people, details + TimeDelta::days(1)).await;
        assert_eq!(left(&school), [0, 1, 0, 0, 1, 1, 1], "the check, and the states");
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let record = noor.get(&format!("/v1/students/{}/record", people.ada.user)).await.assert(200).json();
        let remains = &record["completions"][0];
        assert_eq!((&remains["status"], &remains["last_on"]), (&json!("started"), &json!("2026-09-21")));

        let end = instant("2032-07-01T00:00:00Z");
        assert_eq!(announced(&school, &people).await, json!([]));
        night_with_staff(&school, &people, end - TimeDelta::days(60)).await;
        let ends = announced(&school, &people).await;
        let rules: Vec<&str> = ends.as_array().unwrap().iter().map(|end| end["rule"].as_str().unwrap()).collect();
        assert_eq!(rules, ["R-06", "R-07"]);
        assert!(instant(ends[1]["ends_at"].as_str().unwrap()) >= end);
        let told = messages(&school, school.world.district, MessageKind::FeedbackEnds).await;
        assert_eq!(told.len(), 2, "each administrator of the school");
        assert_eq!((told[0]["accounts"].as_str(), told[0]["day"].as_str()), ("1", "2032-07-01"));
        night_with_staff(&school, &people, end - SECOND).await;
        assert_eq!(left(&school), [0, 1, 0, 0, 1, 1, 1], "nothing before the day");
        night_with_staff(&school, &people, end + TimeDelta::days(1)).await;
        assert_eq!(left(&school), [0, 0, 0, 0, 1, 0, 0]);
        assert_eq!(count(&school, "record_warnings"), 0);
        assert_eq!(announced(&school, &people).await, json!([]));
        assert!(year_over < school.clock.now());
    }

    async fn ret_03_feedback_of_which_no_school_was_told_does_not_end(school: TestApp) {
        let people = a_day_of_learning(&school).await;
        let end = instant("2032-07-01T00:00:00Z");
        let told = || messages(&school, school.world.district, MessageKind::FeedbackEnds);
        night_with_staff(&school, &people, end - TimeDelta::days(60)).await;
        // As a run leaves it that is killed before it tells anybody, and is never brought to its end.
        execute(&school, "UPDATE record_warnings SET told_at = NULL WHERE rule = 'R-06'");
        night_with_staff(&school, &people, end + TimeDelta::days(1)).await;
        assert_eq!(count(&school, "feedback"), 1, "the school has sixty days from when it was told");
        assert_eq!(told().await.last().unwrap()["day"], "2032-08-31");
        night_with_staff(&school, &people, end + TimeDelta::days(61) - SECOND).await;
        assert_eq!(count(&school, "feedback"), 1);
        night_with_staff(&school, &people, end + TimeDelta::days(61)).await;
        assert_eq!(count(&school, "feedback"), 0);
    }

    async fn ret_03_what_is_held_of_a_learner_does_not_end(school: TestApp) {
        let people = a_day_of_learning(&school).await;
        let before = left(&school);
        let end = instant("2032-07-03T00:00:00Z");
        night_with_staff(&school, &people, instant("2028-06-30T00:00:00Z")).await;
        let moore = staff_again(&school, &people.moore).await;
        let body = json!({
            "scope": "person",
            "scope_id": people.ada.user.to_string(),
            "matter": "litigation",
            "reference": "Docket 27-0142",
            "review_by": school.clock.now() + TimeDelta::days(60),
        });
        moore.post("/v1/legal-holds", body).await.assert(201);
        night_with_staff(&school, &people, instant("2028-08-15T00:00:00Z")).await;
        assert_eq!(left(&school), before, "held");
        night_with_staff(&school, &people, instant("2028-09-15T00:00:00Z")).await;
        assert!(left(&school)[1] < before[1], "and not any more");
        assert!(school.clock.now() < end);
    }
}
