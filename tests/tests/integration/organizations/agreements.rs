//! Agreements of schools.

use domain::{
    access::Relationship, accounts::sessions::SessionKind, classes::grade_level::GradeLevel,
    organizations::authorization::MissingCondition,
};
use persistence::classes::students::{self, CreateStudentsRefusal, StudentToCreate};
use serde_json::json;
use tests::{founding, on_each_backend};

use crate::organizations::requests::agreement;

on_each_backend! {
    async fn an_agreement_is_recorded_listed_and_ended_early(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school_without_agreement);
        let recorded = okoye.post_once(&path, "k", agreement()).await.assert(201);
        let again = okoye.post_once(&path, "k", agreement()).await.assert(201);
        assert_eq!(recorded.body, again.body);
        let listed = okoye.get(&path).await.assert(200);
        assert_eq!(listed.json()["data"], json!([recorded.json()]));
        assert_eq!(recorded.text("/document_sha256"), "00ff".repeat(16));

        let end = format!("{path}/{}/end", recorded.text("/id"));
        okoye.post(&end, json!({"ends_on": "2027-08-01"})).await.assert_conflict("agreement_ends_earlier");
        let past = okoye.post(&end, json!({"ends_on": "2026-09-20"})).await.assert_problem(422, "invalid_fields");
        assert_eq!(past.text("/errors/0/code"), "in_the_past");
        let ended = okoye.post(&end, json!({"ends_on": "2026-09-21"})).await.assert(200);
        assert_eq!(ended.text("/ends_on"), "2026-09-21");
        okoye.post(&end, json!({"ends_on": "2026-10-01"})).await.assert_conflict("agreement_ends_earlier");

        let elsewhere = format!("/v1/schools/{}/agreements/{}/end", school.world.school, recorded.text("/id"));
        okoye.post(&elsewhere, json!({"ends_on": "2026-09-21"})).await.assert_problem(404, "not_found");
    }

    /// It would put off what ends with an earlier agreement.
    async fn an_agreement_whose_term_is_over_is_not_made_active(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school_without_agreement);
        let mut short = agreement();
        short["ends_on"] = json!("2026-09-30");
        let recorded = okoye.post(&path, short).await.assert(201).text("/id");
        school.clock.advance(chrono::TimeDelta::days(10));
        let okoye = school.again(&okoye, SessionKind::Staff).await;
        let refused = okoye.post_empty(&format!("{path}/{recorded}/activate")).await;
        assert_eq!(refused.assert_conflict("agreement_over").text("/rule"), "SCH-02");
    }

    async fn an_agreement_that_ended_allows_no_new_student(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        school.student_in(class, "Ada").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        let held = okoye.get(&path).await.assert(200).text("/data/0/id");
        okoye.post(&format!("{path}/{held}/end"), json!({"ends_on": "2026-09-21"})).await.assert(200);

        let (district, now) = (school.world.district, domain::mint::Clock::now(&*school.clock));
        let outcome = founding::write(&school.database, district, now, move |tx| {
            let permit = founding::permit(tx, Relationship::TeacherOfRecord, class);
            let student = StudentToCreate {
                given_name: "Grace".to_owned(),
                family_name: "Example".to_owned(),
                display_name: "Grace E.".to_owned(),
                username: "grace".to_owned(),
                grade_level: Some(GradeLevel::Fourth),
                born: None,
                passphrase_hash: "$argon2id$".to_owned(),
            };
            students::create(tx, &permit, &[student])
        }).await;
        assert_eq!(outcome, Err(CreateStudentsRefusal::NotAuthorized(MissingCondition::ActiveAgreement)));
    }

    async fn an_agreement_that_cannot_be_is_refused(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        for (pointer, wrong, code) in [
            ("/ends_on", json!("2026-09-01"), "not_later"),
            ("/signed_on", json!("2026-10-01"), "in_the_future"),
            ("/begins_on", json!("1999-12-31"), "out_of_range"),
            ("/signatory_role", json!("teacher"), "unknown_value"),
            ("/document_sha256", json!("abc"), "not_a_digest"),
            ("/data_schedule", json!([]), "length"),
        ] {
            let mut body = agreement();
            *body.pointer_mut(pointer).unwrap() = wrong;
            let refused = okoye.post(&path, body).await.assert_problem(422, "invalid_fields");
            assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), (pointer.to_owned(), code.to_owned()));
        }
    }
}
