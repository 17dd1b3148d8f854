//! Roles of staff in schools and in the district.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    changes::{Changes, Entity, Succession},
    compare::{HeldRecord, Step, Wanted, compare},
    context::PlanContext,
    counts::Kind,
    records::{RoleRecord, WithId},
    removal_guard::Ending,
    span::Span,
};
use crate::{
    ids::{SchoolId, UserId},
    rosters::{kept_because_unreadable::SparedRoles, roles::RosterRole},
    staff::role::StaffRole,
};

impl Entity for RoleRecord {
    type Held = WithId<Self>;

    fn id(held: &Self::Held) -> Uuid {
        held.id
    }

    fn succeed(self, held: &Self::Held, now: DateTime<Utc>) -> Succession<Self> {
        let span = self.span.following(held.record.span, now);
        Succession::Becomes(Self { span, ..self })
    }

    fn has_begun(held: &Self::Held, now: DateTime<Utc>) -> bool {
        held.record.span.has_begun(now)
    }

    fn is_idle(&self, now: DateTime<Utc>) -> bool {
        self.span.is_idle(now)
    }
}

/// Whose role it is, where, which, and the how manieth of its intervals.
type Place = (UserId, Option<SchoolId>, StaffRole, usize);

type RoleStep<'a> = (Place, Step<RoleRecord, &'a WithId<RoleRecord>>);

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<RoleRecord> {
    let (held, now) = (context.held, context.now);
    let known = numbered(held.roles.iter().map(|held| (held.record, held)));
    let mut wanted: Vec<(Place, Wanted<RoleRecord>)> = numbered(wanted(context))
        .into_iter()
        .map(|(place, role)| (place, Wanted::Present(role)))
        .collect();
    // Where a bundle says nothing certain of a person, their roles stay as they are.
    let spared = known.iter().map(|(place, _)| *place);
    wanted.extend(
        spared
            .filter(|(user, school, ..)| is_spared(context, *user, *school))
            .map(|place| (place, Wanted::KeptBecauseUnreadable)),
    );
    let known = known
        .into_iter()
        .map(|(place, held)| (place, HeldRecord::Current(held)));
    let steps: Vec<RoleStep<'_>> = compare(wanted, known.collect(), |role, held| {
        role.span.agrees(held.record.span, now)
    })
    .collect();
    context.losses.roles = fates(&steps, now);
    Changes::of(steps, context.counts(Kind::Role), now)
}

/// Whether the bundle says nothing certain of a person's roles at a school, or in the district.
pub(super) fn is_spared(context: &PlanContext<'_>, user: UserId, school: Option<SchoolId>) -> bool {
    let in_bundle = |school| {
        context
            .schools
            .iter()
            .flatten()
            .any(|known| known.id == school)
    };
    let covers = |spared: &SparedRoles| match spared {
        SparedRoles::Everywhere => true,
        SparedRoles::At(org) => context.school(*org).map(|at| at.id) == school,
        SparedRoles::Elsewhere => school.is_some_and(|school| !in_bundle(school)),
    };
    let spared = context.spared.get(&user);
    !context.leaving.contains(&user) && spared.is_some_and(|spared| spared.iter().any(covers))
}

/// What becomes of those who have roles, at each school and in the district.
fn fates(
    steps: &[RoleStep<'_>],
    now: DateTime<Utc>,
) -> HashMap<(Option<SchoolId>, UserId), Ending> {
    let mut fates: HashMap<_, Ending> = HashMap::new();
    for ((user, school, ..), step) in steps {
        let ending = match step {
            Step::Create(_) => continue,
            Step::Keep(_) | Step::Spare(_) => Ending::Stays,
            Step::Change(role, held) | Step::Resume(role, held) => {
                let needed_at = held.record.span.begins_at.max(now);
                Ending::ends_if(role.span.is_over(now) || role.span.begins_at > needed_at)
            }
            Step::End(_) => Ending::Ends,
        };
        let fate = fates.entry((*school, *user)).or_insert(ending);
        *fate = fate.or_stays(ending);
    }
    for ((user, school, ..), step) in steps {
        if let (Step::Create(role), Some(fate)) = (step, fates.get_mut(&(*school, *user)))
            && role.span.has_begun(now)
        {
            *fate = Ending::Stays;
        }
    }
    fates
}

fn wanted(context: &PlanContext<'_>) -> impl Iterator<Item = (RoleRecord, RoleRecord)> {
    context.bundle.grants.iter().filter_map(|grant| {
        let RosterRole::Staff(role) = grant.role else {
            return None;
        };
        let user = context.person(grant.person)?;
        let school = match role {
            StaffRole::DistrictAdmin => None,
            _ => Some(context.school(grant.org)?),
        };
        let zone = school.and_then(|school| school.zone);
        let role = RoleRecord {
            user,
            school: school.map(|school| school.id),
            role,
            span: Span::of(grant.interval, zone, context.now),
        };
        (!role.span.is_over(context.now)).then_some((role, role))
    })
}

/// Numbers the intervals of one role from the earliest on.
fn numbered<T>(roles: impl Iterator<Item = (RoleRecord, T)>) -> Vec<(Place, T)> {
    let place = |role: &RoleRecord| (role.user, role.school, role.role);
    let mut roles: Vec<_> = roles.collect();
    roles.sort_by_key(|(role, _)| (place(role), role.span.begins_at));
    let mut last = None;
    let mut number = 0;
    roles
        .into_iter()
        .map(|(role, rest)| {
            let place = place(&role);
            number = if last == Some(place) { number + 1 } else { 0 };
            last = Some(place);
            ((place.0, place.1, place.2, number), rest)
        })
        .collect()
}
