//! How much schools and sections would shrink (R-IMP).

use std::collections::HashMap;

use domain::{
    ids::{ClassId, SchoolId, UserId},
    rosters::plan::{Ending, Removal, RemovalGuard, Step},
};

use super::{
    Bench, Shrinking,
    seats::{Seat, vacated},
};
use crate::{keys::BlindIndex, rosters::held::HeldSeat};

/// Counts what would be lost. A pupil who is listed under another key, or changes classes within
/// their school, is not lost.
pub(super) fn shrinking(
    bench: &Bench<'_>,
    found: &[(BlindIndex, Step<Seat, &HeldSeat>)],
) -> Shrinking {
    let vacated = vacated(found);
    if vacated.is_empty() {
        return Shrinking::default();
    }
    let school_of = |class: ClassId| bench.schools_of_classes.get(&class).copied();
    let mut guard: RemovalGuard<SchoolId, ClassId> = RemovalGuard::default();
    let mut in_schools: HashMap<(SchoolId, UserId), Ending> = HashMap::new();
    let mut in_classes: HashMap<(ClassId, UserId), Ending> = HashMap::new();
    for held in &bench.held.enrollments {
        let seat = (held.class, held.user);
        let ending = if vacated.contains(&seat) {
            Ending::Ends
        } else {
            Ending::Stays
        };
        in_classes.insert(seat, ending);
        if let Some(school) = school_of(held.class) {
            let in_school = in_schools.entry((school, held.user)).or_insert(ending);
            if ending == Ending::Stays {
                *in_school = ending;
            }
        }
    }
    for (_, step) in found {
        if let Step::Create(seat) | Step::Change(seat, _) | Step::Resume(seat, _) = step
            && let Some(school) = school_of(seat.class)
            && let Some(in_school) = in_schools.get_mut(&(school, seat.user))
        {
            *in_school = Ending::Stays;
        }
    }
    for ((class, _), ending) in in_classes {
        guard.count_in_section(class, ending);
    }
    for ((school, _), ending) in in_schools {
        guard.count_in_school(school, ending);
    }
    match guard.judge() {
        Removal::WithinBounds => Shrinking::default(),
        Removal::NeedsAcceptance { schools, sections } => Shrinking {
            schools: schools.len(),
            sections: sections.len(),
        },
    }
}
