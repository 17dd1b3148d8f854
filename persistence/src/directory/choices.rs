//! What a family reads: what the schools of a student gave notice of and designate, and what is refused.

use diesel::prelude::*;
use domain::{
    access::action::ReadDirectoryChoices,
    annual_notices::AnnualNoticeStanding,
    audit::Shown,
    ids::{SchoolId, UserId},
};

use super::{
    designations::{DirectoryDesignation, designated},
    refusals::{RefusedType, refused_of},
};
use crate::{
    access::Permit,
    annual_notices::{self, AnnualNotice},
    audit,
    database::Tx,
    error::DbError,
    schema::{school_enrollments, schools},
    sql_types::bind_instant,
};

/// What a school of a student gave notice of and designates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolDirectory {
    /// The school.
    pub school: SchoolId,
    /// Its name.
    pub name: String,
    /// Where its annual notice stands.
    pub standing: AnnualNoticeStanding,
    /// The annual notice that counts.
    pub annual_notice: Option<AnnualNotice>,
    /// What it designates.
    pub designation: Option<DirectoryDesignation>,
}

/// What a family reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryChoices {
    /// The schools that have or had the student.
    pub schools: Vec<SchoolDirectory>,
    /// What is refused.
    pub refused: Vec<RefusedType>,
}

/// What the schools of the permitted student gave notice of and designate, and what is refused.
///
/// # Errors
/// If the database fails.
pub fn choices<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadDirectoryChoices>,
) -> Result<DirectoryChoices, DbError> {
    let student = permit.subject().student;
    let mut found = Vec::new();
    for (school, name) in schools_of(tx, student)? {
        let annual_notice = annual_notices::counting(tx, school)?;
        found.push(SchoolDirectory {
            school,
            name,
            standing: annual_notice
                .as_ref()
                .map_or(AnnualNoticeStanding::NotGiven, |notice| notice.standing),
            annual_notice,
            designation: designated(tx, school)?,
        });
    }
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(DirectoryChoices {
        schools: found,
        refused: refused_of(tx, student)?,
    })
}

/// The schools that have or had a student, with their names.
///
/// # Errors
/// If the database fails.
pub(crate) fn schools_of(
    tx: &mut Tx<'_>,
    student: UserId,
) -> Result<Vec<(SchoolId, String)>, DbError> {
    Ok(school_enrollments::table
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(school_enrollments::organization_id)
                .and(schools::id.eq(school_enrollments::school_id))),
        )
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(student))
        .filter(school_enrollments::begins_at.le(bind_instant(tx.now())))
        .order(schools::id)
        .select((schools::id, schools::name))
        .load(tx.conn())?)
}
