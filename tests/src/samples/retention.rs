//! Holds, and the runs over what is past its time.

use domain::mint::Clock as _;
use serde_json::json;

use super::{By, Fixture, Given, Sample};
use crate::{founding, rosters::execute};

/// A hold on the student.
const HELD: Given = |stage| {
    Box::pin(async move {
        let body = json!({
            "scope": "person",
            "scope_id": stage.student.user.to_string(),
            "matter": "litigation",
            "reference": "Docket 27-0142",
            "review_by": stage.school.clock.now() + chrono::TimeDelta::days(60),
        });
        let placed = stage.district_admin.post("/v1/legal-holds", body).await;
        stage.know("legal_hold_id", placed.assert(201).text("/id"));
    })
};

/// A run of the day.
const RUN: Given = |stage| {
    Box::pin(async move {
        planned(stage).await;
    })
};

/// A run that waits for a person.
const STOPPED: Given = |stage| {
    Box::pin(async move {
        planned(stage).await;
        let stop = "UPDATE retention_runs SET state = 'stopped', ended_at = NULL";
        execute(&stage.school, stop);
    })
};

async fn planned(stage: &mut Fixture) {
    let hallpass = &stage.school.hallpass;
    let planned = api::retention::plan_all(founding::installation(), hallpass).await;
    planned.unwrap_or_else(|failure| panic!("{failure}"));
    let done = api::worker::run_due(founding::installation(), hallpass).await;
    done.unwrap_or_else(|failure| panic!("{failure}"));
    let runs = stage.district_admin.get("/v1/retention-runs").await;
    stage.know("retention_run_id", runs.assert(200).text("/data/0/id"));
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("place_legal_hold", By::DistrictAdmin).amended(|stage, body| {
        body["scope"] = json!("person");
        body["scope_id"] = json!(stage.student.user.to_string());
    }),
    Sample::new("list_legal_holds", By::DistrictAdmin).given(HELD),
    Sample::new("show_legal_hold", By::DistrictAdmin).given(HELD),
    Sample::new("renew_legal_hold", By::DistrictAdmin).given(HELD),
    Sample::new("release_legal_hold", By::DistrictAdmin).given(HELD),
    Sample::new("show_my_retention", By::Student),
    Sample::new("list_retention_runs", By::DistrictAdmin).given(RUN),
    Sample::new("release_retention_run", By::DistrictAdmin).given(STOPPED),
];
