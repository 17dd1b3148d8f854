//! What the record says of its contested parts, and what goes along with it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ContestRecord,
    amendments::{course::AmendmentEvent, part::ContestedPart, state::AmendmentState},
    audit::Changed,
    category::Category,
    ids::{AmendmentId, RecordDisclosureId, UserId},
};
use uuid::Uuid;

use super::{
    course::{AmendmentOutcome, step},
    row::STATEMENT,
};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{amendments, disclosed_statements, statements_of_disagreement},
    sql_types::{BindUuid, bind_instant},
};

/// A part of a record that is disputed, or that stays as it is beside a statement.
#[derive(Clone, PartialEq, Eq)]
pub struct ContestedNow {
    /// The amendment.
    pub amendment: AmendmentId,
    /// Which part.
    pub part: ContestedPart,
    /// Which item of it, where there are several.
    pub item: Option<Uuid>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The statement of disagreement; `None` while the part is disputed.
    pub statement: Option<String>,
}

/// Places a statement of disagreement in the permitted student's record.
///
/// # Errors
/// If the database or the cipher fails.
pub fn place<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ContestRecord>,
    amendment: AmendmentId,
    statement: &str,
) -> Result<AmendmentOutcome, DbError> {
    step(tx, permit, amendment, AmendmentEvent::State, |tx, held| {
        let key = subject_key(tx, held.student_id)?;
        let sealed = key.seal(tx.mint(), STATEMENT, held.id.uuid(), statement.as_bytes())?;
        let row = (
            statements_of_disagreement::organization_id.eq(tx.tenant()),
            statements_of_disagreement::amendment_id.eq(held.id),
            statements_of_disagreement::student_id.eq(held.student_id),
            statements_of_disagreement::part.eq(held.part),
            statements_of_disagreement::item_id.eq(held.item_id),
            statements_of_disagreement::statement.eq(sealed),
            statements_of_disagreement::stated_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(statements_of_disagreement::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(Ok(Changed::nothing()))
    })
}

type Row = (
    AmendmentId,
    ContestedPart,
    Option<BindUuid>,
    Sealed,
    DateTime<Utc>,
);

/// The statements in a student's record, the oldest first.
fn statements(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<ContestedNow>, DbError> {
    let rows: Vec<Row> = statements_of_disagreement::table
        .filter(statements_of_disagreement::organization_id.eq(tx.tenant()))
        .filter(statements_of_disagreement::student_id.eq(student))
        .order(statements_of_disagreement::amendment_id)
        .select((
            statements_of_disagreement::amendment_id,
            statements_of_disagreement::part,
            statements_of_disagreement::item_id,
            statements_of_disagreement::statement,
            statements_of_disagreement::stated_at,
        ))
        .load(tx.conn())?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject_key(tx, student)?;
    let opened = rows
        .into_iter()
        .map(|(amendment, part, item, sealed, since)| {
            Ok(ContestedNow {
                amendment,
                part,
                item: item.map(|BindUuid(item)| item),
                since,
                statement: Some(key.open_text(STATEMENT, amendment.uuid(), &sealed)?),
            })
        });
    opened.collect()
}

/// The statements about parts of these categories, which go along when they are disclosed.
pub(crate) fn statements_about(
    tx: &mut Tx<'_>,
    student: UserId,
    categories: &[Category],
) -> Result<Vec<ContestedNow>, DbError> {
    let mut found = statements(tx, student)?;
    found.retain(|stated| categories.contains(&stated.part.category()));
    Ok(found)
}

/// What the record says of its contested parts: those that are disputed at this instant, and the
/// statements.
pub(crate) fn contested(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<ContestedNow>, DbError> {
    type Open = (
        AmendmentId,
        ContestedPart,
        Option<BindUuid>,
        (DateTime<Utc>, AmendmentState, Option<DateTime<Utc>>),
    );
    let rows: Vec<Open> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(student))
        .filter(amendments::closed_at.is_null())
        .order(amendments::id)
        .select((
            amendments::id,
            amendments::part,
            amendments::item_id,
            (
                amendments::requested_at,
                amendments::state,
                amendments::act_by,
            ),
        ))
        .load(tx.conn())?;
    let now = tx.now();
    let disputed = rows
        .into_iter()
        .filter(|(.., (_, state, act_by))| state.is_disputed(*act_by, now));
    let disputed = disputed.map(|(amendment, part, item, (since, ..))| ContestedNow {
        amendment,
        part,
        item: item.map(|BindUuid(item)| item),
        since,
        statement: None,
    });
    let mut found: Vec<ContestedNow> = disputed.collect();
    found.extend(statements(tx, student)?);
    Ok(found)
}

/// Writes down which statements went along with a disclosure.
pub(crate) fn go_along(
    tx: &mut Tx<'_>,
    disclosure: RecordDisclosureId,
    stated: &[ContestedNow],
) -> Result<(), DbError> {
    for stated in stated {
        let row = (
            disclosed_statements::organization_id.eq(tx.tenant()),
            disclosed_statements::disclosure_id.eq(disclosure),
            disclosed_statements::amendment_id.eq(stated.amendment),
        );
        diesel::insert_into(disclosed_statements::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Which statements went along with disclosures of a student's record.
pub(crate) fn went_along(
    tx: &mut Tx<'_>,
    student: UserId,
    disclosures: &[RecordDisclosureId],
) -> Result<HashMap<RecordDisclosureId, Vec<ContestedNow>>, DbError> {
    let rows: Vec<(RecordDisclosureId, AmendmentId)> = disclosed_statements::table
        .filter(disclosed_statements::organization_id.eq(tx.tenant()))
        .filter(disclosed_statements::disclosure_id.eq_any(disclosures))
        .order((
            disclosed_statements::disclosure_id,
            disclosed_statements::amendment_id,
        ))
        .select((
            disclosed_statements::disclosure_id,
            disclosed_statements::amendment_id,
        ))
        .load(tx.conn())?;
    let mut along: HashMap<RecordDisclosureId, Vec<ContestedNow>> = HashMap::new();
    if rows.is_empty() {
        return Ok(along);
    }
    let stated = statements(tx, student)?;
    for (disclosure, amendment) in rows {
        let of = stated.iter().find(|stated| stated.amendment == amendment);
        along.entry(disclosure).or_default().extend(of.cloned());
    }
    Ok(along)
}
