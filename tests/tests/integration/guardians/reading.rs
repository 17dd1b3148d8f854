//! What a guardian reads: the record, and who looked at it.

use serde_json::{Value, json};
use tests::{
    families::Family,
    learning::{Events, StarterCourse},
    on_each_backend,
};

on_each_backend! {
    async fn the_record_has_everything_of_the_student_and_nothing_of_others(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[1];
        let batch = json!({ "events": [
            events.opened(60, course.lesson(0)),
            events.attempt(30, activity, "passed", "print(\"Ada was here\")"),
        ]});
        people.ada.post("/v1/progress/events", batch).await.assert(200);
        let other = school.student_in(people.class, "Bilal").await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        let record = noor.persona.get(&format!("/v1/students/{}/record", people.ada.user)).await;
        let record = record.assert(200).json();
        assert_eq!(record["student"]["given_name"], "Ada");
        assert_eq!(record["classes"][0]["id"], json!(people.class));
        assert_eq!(record["classes"][0]["teachers"], json!(["Mx. Rivera", "Mx. Chen", "Mx. Kim"]));
        assert_eq!(record["progress"]["courses"].as_array().unwrap().len(), 1);
        assert!(record["work"].to_string().contains("Ada was here"), "{record}");
        assert_eq!(record["grounds"][0]["kind"], "agreement");
        assert!(!record.to_string().contains(&other.user.to_string()));
        assert!(!record.to_string().contains("Bilal"));
        let own = people.ada.get(&format!("/v1/students/{}/record", people.ada.user)).await;
        assert_eq!(own.assert(200).json()["work"], record["work"]);
    }

    /// FER-04, D16: on what it rests that their data is kept, a student reads from 13 on.
    async fn a_child_reads_their_record_without_what_was_agreed_to(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let record = format!("/v1/students/{student}/record");
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        let grounds = async |who: &tests::persona::Persona| {
            let read = who.get(&record).await.assert(200).json();
            read["grounds"].as_array().unwrap().len()
        };
        // Of whom it is not known how old they are, they are a child.
        assert_eq!((grounds(&people.ada).await, grounds(&noor).await), (0, 1));
        people.diaz.post(&born, json!({ "born": "2012-03" })).await.assert(200);
        assert_eq!((grounds(&people.ada).await, grounds(&noor).await), (1, 1));
    }

    async fn a_guardian_reads_the_timeline_and_changes_nothing(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let student = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        let profile = noor.get(&student).await.assert(200);
        noor.get(&format!("{student}/timeline")).await.assert(200);
        noor.get(&format!("{student}/progress")).await.assert(200);
        noor.get(&format!("{student}/age")).await.assert(200);
        let renamed = noor.patch(&student, &profile.header("ETag"), json!({ "given_name": "Eve" })).await;
        renamed.assert_problem(403, "forbidden");
        noor.delete(&student).await.assert_problem(403, "forbidden");
        noor.get(&format!("/v1/classes/{}/progress", people.class)).await.assert_problem(404, "not_found");
        // The class is over for the student, and the record stays.
        school.clock.advance(chrono::TimeDelta::seconds(1));
        people.rivera.delete(&student).await.assert(204);
        noor.get(&format!("{student}/timeline")).await.assert(200);
    }

    async fn the_access_log_says_who_looked_in_which_role_and_how_often(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let karim = school.guardian_of(student, "Karim").await.persona;
        let profile = format!("/v1/classes/{}/students/{student}", people.class);
        for _ in 0..3 {
            people.rivera.get(&profile).await.assert(200);
        }
        people.rivera.get(&format!("/v1/classes/{}/students", people.class)).await.assert(200);
        karim.get(&format!("/v1/students/{student}/record")).await.assert(200);
        people.ada.get(&format!("/v1/students/{student}/record")).await.assert(200);
        let path = format!("/v1/students/{student}/access-log");
        let log = noor.get(&path).await.assert(200).json();
        let of = |happening: &str| -> Vec<Value> {
            let accesses = log["accesses"].as_array().unwrap().iter();
            accesses.filter(|access| access["happening"] == happening).cloned().collect()
        };
        let read = &of("read_student")[0];
        assert_eq!(read["actor_id"], json!(people.rivera.user));
        assert_eq!(read["times"], 3);
        assert_eq!(read["actor_name"], "Mx. Rivera");
        assert_eq!(read["relationship"], "teacher_of_record");
        assert_eq!(read["day"], "2026-09-21");
        assert_eq!(of("list_students")[0]["times"], 1);
        let by_parents = of("read_education_record");
        assert_eq!(by_parents.len(), 1, "what the student read is not in it");
        assert_eq!(by_parents[0]["actor_name"], json!(null));
        assert!(!log.to_string().contains(&karim.user.to_string()), "parents are not named");
        assert_eq!(of("read_access_log").len() + of("manage_guardians").len(), 0);
        let again = noor.get(&path).await.assert(200).json();
        assert!(again.to_string().contains("read_access_log"));
        let before = noor.get(&format!("{path}?until=2026-09-20&days=31")).await.assert(200).json();
        assert_eq!(before["accesses"], json!([]));
        noor.get(&format!("{path}?days=32")).await.assert_problem(400, "invalid_parameter");
    }

    /// FER-09: what an order may keep from the family, and what the other parent asks for, is not in it.
    async fn the_access_log_tells_a_parent_of_no_hold_and_of_the_other_one_only_that_they_looked(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let karim = school.guardian_of(student, "Karim").await.persona;
        let of = |what: &str| format!("/v1/students/{student}/{what}");
        karim.get(&of("record")).await.assert(200);
        let request = json!({ "subject_id": student.to_string(), "kind": "access" });
        karim.post("/v1/requests", request).await.assert(201);
        let contested = json!({ "part": "given_name", "ground": "inaccurate", "contention": "It is Eva." });
        karim.post(&of("amendments"), contested).await.assert(201);
        karim.post_empty(&of("exports")).await.assert(201);
        people.moore.post("/v1/legal-holds", super::hold(&school, student)).await.assert(201);
        people.diaz.get(&of("disclosures")).await.assert(200);
        let told = async |who: &tests::persona::Persona| -> Vec<String> {
            let log = who.get(&of("access-log")).await.assert(200).json();
            let accesses = log["accesses"].as_array().unwrap().iter();
            accesses.map(|access| access["happening"].as_str().unwrap().to_owned()).collect()
        };
        let (noors, karims, diazs) = (told(&noor).await, told(&karim).await, told(&people.diaz).await);
        assert!(noors.contains(&"read_education_record".to_owned()), "{noors:?}");
        for asked in ["file_request", "contest_record", "export_student"] {
            assert!(!noors.contains(&asked.to_owned()), "{asked}");
            assert!(karims.contains(&asked.to_owned()), "{asked}");
        }
        for kept in ["manage_holds", "read_disclosures"] {
            assert!(!noors.contains(&kept.to_owned()) && !karims.contains(&kept.to_owned()), "{kept}");
            assert!(diazs.contains(&kept.to_owned()), "{kept}");
        }
    }

    /// RTS-02, 34 CFR 99.10: a guardian has a copy of the record, without what is the other parent's.
    async fn a_guardian_has_a_copy_of_the_record_and_nothing_of_the_other_parent(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let karim = school.guardian_of(student, "Karim").await.persona;
        karim.get(&format!("/v1/students/{student}/record")).await.assert(200);
        let asked = noor.post_empty(&format!("/v1/students/{student}/exports")).await.assert(201);
        let done = api::worker::run_due(tests::founding::installation(), &school.hallpass).await;
        done.unwrap();
        let archive = format!("/v1/me/exports/{}/archive", asked.text("/id"));
        let archive = noor.post_empty(&archive).await.assert(200);
        assert_eq!(&archive.content()[..2], b"PK");
        let plan = noor.get(&format!("/v1/people/{student}/erasure-plan")).await.assert(200);
        assert!(!plan.json().to_string().contains("parent_contact"), "another parent would show");
        let request = json!({ "subject_id": student, "kind": "erase" });
        noor.post("/v1/requests", request).await.assert(201);
    }

    async fn a_parent_at_home_reads_the_record_of_the_child(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2017-05" })).await;
        let record = format!("/v1/students/{}/record", child.id);
        let read = family.parent.get(&record).await.assert(200).json();
        assert_eq!(read["student"]["given_name"], "Robin");
        assert_eq!(read["grounds"][0]["kind"], "consent");
        let other = Family::register(&school, "Moreau").await;
        other.parent.get(&record).await.assert_problem(404, "not_found");
    }
}
