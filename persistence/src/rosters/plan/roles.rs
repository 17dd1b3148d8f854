//! Roles of staff in schools and in the district.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    ids::{SchoolId, UserId},
    organizations::staff_role::StaffRole,
    rosters::{
        SchoolRole, SparedRoles,
        plan::{Ending, Held as State, Kind, Side, Step, Wanted, compare as steps},
    },
    text_enum::TextEnum,
};

use super::{PlanContext, Rows, SeatEnd, instants::Span};
use crate::{
    rosters::{
        rows::RoleRow,
        snapshot::{HeldRole, ROSTER},
    },
    sql_types::{BindInstant, BindUuid, bind_id, bind_instant},
};

/// A role whose days differ.
pub(in crate::rosters) struct RoleChange {
    pub(in crate::rosters) id: BindUuid,
    pub(in crate::rosters) begins_at: BindInstant,
    pub(in crate::rosters) ends_at: Option<BindInstant>,
}

/// Whose role it is, where, which, and the how manieth of its intervals.
type Place = (UserId, Option<SchoolId>, StaffRole, usize);

pub(super) fn compare(bench: &mut PlanContext<'_>) -> Rows<RoleRow, RoleChange, SeatEnd> {
    let now = bench.now;
    let known = numbered(bench.held.roles.iter().map(|held| {
        let place = (held.user, held.school, held.role);
        (place, held.begins_at, held)
    }));
    let mut wanted: Vec<(Place, Wanted<Span>)> = numbered(wanted(bench))
        .into_iter()
        .map(|(place, span)| (place, Wanted::Present(span)))
        .collect();
    // Where a bundle says nothing certain of a person, their roles stay as they are.
    let spared = known.iter().map(|(place, _)| *place);
    wanted.extend(
        spared
            .filter(|(user, school, ..)| is_spared(bench, *user, *school))
            .map(|place| (place, Wanted::KeptBecauseUnreadable)),
    );
    let known = known
        .into_iter()
        .map(|(place, held)| (place, State::Current(held)))
        .collect();
    let found: Vec<(Place, Step<Span, &HeldRole>)> =
        steps(Side::new(wanted), Side::new(known), |span, held| {
            span.agrees(held.begins_at, held.ends_at, now)
        })
        .collect();

    bench.losses.roles = fates(&found, now);
    let mut rows = Rows::default();
    for ((user, school, role, _), step) in found {
        bench.tally(Kind::Role).count(&step);
        match step {
            Step::Create(span) => rows.new.push(RoleRow {
                organization_id: bench.tenant,
                id: bind_id(bench.new_id::<domain::ids::kind::StaffRole>()),
                user_id: bind_id(user),
                school_id: school.map(bind_id),
                role: role.as_str(),
                origin: ROSTER,
                begins_at: bind_instant(span.begins_at),
                ends_at: span.ends_at.map(bind_instant),
            }),
            Step::Change(span, held) | Step::Resume(span, held) => rows.changed.push(RoleChange {
                id: bind_id(held.id),
                begins_at: bind_instant(begins_at(span, held, bench.now)),
                ends_at: span.ends_at.map(bind_instant),
            }),
            Step::End(held) => rows
                .ended
                .push(SeatEnd::of(held.id.uuid(), held.begins_at, now)),
            Step::Keep(_) | Step::Spare(_) => {}
        }
    }
    rows
}

/// Whether the bundle says nothing certain of a person's roles at a school, or in the district.
fn is_spared(bench: &PlanContext<'_>, user: UserId, school: Option<SchoolId>) -> bool {
    let in_bundle = |school| {
        bench
            .schools
            .iter()
            .flatten()
            .any(|known| known.id == school)
    };
    let covers = |spared: &SparedRoles| match spared {
        SparedRoles::Everywhere => true,
        SparedRoles::At(org) => {
            let at = bench.schools.get(org.index()).copied().flatten();
            at.map(|at| at.id) == school
        }
        SparedRoles::Elsewhere => school.is_some_and(|school| !in_bundle(school)),
    };
    let spared = bench.spared.get(&user);
    !bench.leaving.contains(&user) && spared.is_some_and(|spared| spared.iter().any(covers))
}

/// What becomes of those who have roles, at each school and in the district.
fn fates(
    found: &[(Place, Step<Span, &HeldRole>)],
    now: DateTime<Utc>,
) -> HashMap<(Option<SchoolId>, UserId), Ending> {
    let mut fates: HashMap<_, Ending> = HashMap::new();
    for ((user, school, ..), step) in found {
        let ending = match step {
            Step::Create(_) => continue,
            Step::Keep(_) | Step::Spare(_) => Ending::Stays,
            Step::Change(span, held) | Step::Resume(span, held)
                if !span.is_over(now) && span.begins_at <= held.begins_at.max(now) =>
            {
                Ending::Stays
            }
            Step::Change(..) | Step::Resume(..) | Step::End(_) => Ending::Ends,
        };
        let fate = fates.entry((*school, *user)).or_insert(ending);
        *fate = fate.or_stays(ending);
    }
    for ((user, school, ..), step) in found {
        if let (Step::Create(span), Some(fate)) = (step, fates.get_mut(&(*school, *user)))
            && span.begins_at <= now
        {
            *fate = Ending::Stays;
        }
    }
    fates
}

/// What has begun has begun.
fn begins_at(span: Span, held: &HeldRole, now: DateTime<Utc>) -> DateTime<Utc> {
    if held.begins_at <= now && span.begins_at <= now {
        held.begins_at
    } else {
        span.begins_at
    }
}

type Unnumbered = (UserId, Option<SchoolId>, StaffRole);

fn wanted<'a>(
    bench: &'a PlanContext<'_>,
) -> impl Iterator<Item = (Unnumbered, DateTime<Utc>, Span)> + 'a {
    bench.bundle.grants.iter().filter_map(|grant| {
        let role = match grant.role {
            SchoolRole::Student => return None,
            SchoolRole::Teacher => StaffRole::Teacher,
            SchoolRole::Aide => StaffRole::Assistant,
            SchoolRole::SchoolAdmin => StaffRole::SchoolAdmin,
            SchoolRole::DistrictAdmin => StaffRole::DistrictAdmin,
        };
        let user = bench.person(grant.person)?;
        let school = match role {
            StaffRole::DistrictAdmin => None,
            _ => Some(bench.schools.get(grant.org.index()).copied().flatten()?),
        };
        let zone = school.and_then(|school| school.zone);
        let span = Span::of(grant.interval, zone, bench.now);
        let place = (user, school.map(|school| school.id), role);
        (!span.is_over(bench.now)).then_some((place, span.begins_at, span))
    })
}

/// Numbers the intervals of one role from the earliest on.
fn numbered<T>(roles: impl Iterator<Item = (Unnumbered, DateTime<Utc>, T)>) -> Vec<(Place, T)> {
    let mut roles: Vec<_> = roles.collect();
    roles.sort_by_key(|(place, begins_at, _)| (*place, *begins_at));
    let mut last = None;
    let mut number = 0;
    roles
        .into_iter()
        .map(|(place, _, rest)| {
            number = if last == Some(place) { number + 1 } else { 0 };
            last = Some(place);
            ((place.0, place.1, place.2, number), rest)
        })
        .collect()
}
