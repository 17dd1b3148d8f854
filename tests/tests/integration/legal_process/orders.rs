//! Orders that nobody be told of a process, and what the family reads when they end.

use chrono::TimeDelta;
use serde_json::json;
use tests::{mail_server::MailServer, on_each_backend};

use super::{again, comply, demand, disclosures, of, processes, secret, step, validated};

on_each_backend! {
    async fn under_an_order_the_family_reads_nothing_and_is_told_when_it_ends(school: TestApp) {
        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let body = secret(Some("2026-12-01T00:00:00Z"));
        let process = validated((&people.moore, &people.diaz), student, body).await;
        for service in ["message", "by_hand"] {
            let told = step(&people.diaz, &process, "notice", json!({ "service": service })).await;
            told.assert_conflict("notice_forbidden");
        }
        let complied = comply(&people.diaz, &process).await.assert(200);
        assert_eq!(complied.text("/state"), "complied");
        people.moore.get(&process).await.assert(200);

        assert!(disclosures(&noor, student).await.is_empty());
        assert!(processes(&noor, student).await.is_empty());
        let hidden = noor.get(&process).await.assert(404);
        let nowhere = format!("{}/01999999-9999-7999-8999-999999999999", of(student));
        let nowhere = noor.get(&nowhere).await.assert(404);
        assert_eq!(hidden.body_without_request_id(), nowhere.body_without_request_id());
        let log = format!("/v1/students/{student}/access-log?days=31");
        let log = noor.get(&log).await.assert(200).json().to_string();
        assert!(!log.contains("legal_process"), "the log would tell of it");
        let copy = noor.copy_from(&format!("/v1/students/{student}/exports")).await;
        assert!(copy.rows("legal_processes").is_empty());
        assert!(copy.rows("record_disclosures").is_empty());
        let told_of = |row: &serde_json::Value| row.to_string().contains("legal_process");
        assert!(!copy.rows("audit_events").iter().any(told_of));
        assert_eq!(disclosures(&people.diaz, student).await.len(), 1);

        let until: chrono::DateTime<chrono::Utc> = "2026-11-30T23:59:59Z".parse().unwrap();
        school.clock.advance(until - school.hallpass.now());
        mailing.does_its_work().await;
        let early = again(&school, &noor).await;
        assert!(disclosures(&early, student).await.is_empty());
        school.clock.advance(TimeDelta::seconds(1));
        mailing.does_its_work().await;
        let noor = again(&school, &noor).await;
        let seen = disclosures(&noor, student).await;
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0]["id"], complied.json()["disclosure_id"]);
        let read = noor.get(&process).await.assert(200);
        assert_eq!(read.text("/told_at"), "2026-12-01T00:00:00Z");
        let about = |mail: &&String| mail.contains("legal processes");
        assert_eq!(server.taken().iter().filter(about).count(), 1);
    }

    async fn an_order_without_an_end_is_reviewed_and_then_the_family_is_told(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let process = validated((&people.moore, &people.diaz), student, secret(None)).await;
        let complied = comply(&people.diaz, &process).await.assert(200);
        assert_eq!(complied.text("/no_notice_until"), "2026-12-20T15:00:00Z");
        school.clock.advance(TimeDelta::days(45));
        let diaz = again(&school, &people.diaz).await;
        let review = json!({ "no_notice_until": "2028-12-31T00:00:00Z" });
        step(&diaz, &process, "order-reviews", review).await.assert(422);
        let reviewed = step(&diaz, &process, "order-reviews", json!({})).await.assert(200);
        assert_eq!(reviewed.text("/no_notice_until"), "2027-02-03T15:00:00Z");
        // The day on which it would have been over passes.
        school.clock.advance(TimeDelta::days(45));
        school.does_its_work().await;
        assert!(disclosures(&again(&school, &noor).await, student).await.is_empty());
        let diaz = again(&school, &people.diaz).await;
        let review = json!({ "no_notice_until": "2026-12-20T18:00:00Z" });
        step(&diaz, &process, "order-reviews", review).await.assert(200);
        school.clock.advance(TimeDelta::hours(3));
        school.does_its_work().await;
        assert_eq!(disclosures(&again(&school, &noor).await, student).await.len(), 1);
        let diaz = again(&school, &people.diaz).await;
        step(&diaz, &process, "order-reviews", json!({})).await.assert_conflict("no_order_in_force");
        // Without mail the school tells them by hand, too.
        let told = step(&diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        assert_eq!(told.text("/told_at"), "2026-12-20T18:00:00Z");
    }

    async fn an_order_that_ends_before_the_school_complied_gives_the_family_its_time(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let body = secret(Some("2026-09-25T00:00:00Z"));
        let process = validated((&people.moore, &people.diaz), student, body).await;
        school.clock.advance(TimeDelta::days(4));
        school.does_its_work().await;
        let diaz = again(&school, &people.diaz).await;
        comply(&diaz, &process).await.assert_conflict("family_untold");
        assert_eq!(processes(&again(&school, &noor).await, student).await.len(), 1);
        step(&diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        comply(&diaz, &process).await.assert_conflict("notice_period");
        school.clock.advance(TimeDelta::days(10));
        comply(&again(&school, &people.diaz).await, &process).await.assert(200);
    }

    async fn what_is_quashed_under_an_order_is_told_when_it_ends(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let body = secret(Some("2026-10-01T00:00:00Z"));
        let process = validated((&people.moore, &people.diaz), student, body).await;
        people.diaz.post_empty(&format!("{process}/quashing")).await.assert(200);
        assert!(disclosures(&noor, student).await.is_empty());
        school.clock.advance(TimeDelta::days(10));
        school.does_its_work().await;
        let noor = again(&school, &noor).await;
        assert_eq!(disclosures(&noor, student).await[0]["outcome"], "refused");
        assert_eq!(processes(&noor, student).await.len(), 1);
    }

    async fn only_three_orders_each_of_its_process_forbid_to_tell(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        for (kind, basis, status) in [
            ("warrant", "federal_grand_jury", 422),
            ("court_order", "federal_grand_jury", 422),
            ("court_order", "law_enforcement_subpoena", 422),
            ("subpoena", "ex_parte_terrorism_order", 422),
            ("subpoena", "law_enforcement_subpoena", 201),
            ("court_order", "ex_parte_terrorism_order", 201),
        ] {
            let mut body = demand(kind);
            body["no_notice_basis"] = json!(basis);
            people.diaz.post(&of(student), body).await.assert(status);
        }
        people.diaz.post(&of(student), secret(Some("2026-09-21T15:00:00Z"))).await.assert(422);
        people.diaz.post(&of(student), secret(Some("2027-09-22T15:00:00Z"))).await.assert(422);
    }
}
