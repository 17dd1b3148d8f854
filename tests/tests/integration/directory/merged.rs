//! A refusal where two accounts are one student's (FER-16).

use chrono::TimeDelta;
use serde_json::json;
use tests::on_each_backend;

use crate::guardians::contacts_of_rosters::{district, imported};

on_each_backend! {
    async fn what_was_refused_as_directory_information_holds_for_the_account_that_is_kept(school: TestApp) {
        let (novak, diaz, _) = imported(&school).await;
        school.clock.advance(TimeDelta::minutes(5));
        let moved = district().renumber("pu0", "pu-new").replace("users.csv", "pu-new,,,true,pu0,", "pu-new,,,true,punew,");
        let import = novak.stage(&moved).await;
        novak.apply(&import, true).await.assert(200);
        let (merged, kept) = novak.proposed("pu-new", "pu0").await;
        let refusals = format!("/v1/students/{merged}/directory-refusals");
        diaz.post(&refusals, json!({ "types": ["name"] })).await.assert(200);
        let both = json!({ "kept_user_id": kept, "merged_user_id": merged });
        novak.0.post(tests::rosters::MERGES, both).await.assert(201);
        let choices = format!("/v1/students/{kept}/directory-information");
        let shown = diaz.get(&choices).await.assert(200).json();
        assert_eq!(shown["refused"][0]["type"], "name");
    }
}
