//! What an office of the district does not tell about parents (FER-04, D19).

use serde_json::json;
use tests::on_each_backend;

on_each_backend! {
    async fn a_limited_parent_who_administers_the_district_reads_nothing_of_it_in_the_log(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let okoye = school.district_admin("Okoye").await;
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        let own = okoye.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let guardianship = own.text("/id");
        let limits = format!("/v1/students/{student}/guardianships/{guardianship}/limits");
        let limit = people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201).text("/id");
        for what in [
            "happening=manage_guardians".to_owned(),
            format!("object_id={limit}"),
            format!("object_id={guardianship}&happening=manage_guardians"),
            format!("person_id={}&happening=manage_guardians", okoye.user),
        ] {
            let log = format!("/v1/audit/events?{what}");
            assert!(!people.moore.get(&log).await.assert(200).rows().is_empty(), "{what}");
            assert_eq!(okoye.get(&log).await.assert(200).json()["data"], json!([]), "{what}");
        }
    }

    async fn a_parent_who_administers_the_district_reads_of_no_hold_of_their_child(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let okoye = school.district_admin("Okoye").await;
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        okoye.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        people.moore.post("/v1/legal-holds", super::hold(&school, student)).await.assert(201);
        people.diaz.get(&format!("/v1/students/{student}/disclosures")).await.assert(200);
        for happening in ["manage_holds", "read_disclosures"] {
            let log = format!("/v1/audit/events?happening={happening}");
            assert_eq!(people.moore.get(&log).await.assert(200).rows().len(), 1, "{happening}");
            assert_eq!(okoye.get(&log).await.assert(200).json()["data"], json!([]), "{happening}");
        }
    }

    async fn the_district_looks_up_no_adult_who_is_a_parent_and_nothing_else(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        people.chen.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        for (person, status) in [(noor.user, 404), (people.chen.user, 200), (student, 200)] {
            people.moore.get(&format!("/v1/people/{person}")).await.assert(status);
        }
        let path = format!("/v1/people?ids={},{},{student}", noor.user, people.chen.user);
        assert_eq!(people.moore.get(&path).await.assert(200).column("display_name"), ["Ada E.", "Mx. Chen"]);
    }
}
