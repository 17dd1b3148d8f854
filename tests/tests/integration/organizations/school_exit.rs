//! A school that leaves: what it takes out, what is deleted, and what proves it (RET-05).

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::sessions::SessionKind, ids::ClassId, mint::Clock as _};
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    classes::People,
    copies::Copy,
    learning::{Events, StarterCourse, results},
    on_each_backend,
    persona::Persona,
    rosters::count,
    rows::Rows,
};

use super::requests::agreement;

const DAY: TimeDelta = TimeDelta::days(1);

#[cfg(test)]
fn day_of_end() -> DateTime<Utc> {
    "2026-09-21T07:00:00Z".parse().unwrap()
}

#[cfg(test)]
pub(super) async fn on_day(school: &TestApp, day: i32) {
    school
        .clock
        .advance(day_of_end() + DAY * day - school.clock.now());
    school.does_its_work().await;
}

#[cfg(test)]
fn of_school(school: &TestApp, path: &str) -> String {
    format!("/v1/schools/{}/{path}", school.world.school)
}

/// The district ends the agreement of the school, today.
#[cfg(test)]
pub(super) async fn ends(school: &TestApp, moore: &Persona) {
    let path = of_school(school, "agreements");
    let agreed = moore.get(&path).await.assert(200).text("/data/0/id");
    let today = json!({"ends_on": "2026-09-21"});
    moore
        .post(&format!("{path}/{agreed}/end"), today)
        .await
        .assert(200);
}

#[cfg(test)]
async fn exit(school: &TestApp, moore: &Persona) -> Value {
    let moore = school.again(moore, SessionKind::Staff).await;
    moore
        .get(&of_school(school, "exit"))
        .await
        .assert(200)
        .json()
}

#[cfg(test)]
async fn certificates(school: &TestApp, moore: &Persona) -> Vec<Value> {
    let moore = school.again(moore, SessionKind::Staff).await;
    let path = of_school(school, "destruction-certificates");
    let listed = moore.get(&path).await.assert(200).json();
    listed["data"].as_array().cloned().unwrap_or_default()
}

/// What a certificate says, after its signature was checked with the published key.
#[cfg(test)]
async fn verified(school: &TestApp, certificate: &Value) -> Value {
    let signed = certificate["signed"].as_str().unwrap();
    let parts: Vec<&str> = signed.split('.').collect();
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let (header, claims) = (read(parts[0]), read(parts[1]));
    assert_eq!(header["typ"], "destruction-certificate+jwt");
    let keys = school.anybody().get("/.well-known/jwks.json").await;
    let keys = keys.assert(200).json();
    let mut keys = keys["keys"].as_array().unwrap().iter();
    let key = keys.find(|key| key["kid"] == header["kid"]).unwrap();
    let public = URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();
    let message = [parts[0], parts[1]].join(".");
    let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
    let key = UnparsedPublicKey::new(&ED25519, public);
    assert!(key.verify(message.as_bytes(), &signature).is_ok());
    claims
}

#[cfg(test)]
async fn hold(school: &TestApp, moore: &Persona, student: &Persona, days: i32) -> String {
    let body = json!({
        "scope": "person",
        "scope_id": student.user.to_string(),
        "matter": "litigation",
        "reference": "Docket 27-0142",
        "review_by": school.clock.now() + DAY * days,
    });
    let placed = moore.post("/v1/legal-holds", body).await.assert(201);
    placed.text("/id")
}

#[cfg(test)]
fn students(school: &TestApp) -> i64 {
    count(school, "users WHERE kind = 'student'")
}

/// Grace joins the class with Ada.
#[cfg(test)]
async fn with_grace(school: &TestApp, people: &People) -> Persona {
    school.student_in(people.class, "Grace").await
}

#[cfg(test)]
pub(super) async fn report(student: &Persona, event: &Value) -> Vec<String> {
    let batch = json!({"events": [event]});
    let answer = student.post("/v1/progress/events", batch).await;
    results(&answer.assert(200).json())
}

/// A class of the other school, with a student in it.
#[cfg(test)]
pub(super) async fn also_elsewhere(
    school: &TestApp,
    people: &People,
    student: &Persona,
) -> (Persona, ClassId) {
    let lindqvist = school.teacher_at_other_school("Lindqvist").await;
    let classes = format!("/v1/schools/{}/classes", school.world.other_school);
    let made = lindqvist.post(&classes, json!({"title": "Music"})).await;
    let class = made.assert(201).text("/id");
    let joined = json!({"student_id": student.user.uuid()});
    let path = format!("/v1/classes/{class}/enrollments");
    people.moore.post(&path, joined).await.assert(201);
    (lindqvist, ClassId::from_uuid(class.parse().unwrap()))
}

on_each_backend! {
    async fn a_school_that_leaves_takes_everything_out_until_day_30_and_is_deleted_by_day_60(school: TestApp) {
        let people = school.people().await;
        let grace = with_grace(&school, &people).await;
        assert_eq!(exit(&school, &people.moore).await["stage"], "not_ended");
        ends(&school, &people.moore).await;
        let shown = exit(&school, &people.moore).await;
        assert_eq!((&shown["stage"], &shown["students"]), (&json!("export"), &json!(2)));
        // Nothing new is collected.
        let pair = json!({"students": [{"given_name": "Alan", "family_name": "T."}]});
        let refused = people.rivera.post(&format!("/v1/classes/{}/students", people.class), pair).await;
        assert!(refused.status.is_client_error());
        assert_eq!(students(&school), 2);

        on_day(&school, 30).await;
        let diaz = school.again(&people.diaz, SessionKind::Staff).await;
        people.rivera.post_empty(&of_school(&school, "exports")).await.assert(401);
        let asked = diaz.post_empty(&of_school(&school, "exports")).await.assert(201);
        let archive = of_school(&school, &format!("exports/{}/archive", asked.text("/id")));
        diaz.post_empty(&archive).await.assert_conflict("export_not_ready");
        diaz.post_empty(&of_school(&school, "exports")).await.assert_conflict("export_open");
        school.does_its_work().await;
        let shown = diaz.get(&of_school(&school, "exit")).await.assert(200).json();
        assert_eq!(shown["export"]["ready"], 2);
        let taken = Copy::unpack(diaz.post_empty(&archive).await.assert(200).content());
        let names: Vec<String> = [&people.ada, &grace].map(|student| format!("{}.zip", student.user)).to_vec();
        assert_eq!(taken.files.len(), 2);
        for name in &names {
            let copy = Copy::unpack(taken.files[name].clone());
            assert_eq!(copy.rows("school_enrollments").len(), 1);
        }
        diaz.post_empty(&archive).await.assert_conflict("export_over");

        on_day(&school, 31).await;
        assert_eq!(exit(&school, &people.moore).await["stage"], "closed");
        let diaz = school.again(&people.diaz, SessionKind::Staff).await;
        diaz.post_empty(&of_school(&school, "exports")).await.assert_conflict("exports_closed");
        diaz.post_empty(&archive).await.assert_conflict("exports_closed");

        on_day(&school, 60).await;
        school.clock.advance(TimeDelta::seconds(1));
        school.does_its_work().await;
        assert_eq!(students(&school), 0);
        let issued = certificates(&school, &people.moore).await;
        assert_eq!(issued.len(), 1);
        let said = verified(&school, &issued[0]).await;
        assert_eq!((&said["students_destroyed"], &said["students_held"]), (&json!(2), &json!(0)));
        assert_eq!((&said["scope"], &said["school_id"]), (&json!("school"), &json!(school.world.school.to_string())));
        assert!(said["lines"].as_array().unwrap().iter().any(|line| line["category"] == "name" && line["rows"] == 2));
        for named in [people.ada.user, grace.user, people.diaz.user] {
            assert!(!said.to_string().contains(&named.to_string()));
        }
    }

    async fn who_is_not_handed_out_is_named_and_stands_before_nobody(school: TestApp) {
        let people = school.people().await;
        let grace = with_grace(&school, &people).await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let asked = people.diaz.post_empty(&of_school(&school, "exports")).await.assert(201);
        school.does_its_work().await;
        let restrict = json!({"subject_id": people.ada.user.to_string(), "kind": "restrict"});
        let restrict = noor.post("/v1/requests", restrict).await.assert(201).text("/id");
        let grant = json!({"decision": "grant"});
        people.diaz.post(&format!("/v1/requests/{restrict}/decision"), grant).await.assert(200);
        let archive = of_school(&school, &format!("exports/{}/archive", asked.text("/id")));
        let taken = Copy::unpack(people.diaz.post_empty(&archive).await.assert(200).content());
        assert!(taken.files.contains_key(&format!("{}.zip", grace.user)));
        assert!(!taken.files.contains_key(&format!("{}.zip", people.ada.user)));
        assert_eq!(taken.json("left-out.json"), json!([people.ada.user.to_string()]));
        people.diaz.post_empty(&archive).await.assert_conflict("export_over");
        people.diaz.post_empty(&of_school(&school, "exports")).await.assert(201);
    }

    async fn a_contract_that_deletes_within_45_days_is_kept(school: TestApp) {
        let people = school.people().await;
        ends(&school, &people.moore).await;
        Rows::of(&school).execute("UPDATE agreements SET purge_within_days = 45");
        let moore = school.again(&people.moore, SessionKind::Staff).await;
        let purge_at = moore.get(&of_school(&school, "exit")).await.assert(200).text("/purge_at");
        assert_eq!(purge_at.parse::<DateTime<Utc>>().unwrap(), day_of_end() + DAY * 44);
    }

    async fn the_work_done_twice_is_done_once(school: TestApp) {
        let people = school.people().await;
        with_grace(&school, &people).await;
        ends(&school, &people.moore).await;
        on_day(&school, 60).await;
        on_day(&school, 61).await;
        let before = certificates(&school, &people.moore).await;
        assert_eq!(before[0]["students_destroyed"], 2);
        Rows::of(&school).execute("UPDATE jobs SET state = 'waiting', ended_at = NULL WHERE kind = 'purge_school'");
        on_day(&school, 62).await;
        on_day(&school, 63).await;
        assert_eq!(certificates(&school, &people.moore).await, before);
        assert_eq!(count(&school, "authority_ends"), 1);
    }

    async fn a_hold_keeps_exactly_its_student_and_the_certificate_counts_it(school: TestApp) {
        let people = school.people().await;
        with_grace(&school, &people).await;
        ends(&school, &people.moore).await;
        hold(&school, &people.moore, &people.ada, 62).await;
        on_day(&school, 60).await;
        on_day(&school, 61).await;
        assert_eq!(students(&school), 1);
        let issued = certificates(&school, &people.moore).await;
        let said = verified(&school, &issued[0]).await;
        assert_eq!((&said["students_destroyed"], &said["students_held"]), (&json!(1), &json!(1)));
        on_day(&school, 64).await;
        on_day(&school, 65).await;
        assert_eq!(students(&school), 0);
        let issued = certificates(&school, &people.moore).await;
        assert_eq!(issued.len(), 1);
        let said = verified(&school, &issued[0]).await;
        assert_eq!((&said["students_destroyed"], &said["students_held"]), (&json!(2), &json!(0)));
    }

    async fn an_inspection_that_is_open_keeps_its_student(school: TestApp) {
        let people = school.people().await;
        with_grace(&school, &people).await;
        ends(&school, &people.moore).await;
        let review = json!({
            "student_id": people.ada.user.to_string(), "kind": "review", "requester": "verified_parent",
        });
        people.diaz.post(&of_school(&school, "parent-requests"), review).await.assert(201);
        on_day(&school, 60).await;
        on_day(&school, 61).await;
        assert_eq!(students(&school), 1);
        assert_eq!(exit(&school, &people.moore).await["students_held"], 1);
    }

    async fn of_a_student_of_a_second_school_only_the_records_of_the_first_go(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[0];
        assert_eq!(report(&people.ada, &events.completed(0, activity)).await, ["recorded"]);
        school.clock.advance(TimeDelta::seconds(1));
        let (lindqvist, theirs) = also_elsewhere(&school, &people, &people.ada).await;
        course.assign(&lindqvist, theirs).await;
        // Of both schools, whichever agreement it is collected under.
        school.clock.advance(TimeDelta::minutes(1));
        assert_eq!(report(&people.ada, &events.completed(0, activity)).await, ["recorded"]);
        ends(&school, &people.moore).await;
        school.clock.advance(TimeDelta::minutes(1));
        assert_eq!(report(&people.ada, &events.completed(0, activity)).await, ["recorded"]);
        assert_eq!(count(&school, "progress_events"), 3);
        on_day(&school, 60).await;
        on_day(&school, 61).await;
        on_day(&school, 62).await;
        assert_eq!(students(&school), 1);
        assert_eq!(count(&school, "school_enrollments"), 1);
        assert_eq!(count(&school, "enrollments"), 1);
        assert_eq!(count(&school, "progress_events"), 2);
        let issued = certificates(&school, &people.moore).await;
        let said = verified(&school, &issued[0]).await;
        assert_eq!((&said["students_destroyed"], &said["students_shared"]), (&json!(0), &json!(1)));
        let moore = school.again(&people.moore, SessionKind::Staff).await;
        let listed = moore.get(&format!("/v1/classes/{theirs}/students")).await.assert(200).json();
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    }

    async fn an_agreement_that_is_renewed_in_between_ends_the_exit_and_nothing_is_lost(school: TestApp) {
        let people = school.people().await;
        ends(&school, &people.moore).await;
        on_day(&school, 40).await;
        let moore = school.again(&people.moore, SessionKind::Staff).await;
        assert_eq!(exit(&school, &people.moore).await["stage"], "closed");
        moore.agree(school.world.school, agreement()).await;
        on_day(&school, 61).await;
        let shown = exit(&school, &people.moore).await;
        assert_eq!((&shown["stage"], &shown["students"]), (&json!("not_ended"), &json!(1)));
        assert_eq!(students(&school), 1);
        assert!(certificates(&school, &people.moore).await.is_empty());
    }

    async fn a_student_whom_a_school_gives_up_leaves_a_certificate_of_their_own(school: TestApp) {
        let people = school.people().await;
        let path = of_school(&school, &format!("students/{}/revoke", people.ada.user));
        people.diaz.post_empty(&path).await.assert(200);
        on_day(&school, 31).await;
        assert_eq!(students(&school), 0);
        let issued = certificates(&school, &people.moore).await;
        let said = verified(&school, &issued[0]).await;
        assert_eq!((&said["scope"], &said["students_destroyed"]), (&json!("student"), &json!(1)));
        assert!(!issued[0].to_string().contains(&people.ada.user.to_string()));
    }
}
