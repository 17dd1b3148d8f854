//! Who refuses directory information, who takes it back, and what outlives what (FER-16, AGE-14).

use chrono::TimeDelta;
use serde_json::json;
use tests::{on_each_backend, rosters::count};

use super::{again, names, refusals, refused, released};

on_each_backend! {
    async fn any_one_parents_refusal_counts_and_only_they_take_it_back(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let sam = school.guardian_of(student, "Sam").await.persona;
        let (name, rescission) = (json!({ "types": ["name"] }), format!("{}/rescission", refusals(student)));
        let done = noor.post(&refusals(student), name.clone()).await.assert(200).json();
        assert_eq!(done["refused"][0]["type"], "name");
        noor.post(&refusals(student), name.clone()).await.assert(200);
        assert_eq!(count(&school, "directory_refusals"), 1);
        assert_eq!(refused(&sam, student).await, ["name"]);
        sam.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        people.diaz.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        // Both refuse; one of them thinks again.
        sam.post(&refusals(student), name.clone()).await.assert(200);
        noor.post(&rescission, name.clone()).await.assert(200);
        assert_eq!(refused(&noor, student).await, ["name"]);
        sam.post(&rescission, name.clone()).await.assert(200);
        assert_eq!(refused(&sam, student).await, Vec::<String>::new());
        // Where nothing is refused there is nothing to take back.
        sam.post(&rescission, name).await.assert(200);
        let record = sam.get(&format!("/v1/students/{student}/record")).await.assert(200).json();
        assert_eq!(record["directory_refused"], json!([]));
    }

    async fn a_refusal_of_who_lost_the_rights_stays_while_the_family_is_contested(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let sam = school.guardian_of(student, "Sam").await.persona;
        let (name, rescission) = (json!({ "types": ["name"] }), format!("{}/rescission", refusals(student)));
        noor.persona.post(&refusals(student), name.clone()).await.assert(200);
        people.diaz.decide_guardianship(student, &noor.id, json!({ "decision": "dispute" })).await.assert(200);
        noor.persona.post(&rescission, name.clone()).await.assert_problem(404, "not_found");
        sam.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        people.diaz.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        assert_eq!(refused(&sam, student).await, ["name"]);
    }

    async fn a_guardian_who_gave_it_up_leaves_the_refusal_to_who_holds_the_rights(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let sam = school.guardian_of(student, "Sam").await.persona;
        let name = json!({ "types": ["name"] });
        noor.persona.post(&refusals(student), name.clone()).await.assert(200);
        let give_up = format!("/v1/me/guardianships/{}/give-up", noor.id);
        noor.persona.post(&give_up, json!({})).await.assert(204);
        assert_eq!(refused(&sam, student).await, ["name"]);
        sam.post(&format!("{}/rescission", refusals(student)), name).await.assert(200);
        assert_eq!(refused(&sam, student).await, Vec::<String>::new());
    }

    async fn what_came_on_paper_the_school_records_and_takes_back_unless_it_is_of_the_family(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let sam = school.guardian_of(student, "Sam").await.persona;
        let (name, rescission) = (json!({ "types": ["name"] }), format!("{}/rescission", refusals(student)));
        people.diaz.post(&refusals(student), name.clone()).await.assert(200);
        let haas = school.school_admin("Haas").await;
        haas.post(&refusals(student), name.clone()).await.assert(200);
        assert_eq!(count(&school, "directory_refusals WHERE manner = 'paper'"), 1);
        sam.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        haas.post(&rescission, name.clone()).await.assert(200);
        assert_eq!(refused(&people.moore, student).await, Vec::<String>::new());
        for (who, status) in [(&people.moore, 403), (&people.rivera, 403), (&people.ada, 404), (&people.strangers[1], 404), (&people.strangers[2], 404)] {
            who.post(&refusals(student), name.clone()).await.assert(status);
            who.post(&rescission, name.clone()).await.assert(status);
        }
        // An administrator who claims to be a parent records no paper of the child.
        let code = haas.pairing_code(student, None).await;
        people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        people.diaz.post(&refusals(student), name.clone()).await.assert_conflict("own_paper");
        people.diaz.post(&rescission, name).await.assert_conflict("own_paper");
    }

    /// AGE-14: the refusal stays in force until the student takes it back.
    async fn a_refusal_stays_after_eighteen_until_the_student_takes_it_back(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        people.diaz.post(&born, json!({ "born": "2008-09" })).await.assert(200);
        let noor = school.guardian_of(student, "Noor").await.persona;
        let (name, rescission) = (json!({ "types": ["name"] }), format!("{}/rescission", refusals(student)));
        people.ada.post(&refusals(student), name.clone()).await.assert(404);
        noor.post(&refusals(student), name.clone()).await.assert(200);
        people.diaz.post(&refusals(student), json!({ "types": ["grade_level"] })).await.assert(200);
        let (diaz, list) = released(&school, &people.diaz, &["name"]).await;
        let noor = again(&school, &noor).await;
        noor.post(&rescission, name.clone()).await.assert_problem(404, "not_found");
        assert_eq!(names(&diaz, &list).await, Vec::<String>::new());
        diaz.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        diaz.post(&rescission, json!({ "types": ["grade_level"] })).await.assert_conflict("refusal_stays");
        let ada = school.student(student).await;
        assert_eq!(refused(&ada, student).await, ["name", "grade_level"]);
        ada.post(&rescission, json!({ "types": ["name", "grade_level"] })).await.assert(200);
        assert_eq!(names(&diaz, &list).await, ["Ada E."]);
        ada.post(&refusals(student), name.clone()).await.assert(200);
        diaz.post(&rescission, name).await.assert_conflict("refusal_stays");
        assert_eq!(names(&diaz, &list).await, Vec::<String>::new());
    }

    async fn a_refusal_is_in_the_copy_of_the_family_and_ends_with_the_record(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        noor.post(&refusals(student), json!({ "types": ["name"] })).await.assert(200);
        let copy = noor.copy_from(&format!("/v1/students/{student}/exports")).await;
        let rows = copy.rows("directory_refusals");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["directory_type"], "name");
        assert!(!rows[0].to_string().contains(&noor.user.to_string()));
        let erased = json!({ "subject_id": student.to_string(), "kind": "erase" });
        let filed = noor.post("/v1/requests", erased).await.assert(201).text("/id");
        people.diaz.post(&format!("/v1/requests/{filed}/decision"), json!({ "decision": "grant" })).await.assert(200);
        school.clock.advance(TimeDelta::days(31));
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
        assert_eq!(count(&school, "directory_refusals"), 0);
    }
}
