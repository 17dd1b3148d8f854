//! The course of a process of which the family is told.

use chrono::TimeDelta;
use serde_json::json;
use tests::{mail_server::MailServer, on_each_backend, rosters::count};

use super::{again, comply, demand, disclosures, of, processes, step, validated};

on_each_backend! {
    async fn a_subpoena_is_checked_by_two_told_to_the_family_and_complied_with_once(school: TestApp) {
        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let ivo = school.guardian_of(student, "Ivo").await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", ivo.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let received = people.diaz.post(&of(student), demand("subpoena")).await.assert(201);
        let process = format!("{}/{}", of(student), received.text("/id"));
        comply(&people.moore, &process).await.assert_conflict("process_elsewhere");
        let valid = json!({ "finding": "valid" });
        step(&people.diaz, &process, "review", valid.clone()).await.assert_conflict("second_person_needed");
        step(&people.moore, &process, "review", valid).await.assert(200);
        comply(&people.moore, &process).await.assert_conflict("family_untold");
        noor.get(&process).await.assert(404);
        assert!(processes(&noor, student).await.is_empty());

        // A message counts when a mail server has taken it, and goes to those who hold the rights.
        let message = json!({ "service": "message" });
        let sent = step(&people.diaz, &process, "notice", message.clone()).await.assert(200);
        assert_eq!(sent.text("/state"), "school_notified");
        comply(&people.diaz, &process).await.assert_conflict("family_untold");
        step(&people.diaz, &process, "notice", message).await.assert_conflict("process_elsewhere");
        mailing.does_its_work().await;
        let taken = server.taken();
        let about: Vec<&String> = taken.iter().filter(|mail| mail.contains("legal processes")).collect();
        assert_eq!(about.len(), 1);
        assert!(!about[0].contains("Ada E") && !about[0].contains("27-0142"), "it names nobody");
        let read = noor.get(&process).await.assert(200);
        assert_eq!(read.text("/state"), "rights_holder_notified");
        assert_eq!(read.text("/wait_over_at"), "2026-10-01T15:00:00Z");
        assert_eq!(read.text("/issuer"), "Maple County Superior Court");
        let early = comply(&people.diaz, &process).await;
        early.assert_conflict("notice_period");

        school.clock.advance(TimeDelta::days(10) - TimeDelta::seconds(1));
        let diaz = again(&school, &people.diaz).await;
        comply(&diaz, &process).await.assert_conflict("notice_period");
        school.clock.advance(TimeDelta::seconds(1));
        let more = json!({ "categories": ["name", "progress"] });
        step(&diaz, &process, "compliance", more).await.assert(422);
        let done = comply(&diaz, &process).await.assert(200);
        assert_eq!(done.text("/state"), "complied");
        comply(&diaz, &process).await.assert_conflict("process_elsewhere");
        let (noor, moore) = (again(&school, &noor).await, again(&school, &people.moore).await);
        // The family, and who audits for the district, read what was disclosed to whom.
        for reader in [&noor, &moore] {
            let seen = disclosures(reader, student).await;
            assert_eq!(seen.len(), 1);
            assert_eq!(seen[0]["id"], done.json()["disclosure_id"]);
            assert_eq!(seen[0]["ground"], "legal_process");
            assert_eq!(seen[0]["outcome"], "disclosed");
            assert_eq!(seen[0]["categories"], json!(["name"]));
            assert_eq!(seen[0]["recipient"], "Maple County Superior Court");
        }
        again(&school, &ivo.persona).await.get(&process).await.assert(404);
    }

    async fn near_the_return_date_the_family_has_a_day_at_least(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let mut body = demand("court_order");
        body["return_at"] = json!("2026-09-23T15:00:00Z");
        let process = validated((&people.moore, &people.diaz), student, body).await;
        let told = step(&people.diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        assert_eq!(told.text("/wait_over_at"), "2026-09-22T15:00:00Z");
        comply(&people.diaz, &process).await.assert_conflict("notice_period");
        school.clock.advance(TimeDelta::days(1));
        comply(&again(&school, &people.diaz).await, &process).await.assert(200);
    }

    async fn what_is_no_compulsory_process_is_refused_at_once_and_written_down(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let email = people.diaz.post(&of(student), demand("agency_request")).await.assert(201);
        assert_eq!(email.text("/state"), "refused");
        let process = format!("{}/{}", of(student), email.text("/id"));
        comply(&people.moore, &process).await.assert_conflict("process_elsewhere");
        step(&people.moore, &process, "review", json!({ "finding": "valid" })).await.assert_conflict("process_elsewhere");
        let seen = disclosures(&noor, student).await;
        assert_eq!((&seen[0]["ground"], &seen[0]["outcome"]), (&json!("other"), &json!("refused")));
        let mut ordered = demand("agency_request");
        ordered["no_notice_basis"] = json!("federal_grand_jury");
        people.diaz.post(&of(student), ordered).await.assert(422);
        // A school cannot state what no process came to.
        let stated = json!({
            "ground": "legal_process",
            "recipient": "Maple County Superior Court",
            "categories": ["name"],
            "statements": ["process_validated", "rights_holder_told_before", "wait_over"],
        });
        let path = format!("/v1/students/{student}/disclosures");
        people.diaz.post(&path, stated).await.assert(422);
        assert_eq!(count(&school, "record_disclosures WHERE outcome = 'disclosed'"), 0);
        // Nor is a process recorded whose day is over.
        let mut late = demand("subpoena");
        late["return_at"] = json!("2026-09-21T15:00:00Z");
        people.diaz.post(&of(student), late).await.assert(422);
    }

    async fn a_process_that_is_quashed_or_not_valid_discloses_nothing(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        step(&people.diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
        let quashed = people.diaz.post_empty(&format!("{process}/quashing")).await.assert(200);
        assert_eq!(quashed.text("/state"), "quashed");
        people.diaz.post_empty(&format!("{process}/quashing")).await.assert_conflict("process_elsewhere");
        let received = people.diaz.post(&of(student), demand("warrant")).await.assert(201);
        let second = format!("{}/{}", of(student), received.text("/id"));
        let invalid = step(&people.diaz, &second, "review", json!({ "finding": "invalid" })).await.assert(200);
        assert_eq!(invalid.text("/state"), "refused");
        school.clock.advance(TimeDelta::days(11));
        let diaz = again(&school, &people.diaz).await;
        comply(&diaz, &process).await.assert_conflict("process_elsewhere");
        comply(&diaz, &second).await.assert_conflict("process_elsewhere");
        let seen = disclosures(&again(&school, &noor).await, student).await;
        assert_eq!(seen.len(), 2);
        assert!(seen.iter().all(|entry| entry["outcome"] == "refused"));
    }

    async fn a_process_of_which_only_the_district_knows_waits_for_the_school(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let novak = school.district_admin("Baptiste").await;
        let received = people.moore.post(&of(student), demand("subpoena")).await.assert(201);
        let process = format!("{}/{}", of(student), received.text("/id"));
        let valid = step(&novak, &process, "review", json!({ "finding": "valid" })).await.assert(200);
        assert_eq!(valid.text("/state"), "validated");
        step(&novak, &process, "notice", json!({ "service": "by_hand" })).await.assert_conflict("process_elsewhere");
        let known = people.diaz.post_empty(&format!("{process}/school-notice")).await.assert(200);
        assert_eq!(known.text("/state"), "school_notified");
        // Nobody of the family has an address: the school tells them by hand.
        step(&people.diaz, &process, "notice", json!({ "service": "message" })).await.assert_conflict("nobody_to_write_to");
        step(&people.diaz, &process, "notice", json!({ "service": "by_hand" })).await.assert(200);
    }

    async fn nothing_is_destroyed_that_an_open_process_seeks_and_then_all_of_it_goes(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let process = validated((&people.moore, &people.diaz), student, demand("subpoena")).await;
        school.clock.advance(TimeDelta::seconds(1));
        let revoke = format!("/v1/schools/{}/students/{student}/revoke", school.world.school);
        people.diaz.post_empty(&revoke).await.assert(200);
        school.clock.advance(TimeDelta::days(31));
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 1);
        let moore = again(&school, &people.moore).await;
        moore.post_empty(&format!("{process}/quashing")).await.assert(200);
        school.clock.advance(TimeDelta::days(2));
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
        for table in ["legal_processes", "record_disclosures"] {
            assert_eq!(count(&school, table), 0, "{table}");
        }
    }
}
