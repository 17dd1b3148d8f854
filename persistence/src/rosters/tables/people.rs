//! People.

use diesel::prelude::*;
use uuid::Uuid;

use super::RosterTable;
use crate::{
    database::Tx,
    error::DbError,
    rosters::rows::{PersonRow, SubjectKeyRow},
    schema::{subject_keys, users},
    sql_types::{BindUuid, bind_instant},
};

/// A person as they are to be, sealed.
pub(in crate::rosters) struct SealedPerson {
    pub(in crate::rosters) row: PersonRow,
    /// The key of a person who is new.
    pub(in crate::rosters) key: Option<SubjectKeyRow>,
}

impl RosterTable for SealedPerson {
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
        let keys = new.iter().filter_map(|new| new.key.as_ref());
        insert_all!(tx, subject_keys::table, keys);
        insert_all!(tx, users::table, new.iter().map(|new| &new.row));
        Ok(())
    }

    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
        let now = bind_instant(tx.now());
        for (id, SealedPerson { row, .. }) in changed {
            let person = users::table.find((tx.tenant(), BindUuid(*id)));
            diesel::update(person)
                .set((
                    users::status.eq(row.status),
                    users::given_name.eq(&row.given_name),
                    users::family_name.eq(&row.family_name),
                    users::display_name.eq(&row.display_name),
                    users::source_id.eq(&row.source_id),
                    users::source_index.eq(&row.source_index),
                    users::source_digest.eq(&row.source_digest),
                    users::grade_level.eq(row.grade_level),
                    users::updated_at.eq(now),
                ))
                .execute(tx.conn())?;
            if row.email.is_some() {
                diesel::update(person)
                    .set((
                        users::email.eq(&row.email),
                        users::email_index.eq(&row.email_index),
                    ))
                    .execute(tx.conn())?;
            }
            if row.username.is_some() {
                diesel::update(person)
                    .set((
                        users::username.eq(&row.username),
                        users::username_index.eq(&row.username_index),
                    ))
                    .execute(tx.conn())?;
            }
        }
        Ok(())
    }

    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        let now = bind_instant(tx.now());
        let left = (
            users::source_digest.eq(None::<&[u8]>),
            users::updated_at.eq(now),
        );
        set_all!(tx, users, ids, left);
        Ok(())
    }
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
