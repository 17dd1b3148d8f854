//! Health or safety emergencies: recorded, used, renewed, over.

use chrono::TimeDelta;
use domain::ids::UserId;
use serde_json::{Value, json};
use tests::{on_each_backend, persona::Persona, reply::Reply, rows::Rows};

use super::{again, disclosures};

fn of(student: UserId) -> String {
    format!("/v1/students/{student}/emergencies")
}

fn storm() -> Value {
    json!({
        "threat": "A storm has cut the school off.",
        "recipients": [{ "name": "Maple County Sheriff" }, { "name": "Maple Hospital" }],
        "categories": ["name", "parent_contact"],
    })
}

#[cfg(test)]
async fn disclose(
    who: &Persona,
    student: UserId,
    emergency: Option<&str>,
    to: &str,
    what: &str,
) -> Reply {
    let body = json!({
        "ground": "emergency",
        "recipient": to,
        "categories": [what],
        "statements": ["recipient_necessary"],
        "emergency_id": emergency,
    });
    who.post(&format!("/v1/students/{student}/disclosures"), body)
        .await
        .assert(201)
}

on_each_backend! {
    async fn in_an_emergency_only_who_is_named_gets_what_is_named_until_it_is_over(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let sheriff = "Maple County Sheriff";
        let without = disclose(&people.diaz, student, None, sheriff, "name").await;
        assert_eq!(without.text("/refusal"), "threat_missing");
        let recorded = people.diaz.post(&of(student), storm()).await.assert(201);
        assert_eq!(recorded.text("/expires_at"), "2026-09-24T15:00:00Z");
        let id = recorded.text("/id");
        let press = disclose(&people.diaz, student, Some(&id), "The Maple Herald", "name").await;
        assert_eq!(press.text("/refusal"), "recipient_not_named");
        let more = disclose(&people.diaz, student, Some(&id), sheriff, "progress").await;
        assert_eq!((more.text("/refusal"), more.text("/refused_category")), ("category".to_owned(), "progress".to_owned()));
        let done = disclose(&people.moore, student, Some(&id), sheriff, "name").await;
        assert_eq!(done.text("/disclosure/outcome"), "disclosed");
        let seen = disclosures(&noor, student).await;
        assert_eq!(seen[0]["threat"], "A storm has cut the school off.");
        // Of another student it opens nothing.
        let ben = school.student_in(people.class, "Ben").await;
        let other = disclose(&people.diaz, ben.user, Some(&id), sheriff, "name").await;
        assert_eq!(other.text("/refusal"), "threat_missing");

        school.clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
        let diaz = again(&school, &people.diaz).await;
        assert_eq!(disclose(&diaz, student, Some(&id), sheriff, "name").await.text("/disclosure/outcome"), "disclosed");
        school.clock.advance(TimeDelta::seconds(1));
        let over = disclose(&diaz, student, Some(&id), sheriff, "name").await;
        assert_eq!(over.text("/refusal"), "emergency_over");
        let renewals = format!("{}/{id}/renewals", of(student));
        diaz.post(&renewals, json!({ "reasons": "It goes on." })).await.assert_conflict("emergency_over");
        let listed = diaz.get(&of(student)).await.assert(200);
        assert_eq!(listed.text("/data/0/state"), "over");
    }

    async fn an_emergency_is_renewed_for_reasons_and_ended(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let mut unsaid = storm();
        unsaid["threat"] = json!("");
        people.diaz.post(&of(student), unsaid).await.assert(422);
        let id = people.diaz.post(&of(student), storm()).await.assert(201).text("/id");
        let address = format!("{}/{id}", of(student));
        school.clock.advance(TimeDelta::days(2));
        let diaz = again(&school, &people.diaz).await;
        diaz.post(&format!("{address}/renewals"), json!({})).await.assert(422);
        let renewed = json!({ "reasons": "Two families are not found yet." });
        let renewed = diaz.post(&format!("{address}/renewals"), renewed).await.assert(200);
        assert_eq!(renewed.text("/expires_at"), "2026-09-26T15:00:00Z");
        diaz.post_empty(&format!("{address}/end")).await.assert(200);
        diaz.post_empty(&format!("{address}/end")).await.assert_conflict("emergency_over");
        let over = disclose(&diaz, student, Some(&id), "Maple Hospital", "name").await;
        assert_eq!(over.text("/refusal"), "emergency_over");
        let mut rows = Rows::of(&school);
        let row = rows.whole_row("emergencies", ["threat".to_owned(), "recipients".to_owned(), "reasons".to_owned()].iter());
        let held = rows.values(&format!("SELECT {row} AS value FROM emergencies"));
        let is_sealed = |row: &String| !row.contains("storm") && !row.contains("Maple") && !row.contains("families");
        assert!(!held.is_empty() && held.iter().all(is_sealed));
    }

    async fn the_family_and_teachers_record_no_emergency_and_see_none(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let haas = school.school_admin("Haas").await;
        let id = people.diaz.post(&of(student), storm()).await.assert(201).text("/id");
        for (who, status) in [(&noor, 403), (&people.rivera, 403), (&people.ada, 404)] {
            who.get(&of(student)).await.assert(status);
            who.post(&of(student), storm()).await.assert(status);
        }
        let code = haas.pairing_code(student, Some("in_person")).await;
        people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        people.diaz.post(&of(student), storm()).await.assert_conflict("of_the_family");
        people.diaz.post_empty(&format!("{}/{id}/end", of(student))).await.assert(404);
        assert_eq!(people.diaz.get(&of(student)).await.assert(200).json()["data"], json!([]));
        // Nor does one of the family write into the record of disclosures, or learn of an emergency there.
        let body = json!({
            "ground": "emergency",
            "recipient": "Maple Hospital",
            "categories": ["name"],
            "statements": ["recipient_necessary"],
            "emergency_id": id,
        });
        people.diaz.post(&format!("/v1/students/{student}/disclosures"), body).await.assert(404);
        haas.post_empty(&format!("{}/{id}/end", of(student))).await.assert(200);
    }
}
