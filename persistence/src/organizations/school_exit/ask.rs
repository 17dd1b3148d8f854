//! Asking for copies of what is held about all students of a school.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ExportSchool,
    audit::Changed,
    exports::{
        MOST_A_DAY,
        state::{AskRefusal, EarlierExport, ExportState, may_ask},
    },
    ids::SchoolExportId,
    worker::JobKind,
};

use super::copies::{SchoolExport, asked_by};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, organizations::agreements,
    schema::school_exports, sql_types::bind_instant, worker,
};

/// What became of the question: the copies, or why none are built.
pub type AskForCopies = Result<SchoolExport, AskRefusal>;

/// Asks for a copy of what is held about each student of the permitted school, as long as the school
/// takes data out.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal.
pub fn ask<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ExportSchool>,
) -> Result<AskForCopies, DbError> {
    let (school, person) = (permit.subject(), permit.actor().user());
    if !agreements::export_is_open(tx, school)? {
        return Ok(Err(AskRefusal::SchoolClosed));
    }
    let most = i64::try_from(MOST_A_DAY).unwrap_or(i64::MAX);
    let earlier: Vec<EarlierExport> = asked_by(tx, (school, person), most)?
        .iter()
        .map(|export| EarlierExport {
            state: if export.is_open() {
                ExportState::Queued
            } else {
                ExportState::Fetched
            },
            requested_at: export.requested_at,
            expires_at: None,
        })
        .collect();
    if let Err(refusal) = may_ask(&earlier, tx.now()) {
        return Ok(Err(refusal));
    }
    let id: SchoolExportId = tx.new_id();
    let requested_at: DateTime<Utc> = tx.now();
    let row = (
        school_exports::organization_id.eq(tx.tenant()),
        school_exports::id.eq(id),
        school_exports::school_id.eq(school),
        school_exports::asked_by.eq(person),
        school_exports::requested_at.eq(bind_instant(requested_at)),
    );
    diesel::insert_into(school_exports::table)
        .values(row)
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::ExportSchool, id.uuid(), requested_at)?;
    audit::changed(tx, permit, Changed::created(id))?;
    Ok(Ok(SchoolExport {
        id,
        requested_at,
        gathered_at: None,
        building: 0,
        ready: 0,
        fetched: 0,
        over: 0,
    }))
}
