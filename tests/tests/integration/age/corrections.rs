//! A corrected age, and data that should not have been collected (AGE-16).

use chrono::TimeDelta;
use domain::{
    accounts::sessions::SessionKind, audit::Channel, mail::MessageKind,
    organizations::checklist::AgreementTerm, text_enum::TextEnum as _,
};
use persistence::{Scope, testing};
use serde_json::json;
use tests::{app::TestApp, persona::Persona};
use uuid::Uuid;

use super::{age_path, messages, work};

/// A student who was thought a teenager, whose school's agreement has ended, and who turns out to be
/// a child.
#[cfg(test)]
struct Corrected {
    rivera: Persona,
    moore: Persona,
    ada: Persona,
    age: String,
    student: String,
}

#[cfg(test)]
impl Corrected {
    async fn of(school: &TestApp) -> Self {
        let rivera = school.teacher("Rivera").await;
        let moore = school.district_admin("Moore").await;
        let class = rivera.class("Robots").await;
        let ada = school.student_in(class, "Ada").await;
        let age = age_path(class, &ada);
        let state = format!("{age}/statements");
        moore
            .post(&state, json!({"born": "2009"}))
            .await
            .assert(200);
        let agreements = format!("/v1/schools/{}/agreements", school.world.school);
        let held = moore.get(&agreements).await.assert(200).text("/data/0/id");
        let end = format!("{agreements}/{held}/end");
        moore
            .post(&end, json!({"ends_on": "2026-09-21"}))
            .await
            .assert(200);
        ada.get("/v1/me").await.assert(200);
        let corrected = moore
            .post(&state, json!({"born": "2015-03"}))
            .await
            .assert(200);
        assert_eq!(corrected.text("/suspended_at"), "2026-09-21T15:00:00Z");
        assert_eq!(corrected.text("/deleted_at"), "2026-10-05T15:00:00Z");
        Self {
            student: format!("/v1/classes/{class}/students/{}", ada.user),
            rivera,
            moore,
            ada,
            age,
        }
    }
}

/// What is held of a student, in rows.
#[cfg(test)]
async fn held_of(school: &TestApp, student: &Persona) -> i64 {
    let (student, now) = (student.user, school.hallpass.now());
    let scope = Scope::new(Channel::Worker, school.world.district, now, Uuid::nil());
    let held = school
        .database
        .read(scope, move |tx| testing::rows_of_child(tx, student))
        .await;
    held.unwrap()
}

tests::on_each_backend! {
    /// Suspended at once: each request says what to do, and the teacher sees it and is told.
    async fn a_child_without_a_ground_is_suspended_at_once(school: TestApp) {
        let corrected = Corrected::of(&school).await;
        for path in ["/v1/me", "/v1/me/classes", "/v1/me/progress"] {
            let refused = corrected.ada.get(path).await.assert_problem(403, "account_suspended");
            assert!(refused.text("/detail").contains("teacher"), "{}", refused.json());
        }
        let seen = corrected.rivera.get(&corrected.student).await.assert(200);
        assert_eq!(seen.text("/suspended_at"), "2026-09-21T15:00:00Z");
        assert_eq!(messages(&school, MessageKind::AccountSuspended).await, ["Ada E."]);
    }

    /// On day 14, to the second, nothing of the student is left.
    async fn without_a_ground_everything_is_deleted_on_day_fourteen(school: TestApp) {
        let corrected = Corrected::of(&school).await;
        school.clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
        work(&school).await;
        assert!(held_of(&school, &corrected.ada).await > 1);
        school.clock.advance(TimeDelta::seconds(1));
        work(&school).await;
        work(&school).await;
        assert_eq!(held_of(&school, &corrected.ada).await, 0);
        let rivera = school.again(&corrected.rivera, SessionKind::Staff).await;
        rivera.get(&corrected.student).await.assert_problem(404, "not_found");
    }

    /// What a parent looks at is not destroyed meanwhile, and nothing more is collected (34 CFR 99.10(e)).
    async fn ret_03_an_open_inspection_puts_off_day_fourteen_and_the_account_stays_suspended(school: TestApp) {
        let corrected = Corrected::of(&school).await;
        let noor = school.guardian_of(corrected.ada.user, "Noor").await.persona;
        let access = json!({ "subject_id": corrected.ada.user.to_string(), "kind": "access" });
        let access = noor.post("/v1/requests", access).await.assert(201).text("/id");
        school.clock.advance(TimeDelta::days(14));
        work(&school).await;
        work(&school).await;
        assert!(held_of(&school, &corrected.ada).await > 1);
        let decision = json!({ "decision": "refuse", "reason": "identity_not_proved" });
        let moore = school.again(&corrected.moore, SessionKind::Staff).await;
        moore.post(&format!("/v1/requests/{access}/decision"), decision).await.assert(200);
        school.clock.advance(TimeDelta::days(1));
        work(&school).await;
        work(&school).await;
        assert_eq!(held_of(&school, &corrected.ada).await, 0);
    }

    /// An agreement that covers what is held ends the suspension, and nothing is deleted.
    async fn a_new_agreement_ends_the_suspension(school: TestApp) {
        let corrected = Corrected::of(&school).await;
        let agreement = json!({
            "signatory_role": "superintendent",
            "signed_on": "2026-09-21",
            "begins_on": "2026-09-23",
            "ends_on": "2027-07-01",
            "terms": AgreementTerm::ALL,
            "data_schedule": [
                "name", "login_identifier", "credential", "enrollment", "progress", "work",
                "check_answer", "age_evidence"
            ],
        });
        corrected.moore.agree(school.world.school, agreement).await;
        work(&school).await;
        corrected.ada.get("/v1/me").await.assert_problem(403, "account_suspended");
        // Midnight of 23 September in Los Angeles.
        school.clock.advance(TimeDelta::hours(40));
        work(&school).await;
        let ada = school.student(corrected.ada.user).await;
        ada.get("/v1/me").await.assert(200);
        school.clock.advance(TimeDelta::days(13));
        work(&school).await;
        let ada = school.student(corrected.ada.user).await;
        ada.get("/v1/me").await.assert(200);
    }

    /// Evidence that the student is no child ends it as well.
    async fn evidence_that_the_student_is_no_child_ends_the_suspension(school: TestApp) {
        let corrected = Corrected::of(&school).await;
        let agreement = json!({
            "signatory_role": "superintendent",
            "signed_on": "2026-09-21",
            "begins_on": "2026-09-21",
            "ends_on": "2027-07-01",
            "terms": AgreementTerm::ALL,
            "data_schedule": ["age_evidence"],
        });
        corrected.moore.agree(school.world.school, agreement).await;
        let state = format!("{}/statements", corrected.age);
        let older = corrected.moore.post(&state, json!({"born": "2009"})).await.assert(200);
        assert_eq!(older.json()["suspended_at"], json!(null));
        corrected.ada.get("/v1/me").await.assert(200);
    }

    /// With an agreement throughout, a younger age takes nothing from anybody.
    async fn a_child_whose_school_authorized_keeps_everything(school: TestApp) {
        let people = school.people().await;
        let state = format!("{}/statements", age_path(people.class, &people.ada));
        people.diaz.post(&state, json!({"born": "2009"})).await.assert(200);
        let younger = people.diaz.post(&state, json!({"born": "2015-03"})).await.assert(200);
        assert_eq!((younger.text("/band"), younger.json()["suspended_at"].clone()), ("child".to_owned(), json!(null)));
        people.ada.get("/v1/me").await.assert(200);
    }
}
