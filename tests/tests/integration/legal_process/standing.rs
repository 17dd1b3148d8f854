//! Who takes the course of a process, and who learns nothing of it.

use chrono::TimeDelta;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

use super::{again, comply, demand, disclosures, of, processes, secret, step, validated};

on_each_backend! {
    async fn who_administers_neither_the_school_nor_the_district_records_and_reads_nothing(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        let [okafor, novak, silva, olsen] = &people.strangers;
        let elsewhere = school.staff(
            school.world.district,
            "Achterberg",
            domain::staff::role::StaffRole::SchoolAdmin,
            Some(school.world.other_school),
        ).await;
        for stranger in [okafor, novak, silva, olsen, &elsewhere] {
            stranger.post(&of(student), demand("subpoena")).await.assert(404);
            stranger.get(&of(student)).await.assert(404);
            stranger.get(&process).await.assert(404);
            comply(stranger, &process).await.assert(404);
        }
        for staff in [&people.rivera, &people.chen] {
            staff.post(&of(student), demand("subpoena")).await.assert(403);
            staff.get(&process).await.assert(403);
        }
        people.ada.get(&process).await.assert(404);
        let ben = school.student_in(people.class, "Ben").await;
        let other = process.replace(&student.to_string(), &ben.user.to_string());
        people.diaz.get(&other).await.assert(404);
        comply(&people.diaz, &other).await.assert(404);
    }

    async fn a_former_administrator_goes_on_with_nothing(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let process = validated((&people.moore, &people.diaz), student, secret(None)).await;
        let staff = format!("/v1/schools/{}/staff/{}", school.world.school, people.diaz.user);
        school.school_admin("Haas").await;
        people.moore.delete(&staff).await.assert(204);
        let refused = comply(&people.diaz, &process).await;
        assert!([401, 404].contains(&refused.status.as_u16()));
        comply(&people.moore, &process).await.assert(200);
    }

    /// No office shows a parent what an order keeps from the family.
    async fn a_guardian_who_administers_the_school_is_told_as_a_guardian(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        people.diaz.post(&of(student), demand("subpoena")).await.assert_conflict("of_the_family");
        let process = validated((&people.moore, &haas), student, secret(None)).await;
        people.diaz.get(&process).await.assert(404);
        assert!(processes(&people.diaz, student).await.is_empty());
        let quash = people.diaz.post_empty(&format!("{process}/quashing")).await.assert(404);
        let nowhere = people.diaz.post_empty(&format!("{}/{NOWHERE}/quashing", of(student))).await;
        assert_eq!(quash.body_without_request_id(), nowhere.body_without_request_id());
        comply(&people.diaz, &process).await.assert(404);
        comply(&haas, &process).await.assert(200);
        assert!(disclosures(&people.diaz, student).await.is_empty());
        let log = format!("/v1/students/{student}/access-log");
        let log = people.diaz.get(&log).await.assert(200).json().to_string();
        assert!(!log.contains("legal_process"));
        school.clock.advance(TimeDelta::days(90));
        school.does_its_work().await;
        let diaz = again(&school, &people.diaz).await;
        diaz.get(&process).await.assert(200);
        comply(&diaz, &process).await.assert(404);
    }

    /// The same of one whose rights a court took.
    async fn a_limited_guardian_who_administers_the_school_learns_nothing_at_all(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        let own = people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", own.assert(201).text("/id"));
        haas.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let process = validated((&people.moore, &haas), student, demand("subpoena")).await;
        step(&haas, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        people.diaz.get(&process).await.assert(404);
        assert!(processes(&people.diaz, student).await.is_empty());
    }

    /// AGE-14: a student who is an adult is told, by hand, and no parent is.
    async fn a_student_of_eighteen_is_told_instead_of_the_parents(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        people.diaz.post(&born, json!({ "born": "2008-08" })).await.assert(200);
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        let message = step(&people.diaz, &process, "notice", json!({ "service": "message" })).await;
        message.assert_conflict("nobody_to_write_to");
        step(&people.diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        assert_eq!(processes(&people.ada, student).await.len(), 1);
        noor.get(&process).await.assert(404);
        school.clock.advance(TimeDelta::days(10));
        comply(&again(&school, &people.diaz).await, &process).await.assert(200);
        let ada = school.student(student).await;
        assert_eq!(disclosures(&ada, student).await.len(), 1);
    }
}
