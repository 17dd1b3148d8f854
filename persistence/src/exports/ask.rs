//! Asking for a copy.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{AskForOwnExport, ExportStudent},
    },
    audit::Changed,
    exports::{
        reader::is_held_to_schools,
        state::{AskRefusal, EarlierExport, ExportState, may_ask},
    },
    ids::{ExportId, UserId},
    text_enum::TextEnum as _,
    worker::JobKind,
};

use super::{
    list::{Export, find},
    scope::open_schools,
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::exports, sql_types::bind_instant,
    worker,
};

/// What became of the question: the copy, or why none is built.
pub type AskFor = Result<Export, AskRefusal>;

/// Asks for a copy of what is held about the permitted person.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal.
pub fn ask_for_own<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AskForOwnExport>,
) -> Result<AskFor, DbError> {
    let person = permit.subject();
    let asked = ask(tx, (person, person), permit.relationship())?;
    if let Ok(export) = &asked {
        audit::changed(tx, permit, Changed::created(export.id))?;
    }
    Ok(asked)
}

/// Asks for a copy of what is held about the permitted student.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal.
pub fn ask_for_student<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ExportStudent>,
) -> Result<AskFor, DbError> {
    let student = permit.subject().student;
    let asked_by = permit.actor().user();
    let asked = ask(tx, (student, asked_by), permit.relationship())?;
    if let Ok(export) = &asked {
        audit::changed(tx, permit, Changed::created(export.id))?;
    }
    Ok(asked)
}

fn ask(
    tx: &mut Tx<'_>,
    (subject, asked_by): (UserId, UserId),
    relationship: Relationship,
) -> Result<AskFor, DbError> {
    type Row = (ExportState, DateTime<Utc>, Option<DateTime<Utc>>);
    let earlier: Vec<Row> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::subject_id.eq(subject))
        .filter(exports::asked_by.eq(asked_by))
        .select((exports::state, exports::requested_at, exports::expires_at))
        .load(tx.conn())?;
    let earlier: Vec<EarlierExport> = earlier
        .into_iter()
        .map(|(state, requested_at, expires_at)| EarlierExport {
            state,
            requested_at,
            expires_at,
        })
        .collect();
    if is_held_to_schools(relationship) && open_schools(tx, asked_by)?.is_empty() {
        return Ok(Err(AskRefusal::SchoolClosed));
    }
    if let Err(refusal) = may_ask(&earlier, tx.now()) {
        return Ok(Err(refusal));
    }
    let id: ExportId = tx.new_id();
    let row = (
        exports::organization_id.eq(tx.tenant()),
        exports::id.eq(id),
        exports::subject_id.eq(subject),
        exports::asked_by.eq(asked_by),
        exports::relationship.eq(relationship.as_str()),
        exports::state.eq(ExportState::Queued),
        exports::progress.eq(0),
        exports::requested_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(exports::table)
        .values(row)
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::BuildExport, id.uuid(), tx.now())?;
    let export = find(tx, asked_by, id)?;
    export
        .map(Ok)
        .ok_or(DbError::Corrupt("a copy that was asked for is there"))
}
