//! Who contests a record, who decides, and who learns nothing of it.

use chrono::TimeDelta;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

use super::{again, contest, contested, of, refuse};

on_each_backend! {
    async fn who_has_no_right_over_a_record_contests_and_sees_nothing_of_it(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let other = school.student_in(people.class, "Bilal").await;
        let noor = school.guardian_of(student, "Noor").await;
        let karim = school.guardian_of(student, "Karim").await;
        let ines = school.guardian_of(other.user, "Ines").await.persona;
        let amendment = contested(&noor.persona, student, "given_name").await;
        let [okafor, novak, silva, olsen] = &people.strangers;
        for stranger in [&people.ada, &ines, okafor, novak, silva, olsen] {
            contest(stranger, student, "given_name").await.assert(404);
            stranger.get(&of(student)).await.assert(404);
            stranger.get(&amendment).await.assert(404);
            refuse(stranger, &amendment).await.assert(404);
        }
        contest(&people.moore, student, "given_name").await.assert(403);
        people.moore.get(&amendment).await.assert(200);
        for staff in [&people.rivera, &people.chen] {
            contest(staff, student, "given_name").await.assert(403);
            staff.get(&amendment).await.assert(403);
            refuse(staff, &amendment).await.assert(403);
        }
        // What one parent contests is not the other's to know.
        assert_eq!(karim.persona.get(&of(student)).await.assert(200).json()["data"], json!([]));
        for (address, what) in [(&amendment, "hearing-request"), (&amendment, "closure")] {
            let hidden = karim.persona.post_empty(&format!("{address}/{what}")).await.assert(404);
            let nowhere = format!("{}/{NOWHERE}/{what}", of(student));
            let nowhere = karim.persona.post_empty(&nowhere).await;
            assert_eq!(hidden.body_without_request_id(), nowhere.body_without_request_id());
        }
        let log = format!("/v1/students/{student}/access-log");
        let log = noor.persona.get(&log).await.assert(200).json().to_string();
        assert!(log.contains("contest_record"));
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", noor.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        noor.persona.get(&amendment).await.assert(404);
        contest(&noor.persona, student, "family_name").await.assert(404);
        people.diaz.get(&amendment).await.assert(200);
        // Nobody can be heard any more, so the school need not wait.
        let closed = people.diaz.post_empty(&format!("{amendment}/closure")).await.assert(200);
        assert_eq!(closed.text("/state"), "closed");
    }

    /// An office gives nobody what a court took from them as a parent.
    async fn a_parent_who_lost_the_rights_learns_nothing_as_an_administrator(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        let own = people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", own.assert(201).text("/id"));
        haas.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let noor = school.guardian_of(student, "Noor").await.persona;
        let amendment = contested(&noor, student, "given_name").await;
        let access = json!({ "subject_id": student.to_string(), "kind": "access" });
        let access = noor.post("/v1/requests", access).await.assert(201).text("/id");
        assert_eq!(people.diaz.get(&of(student)).await.assert(200).json()["data"], json!([]));
        people.diaz.get(&amendment).await.assert(404);
        people.diaz.get(&format!("/v1/requests/{access}")).await.assert(404);
        let grant = format!("/v1/requests/{access}/decision");
        people.diaz.post(&grant, json!({ "decision": "grant" })).await.assert(404);
        haas.get(&amendment).await.assert(200);
        let copy = format!("/v1/students/{student}/exports");
        assert_eq!(haas.copy_from(&copy).await.rows("amendments").len(), 1);
        assert!(people.diaz.copy_from(&copy).await.rows("amendments").is_empty());
        haas.post(&grant, json!({ "decision": "grant" })).await.assert(200);
    }

    async fn of_a_student_of_two_schools_the_district_answers(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let amendment = contested(&noor, student, "given_name").await;
        let lindqvist = school.teacher_at_other_school("Lindqvist").await;
        let classes = format!("/v1/schools/{}/classes", school.world.other_school);
        let theirs = lindqvist.post(&classes, json!({ "title": "Music" })).await.assert(201).text("/id");
        let joined = json!({ "student_id": student.uuid() });
        people.moore.post(&format!("/v1/classes/{theirs}/enrollments"), joined).await.assert(201);
        people.diaz.get(&amendment).await.assert(404);
        refuse(&people.diaz, &amendment).await.assert(404);
        refuse(&people.moore, &amendment).await.assert(200);
    }

    /// What was granted to a guardian who lost the rights since is handed to nobody.
    async fn an_inspection_ends_with_the_rights_of_who_asked(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let access = json!({ "subject_id": student.to_string(), "kind": "access" });
        let access = noor.persona.post("/v1/requests", access).await.assert(201).text("/id");
        let access = format!("/v1/requests/{access}");
        let decision = format!("{access}/decision");
        people.diaz.post(&decision, json!({ "decision": "grant" })).await.assert(200);
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", noor.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        people.diaz.post_empty(&format!("{access}/completion")).await.assert_conflict("request_elsewhere");
        let refuse = json!({ "decision": "refuse", "reason": "identity_not_proved" });
        let refused = people.diaz.post(&decision, refuse).await.assert(200);
        assert_eq!(refused.text("/state"), "refused");
    }

    async fn nobody_decides_about_a_record_of_their_own_family(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let amendment = contested(&people.diaz, student, "given_name").await;
        refuse(&people.diaz, &amendment).await.assert_conflict("own_family");
        people.diaz.get(&format!("{amendment}/recipients")).await.assert(404);
        let noor = school.guardian_of(student, "Noor").await.persona;
        let of_the_other = contested(&noor, student, "given_name").await;
        refuse(&people.diaz, &of_the_other).await.assert(404);
        refuse(&haas, &amendment).await.assert(200);
        let closed = people.diaz.post_empty(&format!("{amendment}/closure")).await.assert(200);
        assert_eq!(closed.text("/state"), "closed");
    }

    /// AGE-14: what a parent contested goes on with the student who came of age.
    async fn at_eighteen_the_student_contests_the_record_and_goes_on_with_what_is_contested(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        people.diaz.post(&born, json!({ "born": "2008-09" })).await.assert(200);
        let noor = school.guardian_of(student, "Noor").await.persona;
        let amendment = contested(&noor, student, "given_name").await;
        refuse(&people.diaz, &amendment).await.assert(200);
        school.clock.advance(TimeDelta::days(10));
        let (ada, noor) = (school.student(student).await, again(&school, &noor).await);
        noor.get(&amendment).await.assert(404);
        ada.post_empty(&format!("{amendment}/hearing-request")).await.assert(200);
        contest(&ada, student, "family_name").await.assert(201);
        assert_eq!(ada.get(&of(student)).await.assert(200).json()["data"].as_array().unwrap().len(), 2);
    }
}
