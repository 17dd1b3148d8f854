//! The page of a student's record: what a parent prints.

use serde_json::json;
use tests::{
    app::TestApp,
    founding::installation,
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
    reply::Reply,
    rosters::count,
};

/// Asks for a link to the page; its path.
#[cfg(test)]
async fn link(asker: &Persona, student: impl std::fmt::Display, language: &str) -> String {
    let path = format!("/v1/students/{student}/record-links");
    let made = asker
        .post(&path, json!({ "language": language }))
        .await
        .assert(201);
    let url = made.text("/url");
    url[url.find("/record/").unwrap()..].to_owned()
}

#[cfg(test)]
async fn page(school: &TestApp, path: &str) -> (Reply, String) {
    let reply = school.anybody().get(path).await.assert(200);
    let text = String::from_utf8(reply.content()).unwrap();
    (reply, text)
}

/// Says in both languages that it shows nothing.
#[cfg(test)]
fn shows_nothing(text: &str) -> bool {
    text.contains("This link shows nothing any more") && text.contains("ya no muestra nada")
}

on_each_backend! {
    async fn a_parent_prints_the_record_with_who_looked_and_to_whom_it_was_disclosed(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let events = Events::from(&school, 1);
        let attempt = events.attempt(30, course.activities(0)[1], "passed", "print(1 < 2) # <script>");
        people.ada.post("/v1/progress/events", json!({ "events": [attempt] })).await.assert(200);
        people.rivera.get(&format!("/v1/classes/{}/students/{student}", people.class)).await.assert(200);
        let admin = school.school_admin("Dr. Okafor").await;
        let body = json!({
            "ground": "other", "recipient": "Newton Gazette", "categories": ["name"], "statements": [],
        });
        admin.post(&format!("/v1/students/{student}/disclosures"), body).await.assert(201);
        school.student_in(people.class, "Bilal").await;
        let noor = school.guardian_of(student, "Noor").await.persona;

        let refused = json!({ "types": ["grade_level"] });
        noor.post(&format!("/v1/students/{student}/directory-refusals"), refused).await.assert(200);

        let (reply, english) = page(&school, &link(&noor, student, "en").await).await;
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'"));
        for shown in [
            "<html lang=\"en\">", "Ada E.", "Newton", "print(1 &lt; 2) # &lt;script&gt;", "Mx. Rivera",
            "teacher of record", "it works", "Newton Gazette", "refused", "another ground",
            "Directory information that is refused", "grade level",
        ] {
            assert!(english.contains(shown), "{shown} is not in {english}");
        }
        assert!(!english.contains("Bilal") && !english.contains("<script"));
        let (_, spanish) = page(&school, &link(&noor, student, "es").await).await;
        for shown in ["<html lang=\"es\">", "Quién miró el expediente", "docente titular", "se negó"] {
            assert!(spanish.contains(shown), "{shown} is not in {spanish}");
        }

        // To read the page is to read the record: the school sees that it was.
        let log = admin.get(&format!("/v1/students/{student}/access-log")).await.assert(200).json();
        let reads = log["accesses"].as_array().unwrap().iter();
        let reads = reads.filter(|access| access["happening"] == "read_education_record");
        assert_eq!(reads.map(|access| access["times"].as_i64().unwrap()).sum::<i64>(), 2);
    }

    async fn a_link_shows_the_page_one_time_and_within_five_minutes(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let used = link(&noor, people.ada.user, "en").await;
        assert!(!shows_nothing(&page(&school, &used).await.1));
        assert!(shows_nothing(&page(&school, &used).await.1));
        let late = link(&noor, people.ada.user, "en").await;
        school.clock.advance(chrono::TimeDelta::minutes(5));
        assert!(shows_nothing(&page(&school, &late).await.1));
        assert_eq!(count(&school, "record_links"), 1);
        api::housekeeping::sweep(installation(), &school.hallpass).await.unwrap();
        assert_eq!(count(&school, "record_links"), 0);
        for nonsense in ["x", "hpv_", &used[8..60], "hpv_%FF"] {
            assert!(shows_nothing(&page(&school, &format!("/record/{nonsense}")).await.1), "{nonsense}");
        }
    }

    async fn of_two_who_open_a_link_at_once_one_sees_the_page(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let path = link(&noor, people.ada.user, "en").await;
        let (one, other) = tokio::join!(page(&school, &path), page(&school, &path));
        let shown = [one.1, other.1].iter().filter(|text| !shows_nothing(text)).count();
        assert_eq!(shown, 1);
    }

    async fn a_link_ends_with_the_session_and_with_the_rights_of_who_asked(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let guardian = school.guardian_of(student, "Noor").await;
        let noor = &guardian.persona;
        let before = link(noor, student, "en").await;
        let admin = school.school_admin("Dr. Okafor").await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", guardian.id);
        admin.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        assert!(shows_nothing(&page(&school, &before).await.1));
        let links = format!("/v1/students/{student}/record-links");
        let asked = noor.post(&links, json!({ "language": "en" })).await;
        asked.assert_problem(404, "not_found");
        let karim = school.guardian_of(student, "Karim").await.persona;
        let after = link(&karim, student, "en").await;
        karim.post_empty("/v1/auth/sign-out").await.assert(204);
        assert!(shows_nothing(&page(&school, &after).await.1));
    }

    async fn only_who_holds_the_rights_gets_a_link(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let path = format!("/v1/students/{student}/record-links");
        let body = json!({ "language": "en" });
        people.rivera.post(&path, body.clone()).await.assert_problem(403, "forbidden");
        people.ada.post(&path, body.clone()).await.assert_problem(404, "not_found");
        let admin = school.school_admin("Dr. Okafor").await;
        admin.post(&path, body.clone()).await.assert_problem(403, "forbidden");
        let other = school.student_in(people.class, "Bilal").await;
        let stranger = school.guardian_of(other.user, "Noor").await.persona;
        stranger.post(&path, body.clone()).await.assert_problem(404, "not_found");
        let noor = school.guardian_of(student, "Samira").await.persona;
        let wrong = noor.post(&path, json!({ "language": "fr" })).await;
        wrong.assert_problem(422, "invalid_fields");
    }
}
