//! Accounts that no merge opens, and holds that a merge does not leave behind.

use chrono::TimeDelta;
use domain::mint::Clock as _;
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    bundles::Bundle,
    on_each_backend,
    persona::Persona,
    rosters::{MERGES, class, count, importer},
};

use super::merging::{import_all, merge, pair, returned};

/// The id of the student of the first class who has this username.
#[cfg(test)]
async fn named(school: &TestApp, by: &Persona, username: &str) -> String {
    let students = format!("/v1/classes/{}/students?limit=100", class(school, "k0"));
    let listed = by.get(&students).await.assert(200).rows();
    let found = listed
        .iter()
        .find(|student| student["username"] == username);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

/// What stands against the end of a person's data.
#[cfg(test)]
async fn blockers(by: &Persona, person: &Value) -> Value {
    let plan = format!(
        "/v1/people/{}/erasure-plan?scope=account",
        person.as_str().unwrap()
    );
    by.get(&plan).await.assert(200).json()["blockers"].clone()
}

on_each_backend! {
    async fn sch_07_what_a_parent_had_closed_is_neither_proposed_nor_merged(school: TestApp) {
        let (novak, diaz) = (importer(&school).await, school.school_admin("Diaz").await);
        novak.import(&Bundle::small()).await;
        let kept = named(&school, &diaz, "pu0").await;
        let path = format!("/v1/schools/{}/parent-requests", school.world.school);
        let body = json!({
            "student_id": kept,
            "kind": "no_further_submissions",
            "requester": "verified_parent",
        });
        diaz.post(&path, body).await.assert(201);
        school.does_its_work().await;
        import_all(&novak, &returned()).await;
        let merged = named(&school, &diaz, "other").await;
        let proposed = novak.0.get("/v1/rosters/merge-proposals").await.assert(200).rows();
        assert_eq!(proposed, Vec::<Value>::new());
        let pair = json!({ "kept_user_id": kept, "merged_user_id": merged });
        novak.0.post(MERGES, pair).await.assert_conflict("account_closed");
        assert_eq!(count(&school, "users WHERE locked_at IS NOT NULL AND status = 'disabled'"), 1);
    }

    async fn sch_06_a_newcomer_whom_the_school_revoked_is_not_merged(school: TestApp) {
        let (novak, diaz) = (importer(&school).await, school.school_admin("Diaz").await);
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let pair = pair(&novak, "S-1", "pu0").await;
        let student = pair["merged_user_id"].as_str().unwrap();
        let revoke = format!("/v1/schools/{}/students/{student}/revoke", school.world.school);
        diaz.post_empty(&revoke).await.assert(200);
        novak.0.post(MERGES, pair).await.assert_conflict("account_closed");
    }

    async fn ret_03_a_hold_on_one_account_holds_the_one_that_it_was_merged_into(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let pair = pair(&novak, "S-1", "pu0").await;
        let hold = json!({
            "scope": "person",
            "scope_id": pair["merged_user_id"],
            "matter": "litigation",
            "reference": "Docket 27-0142",
            "review_by": school.clock.now() + TimeDelta::days(30),
        });
        novak.0.post("/v1/legal-holds", hold).await.assert(201);
        let kept = &pair["kept_user_id"];
        assert_eq!(blockers(&novak.0, kept).await, json!([]));
        let merged = merge(&novak, "S-1", "pu0").await;
        assert_eq!(blockers(&novak.0, kept).await, json!(["legal_hold"]));
        novak.0.post_empty(&format!("{merged}/undo")).await.assert(200);
        assert_eq!(blockers(&novak.0, kept).await, json!([]));
    }
}
