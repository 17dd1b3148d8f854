//! Schools.

use std::collections::HashMap;

use domain::{
    organizations::time_zone,
    rosters::{
        Code, Field, File, OrgKind, Severity,
        plan::{Held as State, Kind, Side, Step, Wanted, compare as steps},
    },
};

use super::{PlanContext, Rows, School, short};
use crate::{
    rosters::{rows::SchoolRow, snapshot::HeldSchool},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// A school that is renamed, or back.
pub(in crate::rosters) struct SchoolChange {
    pub(in crate::rosters) id: BindUuid,
    pub(in crate::rosters) name: String,
}

pub(super) fn compare(bench: &mut PlanContext<'_>) -> Rows<SchoolRow, SchoolChange, BindUuid> {
    let mut rows = Rows::default();
    let mut made = HashMap::new();
    let zone = bench.held.zone_of_new_schools();
    for (sourced_id, step) in differences(bench) {
        bench.tally(Kind::Org).count(&step);
        match step {
            Step::Create(name) => {
                let id = bench.new_id();
                made.insert(sourced_id, id);
                warn_of_namesake(bench, sourced_id, &name);
                rows.new.push(SchoolRow {
                    organization_id: bench.tenant,
                    id: bind_id(id),
                    name,
                    time_zone: zone.to_owned(),
                    source_id: sourced_id.to_owned(),
                    created_at: bind_instant(bench.now),
                    updated_at: bind_instant(bench.now),
                });
            }
            Step::Change(name, held) | Step::Resume(name, held) => {
                rows.changed.push(SchoolChange {
                    id: bind_id(held.id),
                    name,
                });
            }
            Step::End(held) => rows.ended.push(bind_id(held.id)),
            Step::Keep(_) | Step::Spare(_) => {}
        }
    }
    let known: HashMap<&str, &HeldSchool> = bench
        .held
        .schools
        .iter()
        .filter_map(|school| Some((school.source_id.as_deref()?, school)))
        .collect();
    let (bundle, held) = (bench.bundle, bench.held);
    let schools = bundle.orgs.iter().map(|org| {
        let key = org.sourced_id.as_str();
        match known.get(key) {
            Some(school) => Some(School {
                id: school.id,
                zone: time_zone::parse(&school.time_zone).ok(),
                agreement: held.agreements.get(&school.id).copied(),
            }),
            None => made.get(key).map(|id| School {
                id: *id,
                zone: time_zone::parse(zone).ok(),
                agreement: None,
            }),
        }
    });
    bench.schools = schools.collect();
    rows
}

/// A school that somebody made before the roster named it stays another one as long as it does not
/// have its key.
fn warn_of_namesake(bench: &mut PlanContext<'_>, sourced_id: &str, name: &str) {
    let mut schools = bench.held.schools.iter();
    let is_known = schools
        .any(|held| held.source_id.is_none() && held.name.to_lowercase() == name.to_lowercase());
    let mut orgs = bench.bundle.orgs.iter();
    let row = orgs
        .find(|org| org.sourced_id == sourced_id)
        .map(|org| org.row);
    if is_known {
        let (field, code) = (Some(Field::Name), Code::SameNameAsSchool);
        bench.find(File::Orgs, row, field, code, Severity::Warning);
    }
}

type Difference<'a> = (&'a str, Step<String, &'a HeldSchool>);

fn differences<'a>(bench: &PlanContext<'a>) -> Vec<Difference<'a>> {
    let (bundle, held) = (bench.bundle, bench.held);
    let present = bundle
        .orgs
        .iter()
        .filter(|org| org.kind == OrgKind::School)
        .map(|org| (org.sourced_id.as_str(), Wanted::Present(short(&org.name))));
    let spared = bundle
        .spared
        .keys(File::Orgs)
        .map(|key| (key, Wanted::KeptBecauseUnreadable));
    let known = held.schools.iter().filter_map(|school| {
        let state = if school.ended {
            State::Ended(school)
        } else {
            State::Current(school)
        };
        Some((school.source_id.as_deref()?, state))
    });
    steps(
        Side::new(present.chain(spared).collect()),
        Side::new(known.collect()),
        |name, held| *name == held.name,
    )
    .collect()
}
