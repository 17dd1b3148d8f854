//! Writing what was prepared, table by table in the order of their references.

use diesel::connection::SimpleConnection;
use domain::rosters::plan::Changes;
use uuid::Uuid;

use super::{
    changes::RosterChanges,
    tables::{self, RosterTable, SealedPerson},
};
use crate::{
    bulk::ROWS_PER_STATEMENT,
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    staff::invitation_scope::{self, Whose},
};

/// Writes everything.
///
/// # Errors
/// If the database fails; [`DbError::is_duplicate`] if a person took a username or an address since
/// the plan was made.
pub(super) fn write(tx: &mut Tx<'_>, changes: &RosterChanges) -> Result<(), DbError> {
    let plan = &changes.plan;
    write_kind(tx, &plan.schools)?;
    write_kind(tx, &plan.sessions)?;
    write_kind(tx, &plan.classes)?;
    let freed: Vec<Uuid> = plan.freed.iter().map(|user| user.uuid()).collect();
    tables::give_up_addresses(tx, &freed)?;
    // Usernames and addresses that are given up are free for those who are new.
    SealedPerson::change(tx, &changes.people.changed)?;
    SealedPerson::insert(tx, &changes.people.new)?;
    SealedPerson::end(tx, &changes.people.ended)?;
    tables::close(tx, &changes.closed)?;
    let is_large = plan.enrollments.new.len() >= ROWS_PER_STATEMENT;
    if is_large {
        gather_statistics(tx)?;
    }
    tx.forget_roles();
    write_kind(tx, &plan.roles)?;
    write_kind(tx, &plan.school_enrollments)?;
    write_kind(tx, &plan.enrollments)?;
    write_kind(tx, &plan.assignments)?;
    tables::end_seats(tx, &changes.left)?;
    if is_large {
        gather_statistics(tx)?;
    }
    invitation_scope::revoke_out_of_scope(tx, Whose::All)
}

/// Writes the changes of one kind of record.
fn write_kind<R: RosterTable>(tx: &mut Tx<'_>, changes: &Changes<R>) -> Result<(), DbError> {
    R::insert(tx, &changes.new)?;
    R::change(tx, &changes.changed)?;
    R::end(tx, &changes.ended)?;
    R::withdraw(tx, &changes.withdrawn)
}

/// Lets the planner of PostgreSQL know how large the tables have become: before so many rows refer
/// to them, and before they are read.
fn gather_statistics(tx: &mut Tx<'_>) -> Result<(), DbError> {
    match tx.conn() {
        AnyConnection::Postgres(conn) => {
            Ok(conn.batch_execute("SELECT gather_roster_statistics()")?)
        }
        AnyConnection::Sqlite(_) => Ok(()),
    }
}
