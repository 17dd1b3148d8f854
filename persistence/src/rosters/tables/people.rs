//! People.

use diesel::prelude::*;
use domain::{
    accounts::credentials::PersonKind,
    ids::UserId,
    rosters::plan::{ChangedFields, PersonField},
};
use uuid::Uuid;

use super::RosterTable;
use crate::{
    accounts::{
        keys_of::subject_key,
        people::{self, FAMILY_NAME, GIVEN_NAME},
    },
    database::Tx,
    error::DbError,
    keys::Sealed,
    rosters::rows::{PersonRow, SubjectKeyRow},
    schema::{subject_keys, users},
    sql_types::{BindInstant, BindUuid, bind_instant},
};

/// A person as they are to be, sealed.
pub(in crate::rosters) struct SealedPerson {
    pub(in crate::rosters) row: PersonRow,
    /// Of which fields the roster says something new.
    pub(in crate::rosters) changed: ChangedFields,
    /// The key of a person who is new.
    pub(in crate::rosters) key: Option<SubjectKeyRow>,
}

/// What is written of a person who is held. What is `None` stays.
#[derive(AsChangeset)]
#[diesel(table_name = users)]
struct PersonChange<'a> {
    status: &'a str,
    given_name: Option<&'a [u8]>,
    family_name: Option<&'a [u8]>,
    display_name: Option<&'a [u8]>,
    name_index: Option<&'a [u8]>,
    email: Option<&'a [u8]>,
    email_index: Option<&'a [u8]>,
    username: Option<&'a [u8]>,
    username_index: Option<&'a [u8]>,
    source_id: &'a [u8],
    source_index: &'a [u8],
    source_statement: &'a [u8],
    updated_at: BindInstant,
}

impl<'a> PersonChange<'a> {
    fn of(SealedPerson { row, changed, .. }: &'a SealedPerson, now: BindInstant) -> Self {
        let given = changed.has(PersonField::GivenName);
        let family = changed.has(PersonField::FamilyName);
        Self {
            status: row.status,
            given_name: given.then_some(&row.given_name),
            family_name: family.then_some(&row.family_name),
            display_name: (given && family).then_some(&row.display_name),
            name_index: (given && family).then_some(&row.name_index),
            email: row.email.as_deref(),
            email_index: row.email_index.as_deref(),
            username: row.username.as_deref(),
            username_index: row.username_index.as_deref(),
            source_id: &row.source_id,
            source_index: &row.source_index,
            source_statement: &row.source_statement,
            updated_at: now,
        }
    }
}

impl RosterTable for SealedPerson {
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
        let keys = new.iter().filter_map(|new| new.key.as_ref());
        insert_all!(tx, subject_keys::table, keys);
        insert_all!(tx, users::table, new.iter().map(|new| &new.row));
        Ok(())
    }

    /// Writes of each what the roster says anew; what a person corrected by hand stays.
    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
        for (id, person) in changed {
            let row = users::table.find((tx.tenant(), BindUuid(*id)));
            let has = |field| person.changed.has(field);
            let change = (
                PersonChange::of(person, bind_instant(tx.now())),
                users::left_roster_at.eq(None::<BindInstant>),
                has(PersonField::Grade).then_some(users::grade_level.eq(person.row.grade_level)),
            );
            diesel::update(row).set(change).execute(tx.conn())?;
            if has(PersonField::GivenName) != has(PersonField::FamilyName) {
                settle_names(tx, UserId::from_uuid(*id))?;
            }
        }
        Ok(())
    }

    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        let now = bind_instant(tx.now());
        let left = (users::left_roster_at.eq(now), users::updated_at.eq(now));
        set_all!(tx, users, ids, left);
        Ok(())
    }
}

/// Brings what follows from a person's names in line with them: one of the two is the roster's, the
/// other one may be what a person wrote by hand.
fn settle_names(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let row = users::table.find((tx.tenant(), person));
    let (kind, given, family): (PersonKind, Sealed, Sealed) = row
        .select((users::kind, users::given_name, users::family_name))
        .first(tx.conn())?;
    let key = subject_key(tx, person)?;
    let given = key.open_text(GIVEN_NAME, person.uuid(), &given)?;
    let family = key.open_text(FAMILY_NAME, person.uuid(), &family)?;
    let index = people::name_index(tx, &given, &family)?;
    diesel::update(row)
        .set(users::name_index.eq(index))
        .execute(tx.conn())?;
    people::rename(tx, person, &people::display_name(kind, &given, &family))
}

/// Takes the usernames of people, who get others.
pub(in crate::rosters) fn give_up_usernames(
    tx: &mut Tx<'_>,
    people: &[Uuid],
) -> Result<(), DbError> {
    let none = None::<&[u8]>;
    let given_up = (users::username.eq(none), users::username_index.eq(none));
    set_all!(tx, users, people, given_up);
    Ok(())
}

/// Takes the addresses of people, which others get.
pub(in crate::rosters) fn give_up_addresses(
    tx: &mut Tx<'_>,
    people: &[Uuid],
) -> Result<(), DbError> {
    let none = None::<&[u8]>;
    let given_up = (users::email.eq(none), users::email_index.eq(none));
    set_all!(tx, users, people, given_up);
    Ok(())
}

/// Closes accounts, with all their sessions.
pub(in crate::rosters) fn close(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
    let closed = (
        users::status.eq("disabled"),
        users::epoch.eq(users::epoch + 1),
    );
    set_all!(tx, users, ids, closed);
    Ok(())
}
