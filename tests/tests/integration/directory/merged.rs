//! A refusal where two accounts are one student's (FER-16).

use chrono::TimeDelta;
use domain::ids::{Id, UserId};
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

    async fn a_refusal_of_a_parent_of_one_account_is_no_former_one_in_the_other(school: TestApp) {
        let (novak, diaz, _) = imported(&school).await;
        school.clock.advance(TimeDelta::minutes(5));
        let moved = district().renumber("pu0", "pu-new").replace("users.csv", "pu-new,,,true,pu0,", "pu-new,,,true,punew,");
        let import = novak.stage(&moved).await;
        novak.apply(&import, true).await.assert(200);
        let (merged, kept) = novak.proposed("pu-new", "pu0").await;
        let of_merged: UserId = Id::from_uuid(uuid::Uuid::parse_str(&merged).unwrap());
        let of_kept: UserId = Id::from_uuid(uuid::Uuid::parse_str(&kept).unwrap());
        let noor = school.guardian_of(of_merged, "Noor").await.persona;
        let name = json!({ "types": ["name"] });
        noor.post(&super::refusals(of_merged), name.clone()).await.assert(200);
        let both = json!({ "kept_user_id": kept, "merged_user_id": merged });
        novak.0.post(tests::rosters::MERGES, both).await.assert(201);
        let sam = school.guardian_of(of_kept, "Sam").await.persona;
        let rescission = format!("{}/rescission", super::refusals(of_kept));
        sam.post(&rescission, name.clone()).await.assert_conflict("refusal_stays");
        diaz.post(&rescission, name).await.assert_conflict("refusal_stays");
        assert_eq!(super::refused(&sam, of_kept).await, ["name"]);
    }
}
