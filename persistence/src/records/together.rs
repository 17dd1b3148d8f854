//! A record that a member of staff looks at together with who holds the rights over it (34 CFR 99.10(c)).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{InspectRecord, InviteToRecord},
    },
    age::eighteen::Majority,
    audit::{Changed, Shown},
    ids::{InspectionSessionId, UserId},
    rights::inspection::ends_at,
    staff::role::StaffRole,
};

use super::record::{EducationRecord, record_as};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, guardians,
    progress::CourseIndexCache, schema::inspection_sessions, sql_types::bind_instant, staff::roles,
};

/// An inspection together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InspectionSession {
    /// Its id.
    pub id: InspectionSessionId,
    /// The member of staff.
    pub staff: UserId,
    /// Since when.
    pub begins_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// Lets a member of staff look at the permitted student's record for a quarter of an hour; `None` if
/// nobody of this id works in the district.
///
/// # Errors
/// If the database fails.
pub fn invite<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, InviteToRecord>,
    staff: UserId,
) -> Result<Option<InspectionSession>, DbError> {
    let (student, opened_by) = (permit.subject().student, permit.actor().user());
    let works_here = roles::held(tx, staff)?
        .iter()
        .any(|(role, _)| *role != StaffRole::Parent);
    if !works_here || staff == opened_by {
        return Ok(None);
    }
    let session = InspectionSession {
        id: tx.new_id(),
        staff,
        begins_at: tx.now(),
        ends_at: ends_at(tx.now()),
    };
    let row = (
        inspection_sessions::organization_id.eq(tx.tenant()),
        inspection_sessions::id.eq(session.id),
        inspection_sessions::student_id.eq(student),
        inspection_sessions::opened_by.eq(opened_by),
        inspection_sessions::staff_id.eq(staff),
        inspection_sessions::begins_at.eq(bind_instant(session.begins_at)),
        inspection_sessions::ends_at.eq(bind_instant(session.ends_at)),
    );
    diesel::insert_into(inspection_sessions::table)
        .values(row)
        .execute(tx.conn())?;
    let changed = Changed::created(session.id).referring_to([student, staff]);
    audit::changed(tx, permit, changed)?;
    Ok(Some(session))
}

/// The permitted student's record as who invited the member of staff sees it; `None` if the time is over,
/// or nobody invited them, or who did has no rights any more.
///
/// # Errors
/// If the database fails.
pub fn inspect_together<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, InspectRecord>,
    session: InspectionSessionId,
    course_indexes: &CourseIndexCache,
) -> Result<Option<EducationRecord>, DbError> {
    let student = permit.subject().student;
    let now = bind_instant(tx.now());
    let opened_by: Option<UserId> = inspection_sessions::table
        .find((tx.tenant(), session))
        .filter(inspection_sessions::student_id.eq(student))
        .filter(inspection_sessions::staff_id.eq(permit.actor().user()))
        .filter(inspection_sessions::ends_at.gt(now))
        .select(inspection_sessions::opened_by)
        .first(tx.conn())
        .optional()?;
    let Some(holder) = opened_by else {
        return Ok(None);
    };
    let reader = if guardians::holds_rights(tx, holder, student)? {
        Relationship::Guardian
    } else if holder == student && age::majority(tx, student)? == Majority::Adult {
        Relationship::EligibleStudent
    } else {
        return Ok(None);
    };
    let record = record_as(tx, student, reader, course_indexes)?;
    if record.is_some() {
        let shown = Shown::each([student]).and(Shown::each([session]));
        audit::disclosed(tx, permit, shown)?;
    }
    Ok(record)
}
