//! Who is told, and what changes between the notice and the day on which the school complies.

use chrono::TimeDelta;
use serde_json::json;
use tests::{mail_server::MailServer, on_each_backend};

use super::{again, comply, demand, disclosures, of, processes, secret, step, validated};

on_each_backend! {
    async fn a_guardian_verified_after_the_notice_is_told_before_anything_is_handed_over(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        school.guardian_of(student, "Noor").await;
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        let by_hand = json!({ "service": "by_hand" });
        step(&people.diaz, &process, "notice", by_hand.clone()).await.assert(200);
        step(&people.diaz, &process, "notice", by_hand.clone()).await.assert_conflict("process_elsewhere");
        school.clock.advance(TimeDelta::days(4));
        school.guardian_of(student, "Ivo").await;
        school.clock.advance(TimeDelta::days(6));
        let diaz = again(&school, &people.diaz).await;
        comply(&diaz, &process).await.assert_conflict("family_untold");
        step(&diaz, &process, "notice", by_hand).await.assert(200);
        comply(&diaz, &process).await.assert_conflict("notice_period");
        school.clock.advance(TimeDelta::days(10));
        comply(&again(&school, &people.diaz).await, &process).await.assert(200);
    }

    /// AGE-14: who was told were the parents, who hold the rights no more.
    async fn a_student_who_became_an_adult_after_the_notice_is_told(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        school.guardian_of(student, "Noor").await;
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        let by_hand = json!({ "service": "by_hand" });
        step(&people.diaz, &process, "notice", by_hand.clone()).await.assert(200);
        school.clock.advance(TimeDelta::days(10));
        let diaz = again(&school, &people.diaz).await;
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        diaz.post(&born, json!({ "born": "2008-08" })).await.assert(200);
        comply(&diaz, &process).await.assert_conflict("family_untold");
        step(&diaz, &process, "notice", by_hand).await.assert(200);
        school.clock.advance(TimeDelta::days(10));
        comply(&again(&school, &people.diaz).await, &process).await.assert(200);
    }

    async fn a_message_that_waits_is_not_sent_to_who_lost_the_rights(school: TestApp) {
        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        let people = school.people().await;
        let student = people.ada.user;
        school.guardian_of(student, "Noor").await;
        let ivo = school.guardian_of(student, "Ivo").await;
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        step(&people.diaz, &process, "notice", json!({ "service": "message" })).await.assert(200);
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", ivo.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        mailing.does_its_work().await;
        let about = |mail: &&String| mail.contains("legal processes");
        assert_eq!(server.taken().iter().filter(about).count(), 1);
        // Who still holds the rights was written to: their time begins.
        let read = people.diaz.get(&process).await.assert(200);
        assert_eq!(read.text("/state"), "rights_holder_notified");
    }

    async fn what_was_kept_from_the_family_shows_when_they_are_told_by_hand(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let body = secret(Some("2026-10-01T00:00:00Z"));
        let process = validated((&people.moore, &people.diaz), student, body).await;
        comply(&people.diaz, &process).await.assert(200);
        school.clock.advance(TimeDelta::days(10));
        let diaz = again(&school, &people.diaz).await;
        step(&diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        let noor = again(&school, &noor).await;
        assert_eq!(disclosures(&noor, student).await.len(), 1);
        school.does_its_work().await;
        assert_eq!(disclosures(&noor, student).await.len(), 1);
    }

    async fn a_refusal_under_an_order_takes_two_and_is_told_when_the_order_is_lifted(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let received = people.moore.post(&of(student), secret(None)).await.assert(201);
        let process = format!("{}/{}", of(student), received.text("/id"));
        let invalid = json!({ "finding": "invalid" });
        step(&people.moore, &process, "review", invalid.clone()).await.assert_conflict("second_person_needed");
        step(&people.diaz, &process, "review", invalid).await.assert(200);
        assert!(disclosures(&noor, student).await.is_empty());
        let lift = json!({ "no_notice_until": "2026-09-21T15:00:00Z" });
        step(&people.moore, &process, "order-reviews", lift.clone()).await.assert_conflict("second_person_needed");
        step(&people.diaz, &process, "order-reviews", lift).await.assert(200);
        school.does_its_work().await;
        assert_eq!(disclosures(&noor, student).await[0]["outcome"], "refused");
        assert_eq!(processes(&noor, student).await.len(), 1);
    }

    async fn where_nobody_can_be_written_to_no_message_is_claimed(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let body = secret(Some("2026-10-01T00:00:00Z"));
        let process = validated((&people.moore, &people.diaz), student, body).await;
        comply(&people.diaz, &process).await.assert(200);
        school.clock.advance(TimeDelta::days(10));
        school.does_its_work().await;
        let diaz = again(&school, &people.diaz).await;
        let read = diaz.get(&process).await.assert(200).json();
        assert_eq!((&read["notice_service"], &read["told_at"]), (&json!(null), &json!(null)));
        step(&diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
    }
}
