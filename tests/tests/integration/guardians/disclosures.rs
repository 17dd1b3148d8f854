//! Who outside of the school asked for a record, and what became of it (34 CFR 99.32).

use serde_json::{Value, json};
use tests::on_each_backend;

fn asked(ground: &str, statements: &[&str]) -> Value {
    json!({
        "ground": ground,
        "recipient": "Juniper Elementary",
        "categories": ["name", "progress"],
        "statements": statements,
    })
}

on_each_backend! {
    async fn what_is_disclosed_and_what_is_refused_is_written_down_for_the_parents(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/disclosures", people.ada.user);
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let stated = ["enrollment_intended", "rights_holder_told_before"];
        let transfer = people.diaz.post(&path, asked("school_of_transfer", &stated)).await.assert(201);
        assert_eq!(transfer.text("/disclosure/outcome"), "disclosed");
        let untold = asked("school_of_transfer", &["enrollment_intended"]);
        let untold = people.diaz.post(&path, untold).await.assert(201);
        assert_eq!(untold.text("/disclosure/outcome"), "refused");
        assert_eq!(untold.text("/missing_statement"), "rights_holder_told_before");
        let police = people.moore.post(&path, asked("other", &[])).await.assert(201);
        assert_eq!(police.text("/refusal"), "no_exception");
        let listed = noor.get(&path).await.assert(200).json();
        let outcomes = listed["data"].as_array().unwrap().iter();
        let outcomes: Vec<&Value> = outcomes.map(|entry| &entry["outcome"]).collect();
        assert_eq!(outcomes, ["refused", "refused", "disclosed"]);
        assert_eq!(listed["data"][2]["recipient"], "Juniper Elementary");
        people.rivera.get(&path).await.assert_problem(403, "forbidden");
        noor.post(&path, asked("other", &[])).await.assert_problem(403, "forbidden");
    }

    async fn what_is_stated_of_a_subpoena_is_not_written_down(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/disclosures", people.ada.user);
        // A legal process has its course: a statement of an order would hide an entry for ever.
        for stated in [&["process_validated", "grand_jury_gag"][..], &["process_validated"]] {
            let refused = people.diaz.post(&path, asked("legal_process", stated)).await.assert(422);
            assert_eq!(refused.text("/errors/0/pointer"), "/ground");
        }
        let kept = people.diaz.get(&path).await.assert(200).json();
        assert_eq!(kept["data"], json!([]));
    }

    async fn an_emergency_needs_its_threat_in_words_which_stand_in_no_row_in_the_clear(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/disclosures", people.ada.user);
        let mut emergency = asked("emergency", &["recipient_necessary"]);
        let without = people.diaz.post(&path, emergency.clone()).await.assert(201);
        assert_eq!(without.text("/refusal"), "threat_missing");
        let threat = json!({
            "threat": "A storm has cut the school off.",
            "recipients": [{ "name": "Juniper Elementary" }],
            "categories": ["name", "progress"],
        });
        let recorded = format!("/v1/students/{}/emergencies", people.ada.user);
        let recorded = people.diaz.post(&recorded, threat).await.assert(201);
        emergency["emergency_id"] = json!(recorded.text("/id"));
        let with = people.diaz.post(&path, emergency).await.assert(201);
        assert_eq!(with.text("/disclosure/outcome"), "disclosed");
        let mut rows = tests::rows::Rows::of(&school);
        let row = rows.whole_row("record_disclosures", ["recipient".to_owned()].iter());
        let held = rows.values(&format!("SELECT {row} AS value FROM record_disclosures"));
        assert!(held.iter().all(|row| !row.contains("storm") && !row.contains("Juniper")));
        let kept = people.diaz.get(&path).await.assert(200);
        assert_eq!(kept.text("/data/0/threat"), "A storm has cut the school off.");
    }
}
