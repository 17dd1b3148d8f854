//! Where the exit of a school stands.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadSchoolExit,
    ids::UserId,
    organizations::{
        authority_end::{AuthorityEnd, AuthorityEndReason},
        school_exit::{ExitStage, export_closes_at},
    },
};

use super::copies::{SchoolExport, asked_by};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::{authority_ends, destructions, school_enrollments},
    sql_types::bind_instant,
};

/// Where the exit of a school stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolExit {
    /// The stage.
    pub stage: ExitStage,
    /// When the last agreement ended; `None` while one is in force or to come.
    pub ended_at: Option<DateTime<Utc>>,
    /// From when on nothing is taken out any more.
    pub export_closes_at: Option<DateTime<Utc>>,
    /// When the deletion begins.
    pub purge_at: Option<DateTime<Utc>>,
    /// When something was deleted last.
    pub purged_at: Option<DateTime<Utc>>,
    /// Students whom the school still names.
    pub students: usize,
    /// Those of them who are not deleted because of a hold or an open inspection.
    pub students_held: usize,
    /// Students whose accounts were deleted.
    pub students_destroyed: i32,
    /// Students of another school, of whom only the rows of this school were deleted.
    pub students_shared: i32,
    /// The copies that the actor asked for last.
    pub export: Option<SchoolExport>,
}

/// Where the exit of the permitted school stands.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadSchoolExit>,
) -> Result<SchoolExit, DbError> {
    type Row = (Option<DateTime<Utc>>, i32, Option<i32>);
    let school = permit.subject();
    let end = agreements::end_of(tx, school)?;
    let now = tx.now();
    let students: Vec<UserId> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .select(school_enrollments::user_id)
        .distinct()
        .load(tx.conn())?;
    let mut exit = SchoolExit {
        stage: end.map_or(ExitStage::NotEnded, |end| end.stage(now)),
        ended_at: end.map(|end| end.ended_at),
        export_closes_at: end.map(|end| export_closes_at(end.ended_at, end.purge_within_days)),
        purge_at: end.map(AuthorityEnd::purge_at),
        purged_at: None,
        students: students.len(),
        students_held: agreements::held_of(tx, school)?.len(),
        students_destroyed: 0,
        students_shared: 0,
        export: asked_by(tx, (school, permit.actor().user()), 1)?.pop(),
    };
    let Some(end) = end else {
        return Ok(exit);
    };
    let done: Option<Row> = authority_ends::table
        .left_join(
            destructions::table.on(destructions::organization_id
                .eq(authority_ends::organization_id)
                .and(destructions::authority_end_id.eq(authority_ends::id))),
        )
        .filter(authority_ends::organization_id.eq(tx.tenant()))
        .filter(authority_ends::school_id.eq(school))
        .filter(authority_ends::reason.eq(AuthorityEndReason::AgreementEnded))
        .filter(authority_ends::ended_at.eq(bind_instant(end.ended_at)))
        .select((
            authority_ends::purged_at,
            authority_ends::students_purged,
            destructions::students_shared.nullable(),
        ))
        .first(tx.conn())
        .optional()?;
    if let Some((purged_at, destroyed, shared)) = done {
        exit.purged_at = purged_at;
        exit.students_destroyed = destroyed;
        exit.students_shared = shared.unwrap_or(0);
    }
    Ok(exit)
}
