//! Rosters.

use std::{future::Future, pin::Pin};

use serde_json::{Value, json};

use super::{By, Fixture, Sample};
use crate::{
    bundles::Bundle,
    rosters::{Importer, MERGES},
};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("stage_roster_import", By::DistrictAdmin)
        .raw(bundle)
        .query("?file_name=maple.zip"),
    Sample::new("list_roster_imports", By::DistrictAdmin).given(staged),
    Sample::new("show_roster_import", By::DistrictAdmin).given(staged),
    Sample::new("list_planned_changes", By::DistrictAdmin).given(smaller),
    Sample::new("list_roster_findings", By::DistrictAdmin).given(staged),
    Sample::new("apply_roster_import", By::DistrictAdmin).given(staged),
    Sample::new("discard_roster_import", By::DistrictAdmin).given(staged),
    Sample::new("show_removal_bounds", By::DistrictAdmin),
    Sample::new("update_removal_bounds", By::DistrictAdmin),
    Sample::new("show_school_removal_bounds", By::SchoolAdmin),
    Sample::new("update_school_removal_bounds", By::SchoolAdmin),
    Sample::new("show_suppressions", By::DistrictAdmin),
    Sample::new("lift_suppression", By::DistrictAdmin),
    Sample::new("list_merge_proposals", By::DistrictAdmin)
        .given(|stage| Box::pin(async { drop(proposed(stage).await) })),
    Sample::new("merge_accounts", By::DistrictAdmin)
        .given(|stage| Box::pin(async { drop(proposed(stage).await) }))
        .amended(|stage, body| *body = both(stage)),
    Sample::new("list_account_merges", By::DistrictAdmin).given(undone),
    Sample::new("show_account_merge", By::DistrictAdmin).given(undone),
    Sample::new("undo_account_merge", By::DistrictAdmin).given(merged),
];

/// A teacher whom a roster brought under a new key, and who had left under another.
async fn proposed(stage: &mut Fixture) -> Importer {
    let importer = Importer(stage.district_admin.clone());
    importer.discard_staged().await;
    importer.import(&Bundle::small()).await;
    let key = format!("T-{}", stage.teacher.user);
    let again =
        Bundle::small()
            .renumber("te0", &key)
            .replace("users.csv", "te0@", &format!("{key}@"));
    let import = importer.stage(&again).await;
    importer.apply(&import, true).await.assert(200);
    let (merged, kept) = importer.proposed(&key, "te0").await;
    stage.know("merged_user_id", merged);
    stage.know("kept_user_id", kept);
    importer
}

fn both(stage: &Fixture) -> Value {
    json!({
        "kept_user_id": stage.knows("kept_user_id"),
        "merged_user_id": stage.knows("merged_user_id"),
    })
}

/// A teacher whose accounts are merged.
fn merged(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        let importer = proposed(stage).await;
        let merge = importer.0.post(MERGES, both(stage)).await.assert(201);
        stage.know("merge_id", merge.text("/id"));
    })
}

/// A teacher whose accounts were merged and are taken apart again.
fn undone(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        merged(stage).await;
        let undo = format!("{MERGES}/{}/undo", stage.knows("merge_id"));
        stage.district_admin.post_empty(&undo).await.assert(200);
    })
}

fn bundle(_: &Fixture) -> Vec<u8> {
    Bundle::small().zip()
}

/// An import that is staged, with something to report.
fn staged(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        let importer = Importer(stage.district_admin.clone());
        importer.discard_staged().await;
        let dirty = Bundle::small().with_row("enrollments.csv", "x1,,,k9,s0,pu0,student,,,");
        let address = importer.stage(&dirty).await;
        let id = address.rsplit('/').next().unwrap_or_default().to_owned();
        stage.know("import_id", id);
    })
}

/// An import that is staged, with somebody who would end.
fn smaller(stage: &mut Fixture) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        let importer = Importer(stage.district_admin.clone());
        importer.discard_staged().await;
        importer.import(&Bundle::small()).await;
        let smaller = Bundle::small().without_person("te0");
        let address = importer.stage(&smaller).await;
        let id = address.rsplit('/').next().unwrap_or_default().to_owned();
        stage.know("import_id", id);
    })
}
