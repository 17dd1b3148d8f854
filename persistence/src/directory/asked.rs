//! Directory information of one student for which somebody asks.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::Relationship,
    accounts::credentials::AccountStatus,
    age::eighteen::Majority,
    classes::placement::SchoolTie,
    directory::{
        DirectoryFacts, DirectoryPurpose, DirectoryRefused, DirectoryType, FoundBy, Publicity,
        directory_release,
    },
    guardians::pairing::FamilyStanding,
    ids::{SchoolId, UserId},
    rights::restriction::RestrictedPart,
};

use super::{designations::designated, refusals::refused_of};
use crate::{
    access::relationships,
    age, annual_notices,
    database::Tx,
    error::DbError,
    guardians,
    organizations::agreements,
    rights,
    schema::{school_enrollments, users},
};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryAsked {
    /// Of which school's designation.
    pub school: SchoolId,
    /// Which types.
    pub types: Vec<DirectoryType>,
    /// For what.
    pub purpose: DirectoryPurpose,
    /// By what the student was found.
    pub found_by: FoundBy,
}

/// Whether it is released to a recipient. A school that a person does not administer, that never had the student,
/// or whose authority is over so long that nothing is taken out any more, designates nothing here.
///
/// # Errors
/// If the database fails. The inner error says why it is not.
pub(crate) fn judge(
    tx: &mut Tx<'_>,
    (person, student): (UserId, UserId),
    asked: &DirectoryAsked,
    recipient: &str,
) -> Result<Result<(), DirectoryRefused>, DbError> {
    let administers = relationships::at_school(tx, person, asked.school)?
        .into_iter()
        .any(Relationship::is_administrator);
    let tie = relationships::ties_to_school(tx, student, asked.school)?.school;
    let is_open = agreements::export_is_open(tx, asked.school)?;
    let designated = if administers && tie != SchoolTie::None && is_open {
        designated(tx, asked.school)?
    } else {
        None
    };
    let designation = designated.map(|designated| designated.designation());
    let refused: Vec<DirectoryType> = refused_of(tx, student)?
        .into_iter()
        .map(|refused| refused.of)
        .collect();
    let facts = DirectoryFacts {
        found_by: asked.found_by,
        designation: designation.as_ref(),
        notice: annual_notices::standing_of(tx, asked.school)?,
        types: &asked.types,
        recipient,
        purpose: asked.purpose,
        since: since(tx, student, asked.school)?,
        refused: &refused,
        publicity: publicity(tx, student)?,
        now: tx.now(),
    };
    Ok(directory_release(&facts))
}

/// When a student came to a school; where that is not known, now.
fn since(tx: &mut Tx<'_>, student: UserId, school: SchoolId) -> Result<DateTime<Utc>, DbError> {
    let begins_at: Option<DateTime<Utc>> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .filter(school_enrollments::user_id.eq(student))
        .select(school_enrollments::begins_at)
        .first(tx.conn())
        .optional()?;
    Ok(begins_at.unwrap_or(tx.now()))
}

/// Whether anything of a student is kept from the public.
fn publicity(tx: &mut Tx<'_>, student: UserId) -> Result<Publicity, DbError> {
    let open: i64 = users::table
        .find((tx.tenant(), student))
        .filter(users::status.ne(AccountStatus::Disabled))
        .filter(users::suspended_at.is_null())
        .filter(users::locked_at.is_null())
        .count()
        .get_result(tx.conn())?;
    let is_contested = guardians::family(tx, student)? == FamilyStanding::Contested
        && age::majority(tx, student)? == Majority::Minor;
    let is_withheld = open == 0
        || is_contested
        || rights::is_hidden(tx, student)?
        || rights::is_restricted(tx, student, RestrictedPart::Everything)?;
    Ok(if is_withheld {
        Publicity::Withheld
    } else {
        Publicity::AsChosen
    })
}
