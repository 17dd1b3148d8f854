//! Writing what was prepared: what ends, then what is given up, then table by table in the order of
//! their references.

use diesel::connection::SimpleConnection;
use domain::{ids::UserId, rosters::plan::Changes};
use uuid::Uuid;

use super::{
    changes::RosterChanges,
    tables::{self, RosterTable, SealedPerson},
};
use crate::{connection::AnyConnection, database::Tx, error::DbError};

/// Writes everything.
///
/// # Errors
/// If the database fails; [`DbError::is_duplicate`] if a person took a username or an address since
/// the plan was made.
pub(super) fn write(tx: &mut Tx<'_>, changes: &RosterChanges) -> Result<(), DbError> {
    let (slice, people) = (&changes.slice, &changes.people);
    // After the first of an import's many parts, the second, the fourth and so on.
    if changes.number.is_power_of_two() {
        gather_statistics(tx)?;
    }
    tx.forget_roles();
    end_kind(tx, &changes.contacts)?;
    end_kind(tx, &slice.assignments)?;
    end_kind(tx, &slice.enrollments)?;
    end_kind(tx, &slice.school_enrollments)?;
    end_kind(tx, &slice.roles)?;
    SealedPerson::end(tx, &people.ended)?;
    tables::close(tx, &changes.closed)?;
    tables::end_seats(tx, &changes.left)?;
    end_kind(tx, &slice.classes)?;
    end_kind(tx, &slice.sessions)?;
    end_kind(tx, &slice.schools)?;
    tables::give_up_addresses(tx, &uuids(&slice.addresses_given_up))?;
    tables::give_up_usernames(tx, &uuids(&slice.usernames_given_up))?;
    begin_kind(tx, &slice.schools)?;
    begin_kind(tx, &slice.sessions)?;
    begin_kind(tx, &slice.classes)?;
    begin_kind(tx, people)?;
    begin_kind(tx, &slice.roles)?;
    begin_kind(tx, &slice.school_enrollments)?;
    begin_kind(tx, &slice.enrollments)?;
    begin_kind(tx, &slice.assignments)?;
    begin_kind(tx, &changes.contacts)
}

fn uuids(people: &[UserId]) -> Vec<Uuid> {
    people.iter().map(|user| user.uuid()).collect()
}

/// Ends what ends of one kind of record.
fn end_kind<R: RosterTable>(tx: &mut Tx<'_>, changes: &Changes<R>) -> Result<(), DbError> {
    R::end(tx, &changes.ended)?;
    R::withdraw(tx, &changes.withdrawn)
}

/// Writes what is new and what changes of one kind of record.
fn begin_kind<R: RosterTable>(tx: &mut Tx<'_>, changes: &Changes<R>) -> Result<(), DbError> {
    R::insert(tx, &changes.new)?;
    R::change(tx, &changes.changed)
}

/// Lets the planner of PostgreSQL know how large the tables have become: before so many more rows
/// refer to them, and before they are read.
pub(super) fn gather_statistics(tx: &mut Tx<'_>) -> Result<(), DbError> {
    match tx.conn() {
        AnyConnection::Postgres(conn) => {
            Ok(conn.batch_execute("SELECT gather_roster_statistics()")?)
        }
        AnyConnection::Sqlite(_) => Ok(()),
    }
}
