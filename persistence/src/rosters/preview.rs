//! Names of the people whom an import changes or ends.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    access::action::PreviewRoster,
    audit::Shown,
    ids::{RosterImportId, UserId},
    rosters::plan::{Kind, NamedRecord, PlannedChange},
};

use crate::{
    access::Permit,
    accounts::people::{FAMILY_NAME, GIVEN_NAME, SOURCE_ID},
    audit,
    bulk::ROWS_PER_STATEMENT,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{subject_keys, users},
};

/// The same changes, with the names of people who end. Those who are held are shown by it.
///
/// # Errors
/// If the database fails.
pub fn disclose<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, PreviewRoster>,
    import: RosterImportId,
    mut changes: Vec<PlannedChange>,
) -> Result<Vec<PlannedChange>, DbError> {
    let people = changes.iter().filter(|change| change.kind == Kind::Person);
    let people: Vec<UserId> = people
        .filter_map(|change| change.id.map(UserId::from_uuid))
        .collect();
    let mut names = names(tx, &people)?;
    for change in changes.iter_mut().filter(|change| change.named.is_none()) {
        change.named = change
            .id
            .and_then(|id| names.remove(&UserId::from_uuid(id)));
    }
    audit::disclosed(tx, permit, Shown::each(people).and(Shown::each([import])))?;
    Ok(changes)
}

fn names(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashMap<UserId, NamedRecord>, DbError> {
    let mut named = HashMap::with_capacity(people.len());
    for people in people.chunks(ROWS_PER_STATEMENT) {
        named.extend(names_of(tx, people)?);
    }
    Ok(named)
}

fn names_of(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<(UserId, NamedRecord)>, DbError> {
    type Row = (UserId, Sealed, Sealed, Option<Sealed>, Sealed);
    let rows: Vec<Row> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(people))
        .select((
            users::id,
            users::given_name,
            users::family_name,
            users::source_id,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?;
    let keys = tx.organization_key()?;
    let name = |(id, given, family, source, wrapped): Row| {
        let subject = keys.open_subject(id, &wrapped)?;
        let open = |place, sealed: &Sealed| subject.open_text(place, id.uuid(), sealed);
        let title = format!(
            "{} {}",
            open(GIVEN_NAME, &given)?,
            open(FAMILY_NAME, &family)?
        );
        let named = NamedRecord {
            source_id: source.map(|source| open(SOURCE_ID, &source)).transpose()?,
            title: title.trim_end().to_owned(),
        };
        Ok((id, named))
    };
    rows.into_iter().map(name).collect()
}
