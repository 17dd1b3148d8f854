//! Rosters.

use std::{future::Future, pin::Pin};

use super::{By, Fixture, Sample};
use crate::{bundles::Bundle, rosters::Importer};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("stage_roster_import", By::DistrictAdmin).raw(bundle),
    Sample::new("list_roster_imports", By::DistrictAdmin).given(staged),
    Sample::new("show_roster_import", By::DistrictAdmin).given(staged),
    Sample::new("list_planned_changes", By::DistrictAdmin).given(smaller),
    Sample::new("list_roster_findings", By::DistrictAdmin).given(staged),
    Sample::new("apply_roster_import", By::DistrictAdmin).given(staged),
    Sample::new("discard_roster_import", By::DistrictAdmin).given(staged),
];

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
