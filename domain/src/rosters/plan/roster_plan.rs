//! The plan of an import.

use super::{
    changes::Changes,
    classes, contacts,
    context::PlanContext,
    counts::Tallies,
    held::HeldRoster,
    keyed::DistrictKey,
    people::{self, PersonRecord},
    records::{
        ClassRecord, ContactRecord, RoleRecord, SchoolEnrollmentRecord, SchoolRecord, SessionRecord,
    },
    removal_alarm::{RemovalAlarm, removal_alarm},
    removals, roles, school_enrollments, schools,
    seat_table::SeatTable,
    seats::{self, PlannedSeat},
    sessions,
};
use crate::{
    classes::class_role::ClassRole,
    ids::{AgreementId, UserId},
    mint::Mint,
    rosters::{bundle::Bundle, report::Finding},
};

/// What an import would do. Names of people are still in the bundle: a plan holds references to them.
#[derive(Clone, Debug)]
pub struct RosterPlan {
    /// How much it does.
    pub tallies: Tallies,
    /// What shrinks beyond its bounds.
    pub removal_alarm: RemovalAlarm,
    /// What was found while comparing, beside what the bundle's own report says.
    pub findings: Vec<Finding>,
    /// Which records it ends, as a digest.
    pub removals: String,
    /// Schools.
    pub schools: Changes<SchoolRecord>,
    /// Academic sessions; of the new ones those above others come first.
    pub sessions: Changes<SessionRecord>,
    /// Classes.
    pub classes: Changes<ClassRecord>,
    /// Persons.
    pub people: Changes<PersonRecord>,
    /// People who left, and whose addresses others get.
    pub freed: Vec<UserId>,
    /// Roles of staff.
    pub roles: Changes<RoleRecord>,
    /// Students at schools.
    pub school_enrollments: Changes<SchoolEnrollmentRecord>,
    /// Students' seats in classes.
    pub enrollments: Changes<PlannedSeat>,
    /// Staff's parts in classes.
    pub assignments: Changes<PlannedSeat>,
    /// Parents and guardians whom students' rows name.
    pub contacts: Changes<ContactRecord>,
    /// What the numbers of seats stand for.
    pub(super) seats: SeatTable,
}

impl RosterPlan {
    /// Compares. Takes a second for a large district; to be called outside of transactions.
    pub fn of(held: &HeldRoster, bundle: &Bundle, key: &dyn DistrictKey, mint: &dyn Mint) -> Self {
        let mut context = PlanContext::new(held, bundle, key, mint);
        let schools = schools::reconcile(&mut context);
        let sessions = sessions::reconcile(&mut context);
        let classes = classes::reconcile(&mut context);
        let people = people::reconcile(&mut context);
        people::find_students_without_class(&mut context);
        let roles = roles::reconcile(&mut context);
        let school_enrollments = school_enrollments::reconcile(&mut context);
        let contacts = contacts::reconcile(&mut context);
        let seats = SeatTable::of(&context);
        let (enrollments, students) =
            seats::reconcile::<AgreementId>(&mut context, &seats, &held.enrollments);
        let (assignments, staff) =
            seats::reconcile::<ClassRole>(&mut context, &seats, &held.assignments);
        context.losses.students = students;
        context.losses.staff = staff;
        let now = held.now;
        let is_idle = |seat: &PlannedSeat| seat.span.is_idle(now);
        let removals = removals::digest(
            &context,
            [
                schools.removed(now).collect(),
                sessions.removed(now).collect(),
                classes.removed(now).collect(),
                roles.removed(now).collect(),
                school_enrollments.removed(now).collect(),
                enrollments.removed_if(is_idle).collect(),
                assignments.removed_if(is_idle).collect(),
                contacts.removed(now).collect(),
            ],
        );
        Self {
            removal_alarm: removal_alarm(&context),
            tallies: context.tallies,
            findings: context.findings,
            removals,
            schools,
            sessions,
            classes,
            people,
            freed: context.freed,
            roles,
            school_enrollments,
            enrollments,
            assignments,
            contacts,
            seats,
        }
    }

    /// How many records it changes.
    pub fn records(&self) -> u64 {
        self.tallies
            .values()
            .map(|tally| tally.created + tally.changed + tally.resumed + tally.ended)
            .sum()
    }
}
