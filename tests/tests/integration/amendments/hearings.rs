//! What goes to a hearing.

use chrono::TimeDelta;
use serde_json::json;
use tests::on_each_backend;

use super::{again, contested, heard, hearing, refuse};

on_each_backend! {
    async fn a_statement_goes_along_with_every_later_disclosure_record_and_copy(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let karim = school.guardian_of(student, "Karim").await.persona;
        let haas = school.school_admin("Haas").await;
        let disclosures = format!("/v1/students/{student}/disclosures");
        let disclosed = |category: &str| json!({
            "ground": "school_of_transfer",
            "recipient": "Juniper Elementary",
            "categories": [category],
            "statements": ["enrollment_intended", "rights_holder_told_before"],
        });
        let earlier = people.diaz.post(&disclosures, disclosed("name")).await.assert(201);
        assert_eq!(earlier.json()["disclosure"]["went_along"], json!([]));
        let amendment = contested(&noor, student, "family_name").await;
        let (diaz, noor) = heard(&school, (&people.diaz, &noor), &haas, &amendment).await;
        let findings = json!({ "outcome": "upheld", "findings": "The certificate says so." });
        let upheld = diaz.post(&format!("{amendment}/outcome"), findings).await.assert(200);
        assert_eq!(upheld.text("/state"), "upheld");
        diaz.post_empty(&format!("{amendment}/closure")).await.assert_conflict("family_has_time");
        let statement = json!({ "statement": "We hold that it is Byron." });
        let path = format!("{amendment}/statement");
        diaz.post(&path, statement.clone()).await.assert_problem(403, "forbidden");
        let stated = noor.post(&path, statement.clone()).await.assert(200);
        assert_eq!(stated.text("/state"), "closed");
        noor.post(&path, statement).await.assert_conflict("amendment_elsewhere");

        let later = diaz.post(&disclosures, disclosed("name")).await.assert(201);
        assert_eq!(later.text("/disclosure/went_along/0/statement"), "We hold that it is Byron.");
        let other = diaz.post(&disclosures, disclosed("progress")).await.assert(201);
        assert_eq!(other.json()["disclosure"]["went_along"], json!([]));
        let listed = noor.get(&disclosures).await.assert(200).json();
        let along: Vec<usize> = listed["data"].as_array().unwrap().iter()
            .map(|row| row["went_along"].as_array().unwrap().len()).collect();
        assert_eq!(along, [0, 1, 0], "what was disclosed before went without it");
        let karim = again(&school, &karim).await;
        for reader in [&noor, &karim] {
            let record = reader.get(&format!("/v1/students/{student}/record")).await.assert(200);
            assert_eq!(record.text("/contested/0/standing"), "disagreement");
            assert_eq!(record.text("/contested/0/statement"), "We hold that it is Byron.");
        }
        let copy = karim.copy_from(&format!("/v1/students/{student}/exports")).await;
        let file = copy.files.iter().find(|(name, _)| name.contains("statements_of_disagreement"));
        let file = String::from_utf8(file.unwrap().1.clone()).unwrap();
        assert!(file.contains("We hold that it is Byron."), "{file}");
        let asked = copy.files.iter().find(|(name, _)| name.contains("amendments"));
        let asked = asked.map(|(_, file)| String::from_utf8(file.clone()).unwrap());
        assert!(!asked.unwrap_or_default().contains("It says what is not so"), "what the other parent asked");
        let mut rows = tests::rows::Rows::of(&school);
        for table in ["amendments", "statements_of_disagreement"] {
            let columns = match table {
                "amendments" => vec!["contention".to_owned(), "findings".to_owned()],
                _ => vec!["statement".to_owned()],
            };
            let row = rows.whole_row(table, columns.iter());
            let held = rows.values(&format!("SELECT {row} AS value FROM {table}"));
            assert!(held.iter().all(|row| !row.contains("Byron") && !row.contains("certificate")));
        }
    }

    async fn what_a_hearing_finds_wrong_is_corrected_in_the_same_step(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let haas = school.school_admin("Haas").await;
        let amendment = contested(&noor, student, "given_name").await;
        let (diaz, noor) = heard(&school, (&people.diaz, &noor), &haas, &amendment).await;
        let outcome = format!("{amendment}/outcome");
        let amended = json!({ "outcome": "amended", "findings": "The certificate says Eva." });
        let lacks = diaz.post(&outcome, amended.clone()).await.assert(422);
        assert_eq!(lacks.text("/errors/0/pointer"), "/correction");
        let mut amended = amended;
        amended["correction"] = json!({ "given_name": "Eva" });
        let amended = diaz.post(&outcome, amended).await.assert(200);
        assert_eq!(amended.text("/state"), "amended");
        let shown = noor.get(&amendment).await.assert(200);
        assert_eq!(shown.text("/findings"), "The certificate says Eva.");
        assert_eq!(shown.text("/officer_name"), "Mx. Haas");
        let record = noor.get(&format!("/v1/students/{student}/record")).await.assert(200).json();
        assert_eq!(record["student"]["given_name"], "Eva");
        assert_eq!(record["contested"], json!([]));
        let closed = noor.post_empty(&format!("{amendment}/closure")).await;
        closed.assert_conflict("amendment_elsewhere");
    }

    async fn an_officer_with_an_interest_conducts_no_hearing_and_it_is_announced_in_time(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        people.chen.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let amendment = contested(&noor, student, "grade_level").await;
        let path = format!("{amendment}/hearing");
        people.diaz.post(&path, hearing(&school, 10, &haas)).await.assert_conflict("amendment_elsewhere");
        refuse(&people.diaz, &amendment).await.assert(200);
        refuse(&people.diaz, &amendment).await.assert_conflict("amendment_elsewhere");
        people.diaz.post_empty(&format!("{amendment}/hearing-held")).await.assert_conflict("amendment_elsewhere");
        noor.post_empty(&format!("{amendment}/hearing-request")).await.assert(200);
        for (officer, code) in [
            (&people.diaz, "not_impartial"),
            (&people.rivera, "not_impartial"),
            (&people.chen, "not_impartial"),
            (&noor, "unknown"),
            (&people.ada, "unknown"),
        ] {
            let refused = people.diaz.post(&path, hearing(&school, 10, officer)).await.assert(422);
            assert_eq!(refused.text("/errors/0/pointer"), "/officer_id");
            assert_eq!(refused.text("/errors/0/code"), code);
        }
        for (days, code) in [(6, "too_early"), (46, "out_of_range")] {
            let refused = people.diaz.post(&path, hearing(&school, days, &haas)).await.assert(422);
            assert_eq!(refused.text("/errors/0/code"), code);
        }
        people.diaz.post(&path, hearing(&school, 7, &haas)).await.assert(200);
        let moved = people.diaz.post(&path, hearing(&school, 8, &haas)).await.assert(200);
        assert_eq!(moved.text("/hearing_place"), "Maple Elementary, room 12");
        school.clock.advance(TimeDelta::days(7));
        let diaz = again(&school, &people.diaz).await;
        diaz.post_empty(&format!("{amendment}/hearing-held")).await.assert_conflict("hearing_ahead");
        diaz.post_empty(&format!("{amendment}/closure")).await.assert_conflict("amendment_elsewhere");
        // A hearing that is not held by day 45 is overdue.
        school.clock.advance(TimeDelta::days(38));
        let diaz = again(&school, &people.diaz).await;
        assert_eq!(diaz.get(&amendment).await.assert(200).json()["is_overdue"], true);
    }
}
