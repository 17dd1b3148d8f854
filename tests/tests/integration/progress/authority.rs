//! What the school's agreement does not cover is not recorded (SCH-02, SCH-06).

use chrono::TimeDelta;
use domain::{organizations::checklist::AgreementTerm, text_enum::TextEnum as _};
use serde_json::json;
use tests::{
    app::TestApp,
    learning::{Events, StarterCourse, count},
    on_each_backend,
    persona::Persona,
};

use crate::progress::report;

/// What students' accounts and work need at the least.
const LEAST: [&str; 7] = [
    "name",
    "login_identifier",
    "credential",
    "enrollment",
    "progress",
    "work",
    "check_answer",
];

/// Ends the school's agreement today and puts one in its place that lists so much.
#[cfg(test)]
async fn agree_anew(school: &TestApp, lists: &[&str]) -> Persona {
    let okoye = school.district_admin("Okoye").await;
    let path = format!("/v1/schools/{}/agreements", school.world.school);
    let held = okoye.get(&path).await.assert(200).text("/data/0/id");
    let end = json!({"ends_on": "2026-09-21"});
    let end = okoye.post(&format!("{path}/{held}/end"), end).await;
    end.assert(200);
    if !lists.is_empty() {
        let agreement = json!({
            "signatory_role": "superintendent",
            "signed_on": "2026-09-01",
            "begins_on": "2026-09-01",
            "ends_on": "2027-07-01",
            "data_schedule": lists,
            "terms": AgreementTerm::ALL,
        });
        okoye.agree(school.world.school, agreement).await;
    }
    okoye
}

on_each_backend! {
    async fn an_agreement_that_ended_lets_nothing_new_be_recorded(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(1));
        let [read, code, question, _, _, prompt] = course.activities(0)[..] else { panic!("six") };
        let events = Events::from(&school, 1);
        let before = events.completed(30, read);
        assert_eq!(report(&ada, std::slice::from_ref(&before)).await, ["recorded"]);
        agree_anew(&school, &[]).await;
        let batch = [
            before,
            events.opened(30, course.lesson(0)),
            events.completed(30, code),
            events.spent(30, code, 10),
            events.attempt(30, code, "passed", "x"),
            events.chose(30, question, &[0]),
            events.answered(30, prompt, "x"),
        ];
        let told = report(&ada, &batch).await;
        assert_eq!(told[0], "already_recorded");
        assert_eq!(told[1..], ["not_authorized"; 6]);
        assert_eq!(count(&school, "SELECT COUNT(*) AS n FROM progress_events"), 1);
        // What is there can still be seen.
        ada.get("/v1/me/progress").await.assert(200);
        rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200);
    }

    async fn only_what_the_agreement_lists_is_recorded(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(1));
        let [read, code, question, _, _, prompt] = course.activities(0)[..] else { panic!("six") };
        let events = Events::from(&school, 1);
        let batch = [
            events.completed(30, read),
            events.attempt(30, code, "passed", "x"),
            events.ago(30, json!({"kind": "attempted", "activity_id": code, "outcome": "failed"})),
            events.chose(30, question, &[0]),
            events.answered(30, prompt, "x"),
        ];
        let lists: Vec<&str> = LEAST.into_iter().filter(|it| *it != "work").collect();
        agree_anew(&school, &lists).await;
        let told = report(&ada, &batch).await;
        let expected = ["recorded", "not_authorized", "recorded", "recorded", "not_authorized"];
        assert_eq!(told, expected);
        // A refused event may be reported again under an agreement that lists more.
        let okoye = school.district_admin("Okoye the Second").await;
        let lists = [LEAST.as_slice(), &["attitudinal_answer"]].concat();
        let more = json!({
            "signatory_role": "principal",
            "signed_on": "2026-09-10",
            "begins_on": "2026-09-10",
            "ends_on": "2027-07-01",
            "data_schedule": lists,
            "terms": AgreementTerm::ALL,
        });
        okoye.agree(school.world.school, more).await;
        let told = report(&ada, &batch).await;
        let expected = [
            "already_recorded", "recorded", "already_recorded", "already_recorded", "recorded",
        ];
        assert_eq!(told, expected);
        let newest = "SELECT COUNT(*) AS n FROM progress_events WHERE collected_under = \
            (SELECT id FROM agreements ORDER BY recorded_at DESC, id DESC LIMIT 1)";
        assert_eq!(count(&school, newest), 2);
    }
}
