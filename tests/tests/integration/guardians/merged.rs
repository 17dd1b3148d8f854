//! Two accounts of one student that are merged: what was taken from a guardian at one is taken at both (FER-02).

use chrono::TimeDelta;
use domain::ids::{Id, UserId};
use serde_json::json;
use tests::{app::TestApp, on_each_backend, persona::Persona, rosters::Importer};
use uuid::Uuid;

use super::contacts_of_rosters::{district, imported};

/// A student who is back under another key: who imported, an administrator of the school, and the accounts to be
/// merged and kept.
#[cfg(test)]
async fn returned(school: &TestApp) -> (Importer, Persona, UserId, UserId) {
    let (novak, diaz, _) = imported(school).await;
    school.clock.advance(TimeDelta::minutes(5));
    let moved = district().renumber("pu0", "pu-new").replace(
        "users.csv",
        "pu-new,,,true,pu0,",
        "pu-new,,,true,punew,",
    );
    let import = novak.stage(&moved).await;
    novak.apply(&import, true).await.assert(200);
    let (merged, kept) = novak.proposed("pu-new", "pu0").await;
    let [merged, kept] = [merged, kept].map(|id| Id::from_uuid(Uuid::parse_str(&id).unwrap()));
    (novak, diaz, merged, kept)
}

#[cfg(test)]
async fn merge(novak: &Importer, merged: UserId, kept: UserId) {
    let both = json!({ "kept_user_id": kept, "merged_user_id": merged });
    novak.0.post(tests::rosters::MERGES, both).await.assert(201);
}

on_each_backend! {
    async fn what_limits_a_guardian_at_one_account_limits_them_at_the_other(school: TestApp) {
        let (novak, diaz, merged, kept) = returned(&school).await;
        let karim = school.guardian_of(merged, "Karim").await;
        let limits = format!("/v1/students/{merged}/guardianships/{}/limits", karim.id);
        diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        merge(&novak, merged, kept).await;
        let code = diaz.pairing_code(kept, Some("in_person")).await;
        let paired = karim.persona.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let verify = json!({ "decision": "verify", "evidence": "document" });
        diaz.decide_guardianship(kept, &paired.text("/id"), verify).await.assert(200);
        let record = format!("/v1/students/{kept}/record");
        karim.persona.get(&record).await.assert_problem(404, "not_found");
    }

    async fn what_is_contested_of_one_account_is_contested_of_the_other_until_the_school_decides(school: TestApp) {
        let (novak, diaz, merged, kept) = returned(&school).await;
        let karim = school.guardian_of(kept, "Karim").await;
        let code = diaz.pairing_code(merged, Some("in_person")).await;
        let paired = karim.persona.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let dispute = json!({ "decision": "dispute" });
        diaz.decide_guardianship(merged, &paired.text("/id"), dispute).await.assert(200);
        let record = format!("/v1/students/{kept}/record");
        karim.persona.get(&record).await.assert(200);
        merge(&novak, merged, kept).await;
        karim.persona.get(&record).await.assert_problem(404, "not_found");
        school.clock.advance(TimeDelta::seconds(1));
        let verify = json!({ "decision": "verify", "evidence": "document" });
        diaz.decide_guardianship(kept, &karim.id, verify).await.assert(200);
        karim.persona.get(&record).await.assert(200);
    }

    async fn who_is_of_the_family_of_one_account_is_of_that_of_the_other(school: TestApp) {
        let (novak, diaz, merged, kept) = returned(&school).await;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(merged, Some("in_person")).await;
        diaz.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        merge(&novak, merged, kept).await;
        school.guardian_of(kept, "Samira").await;
        let guardianships = format!("/v1/students/{kept}/guardianships");
        assert_eq!(haas.get(&guardianships).await.assert(200).rows().len(), 1);
        assert_eq!(diaz.get(&guardianships).await.assert(200).json()["data"], json!([]));
    }
}
