//! People by their ids.

use diesel::prelude::*;
use domain::{
    access::action::{ListPeople, ReadPerson},
    accounts::credentials::{AccountStatus, PersonKind},
    audit::Shown,
    ids::UserId,
    rights::restriction::RestrictedPart,
};

use crate::{
    access::{Permit, relationships::known_people, withheld_from},
    accounts::people::DISPLAY_NAME,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{subject_keys, users},
};

/// A person, as far as it takes to know who they are.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: UserId,
    /// Student or adult.
    pub kind: PersonKind,
    /// The display name.
    pub display_name: String,
    /// The status of the account.
    pub status: AccountStatus,
}

/// Shows the permitted person.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadPerson>,
) -> Result<Option<Person>, DbError> {
    let person = find(tx, &[permit.subject().person])?.into_iter().next();
    audit::disclosed(tx, permit, Shown::each(person.as_ref().map(|one| one.id)))?;
    Ok(person)
}

/// Shows those of several people whom the actor has to do with; the others are left out like people who
/// do not exist.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListPeople>,
    asked: &[UserId],
) -> Result<Vec<Person>, DbError> {
    let known = known_people(tx, permit.actor(), asked)?;
    let mut known: Vec<UserId> = known.into_iter().map(|(person, _)| person).collect();
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::Everything)?;
    known.retain(|person| !withheld.contains(person));
    let people = find(tx, &known)?;
    audit::disclosed(tx, permit, Shown::each(people.iter().map(|one| one.id)))?;
    Ok(people)
}

fn find(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<Person>, DbError> {
    type Row = (UserId, PersonKind, Sealed, AccountStatus, Sealed);
    let rows: Vec<Row> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(people))
        .order(users::id)
        .select((
            users::id,
            users::kind,
            users::display_name,
            users::status,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?;
    let keys = tx.organization_key()?;
    let open = |(id, kind, name, status, wrapped): Row| -> Result<Person, DbError> {
        let key = keys.open_subject(id, &wrapped)?;
        Ok(Person {
            id,
            kind,
            display_name: key.open_text(DISPLAY_NAME, id.uuid(), &name)?,
            status,
        })
    };
    rows.into_iter().map(open).collect()
}
