//! Schools.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    changes::{Changes, Entity},
    compare::{HeldRecord, Wanted, compare},
    context::{KnownSchool, PlanContext},
    counts::Kind,
    held::HeldRoster,
    records::SchoolRecord,
};
use crate::{
    organizations::time_zone,
    rosters::{
        codes::Code,
        files::{Field, File},
        orgs::Org,
        report::Severity,
        vocabulary::OrgKind,
    },
};

impl Entity for SchoolRecord {
    type Held = Self;

    fn id(held: &Self) -> Uuid {
        held.id.uuid()
    }
}

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<SchoolRecord> {
    let (bundle, held) = (context.bundle, context.held);
    let rostered = held.schools.iter().filter_map(|school| {
        let source_id = school.record().source_id.as_deref()?;
        Some((source_id, school.as_ref()))
    });
    let current: Vec<_> = rostered.collect();
    let known: HashMap<&str, HeldRecord<&SchoolRecord>> = current.iter().copied().collect();
    let new_zone = zone_of_new_schools(held);
    let mut schools = Vec::with_capacity(bundle.orgs.len());
    let mut wanted = Vec::with_capacity(bundle.orgs.len());
    for org in &bundle.orgs {
        let key = org.sourced_id.as_str();
        let before = known.get(key).map(|school| *school.record());
        if before.is_none() && org.kind != OrgKind::School {
            schools.push(None);
            continue;
        }
        let school = SchoolRecord {
            id: before.map_or_else(|| context.new_id(), |before| before.id),
            source_id: Some(key.to_owned()),
            name: org.name.clone(),
            time_zone: before
                .map_or(new_zone, |before| before.time_zone.as_str())
                .to_owned(),
        };
        schools.push(Some(KnownSchool {
            id: school.id,
            zone: time_zone::parse(&school.time_zone).ok(),
            agreement: held.agreements.get(&school.id).copied(),
        }));
        if org.kind == OrgKind::School {
            if before.is_none() {
                warn_of_namesake(context, org, &school.name);
            }
            wanted.push((key, Wanted::Present(school)));
        }
    }
    context.schools = schools;
    wanted.extend(context.unread(File::Orgs));
    let steps = compare(wanted, current, |wanted, held| wanted == *held);
    Changes::of(steps, context.counts(Kind::Org), held.now)
}

/// A school that a person made before the roster named it stays another one as long as it does not
/// have its key.
fn warn_of_namesake(context: &mut PlanContext<'_>, org: &Org, name: &str) {
    let mut schools = context.held.schools.iter().map(HeldRecord::record);
    let is_known = schools
        .any(|held| held.source_id.is_none() && held.name.to_lowercase() == name.to_lowercase());
    if is_known {
        let (field, code) = (Some(Field::Name), Code::SameNameAsSchool);
        context.find(File::Orgs, Some(org.row), field, code, Severity::Warning);
    }
}

/// UTC+14, by its name in the IANA database (whose signs are reversed).
const FIRST_ZONE: &str = "Etc/GMT-14";

/// The time zone of a school that is new: the one of all other schools of the district, or else the
/// one where days begin first, so that access ends no later than it does anywhere (FER-05).
fn zone_of_new_schools(held: &HeldRoster) -> &str {
    let mut zones = held
        .schools
        .iter()
        .map(|school| school.record().time_zone.as_str());
    match zones.next() {
        Some(first) if zones.all(|zone| zone == first) => first,
        _ => FIRST_ZONE,
    }
}
