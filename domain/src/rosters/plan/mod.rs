//! What an import would do: a bundle compared with what is held, kind by kind.
//!
//! A row of a bundle that could not be read spares what is held under its key. Only what came from
//! a roster is compared, so that classes, roles and seats that people made stay as they are.
//!
//! Every kind of record takes the same way: [`compare`] walks what is wanted and what is held in
//! step, and [`Changes`] folds the steps into what is to be written. An [`Entity`] says what is
//! special about its kind.

mod accounts;
mod addresses;
mod changes;
mod claims;
mod classes;
mod compare;
mod contacts;
mod context;
mod counts;
mod held;
mod identity;
mod keyed;
mod losses;
mod objects;
mod people;
mod placing;
mod preview;
mod records;
mod removal_alarm;
mod removal_bounds;
mod removal_guard;
mod removals;
mod roles;
mod roster_plan;
mod school_enrollments;
mod schools;
mod seat_outcomes;
mod seat_table;
mod seats;
mod sessions;
mod slices;
mod span;
mod staging;
mod statement;
mod uniqueness;
mod usernames;
mod wanted_seat;

pub use accounts::staff_email;
pub use changes::{Changes, Entity, Succession};
pub use compare::{HeldRecord, Step, Wanted, compare};
pub use counts::{Kind, PlanCounts, Tallies};
pub use held::{HeldPerson, HeldRoster, RosterReach};
pub use identity::RECOGNISED_FOR;
pub use keyed::{DistrictKey, IndexedText, KeyedDigest, PersonField};
pub use people::PersonRecord;
pub use preview::{NamedRecord, PlannedChange, PlannedStep};
pub use records::{
    AssignedUsername, ClassRecord, ContactRecord, HeldContact, RoleRecord, SchoolEnrollmentRecord,
    SchoolRecord, Seat, SeatPart, SessionRecord, WithId,
};
pub use removal_alarm::RemovalAlarm;
pub use removal_bounds::{HeldBounds, OwnBounds, RemovalBounds};
pub use roster_plan::RosterPlan;
pub use seats::PlannedSeat;
pub use slices::{Slice, Slices};
pub use span::Span;
pub use staging::{
    DECIDED_WITHIN, STAGED_AT_MOST, STAGED_BYTES_AT_MOST, TooManyStaged, may_be_staged,
};
pub use statement::{ChangedFields, PersonStatement};
