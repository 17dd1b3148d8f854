//! Which copies of a school's students can be fetched at this instant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ExportSchool,
    audit::{ChangeRole, Changed},
    exports::state::{ExportRefusal, ExportState},
    ids::{ExportId, SchoolExportId, UserId},
    organizations::school_exit::{MOST_COPIES_A_PART, MOST_PART_BYTES},
};

use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::{exports, school_exports},
    sql_types::bind_instant,
};

/// A copy that waits to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingCopy {
    /// The copy.
    pub export: ExportId,
    /// About whom it is.
    pub student: UserId,
}

/// Which copies can be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadyCopies {
    /// Some: as many as one answer takes.
    Some(Vec<WaitingCopy>),
    /// None.
    Refused(ExportRefusal),
    /// The school takes nothing out any more.
    SchoolClosed,
    /// The permitted person asked for no such copies of the school.
    NoSuchExport,
}

/// The copies of the permitted school that the actor asked for together and that one answer takes.
///
/// # Errors
/// If the database fails.
pub fn ready<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ExportSchool>,
    id: SchoolExportId,
) -> Result<ReadyCopies, DbError> {
    let gathered_at: Option<Option<DateTime<Utc>>> = school_exports::table
        .find((tx.tenant(), id))
        .filter(school_exports::school_id.eq(permit.subject()))
        .filter(school_exports::asked_by.eq(permit.actor().user()))
        .select(school_exports::gathered_at)
        .first(tx.conn())
        .optional()?;
    let Some(gathered_at) = gathered_at else {
        return Ok(ReadyCopies::NoSuchExport);
    };
    if !agreements::export_is_open(tx, permit.subject())? {
        return Ok(ReadyCopies::SchoolClosed);
    }
    let most = i64::try_from(MOST_COPIES_A_PART).unwrap_or(i64::MAX);
    let waiting: Vec<(ExportId, UserId, Option<i32>)> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::school_export_id.eq(Some(id)))
        .filter(exports::state.eq(ExportState::Ready))
        .filter(exports::expires_at.gt(Some(bind_instant(tx.now()))))
        .order(exports::subject_id)
        .limit(most)
        .select((exports::id, exports::subject_id, exports::bytes))
        .load(tx.conn())?;
    let mut bytes = 0_usize;
    let mut taken = Vec::new();
    for (export, student, of_copy) in waiting {
        let of_copy = usize::try_from(of_copy.unwrap_or(0)).unwrap_or(usize::MAX);
        bytes = bytes.saturating_add(of_copy);
        if bytes > MOST_PART_BYTES && !taken.is_empty() {
            break;
        }
        taken.push(WaitingCopy { export, student });
    }
    if !taken.is_empty() {
        return Ok(ReadyCopies::Some(taken));
    }
    let building: i64 = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::school_export_id.eq(Some(id)))
        .filter(exports::state.eq_any([ExportState::Queued, ExportState::Building]))
        .count()
        .get_result(tx.conn())?;
    Ok(ReadyCopies::Refused(
        if building > 0 || gathered_at.is_none() {
            ExportRefusal::NotReady
        } else {
            ExportRefusal::Over
        },
    ))
}

/// Ends a copy that is not handed out: the student is restricted, or is not theirs any more. Otherwise it
/// would stand before the others.
///
/// # Errors
/// If the database fails.
pub fn leave_out<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ExportSchool>,
    copy: WaitingCopy,
) -> Result<(), DbError> {
    crate::exports::end_copy(tx, copy.export)
}

/// Notes that copies of the permitted school were handed out about these students, and that those of
/// others were ended.
///
/// # Errors
/// If the database fails.
pub fn handed_out<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ExportSchool>,
    id: SchoolExportId,
    (students, left_out): (Vec<UserId>, Vec<ExportId>),
) -> Result<(), DbError> {
    let changed = Changed::of(id)
        .and(Changed::each(ChangeRole::Referenced, students))
        .and(Changed::each(ChangeRole::Ended, left_out));
    audit::changed(tx, permit, changed)
}
