//! Contacts of students.

use diesel::prelude::*;
use domain::{
    accounts::emails::EmailRecipient,
    guardians::{GuardianKind, contact::ContactEnd},
};
use uuid::Uuid;

use super::RosterTable;
use crate::{
    database::Tx,
    error::DbError,
    guardians::{self, Renamed},
    rosters::rows::ContactRow,
    schema::guardian_contacts,
    sql_types::BindUuid,
};

/// A contact as it is to be, sealed.
pub(in crate::rosters) struct SealedContact {
    pub(in crate::rosters) row: ContactRow,
    /// What they are to the student.
    pub(in crate::rosters) kind: GuardianKind,
    /// Their address, to which what rests on it is held.
    pub(in crate::rosters) address: Option<EmailRecipient>,
}

impl RosterTable for SealedContact {
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
        insert_all!(tx, guardian_contacts::table, new.iter().map(|new| &new.row));
        let students: Vec<Uuid> = new.iter().map(|new| new.row.student_id.0).collect();
        guardians::end_contacts_of_adults_among(tx, &students)
    }

    /// Writes what the roster says anew.
    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
        let mut renamed = Vec::with_capacity(changed.len());
        for (id, Self { row, kind, address }) in changed {
            // One that the school removed meanwhile stays removed.
            let open = guardian_contacts::table
                .find((tx.tenant(), BindUuid(*id)))
                .filter(guardian_contacts::ended_at.is_null());
            diesel::update(open)
                .set((
                    guardian_contacts::statement.eq(&row.statement),
                    guardian_contacts::kind.eq(row.kind),
                    guardian_contacts::given_name.eq(Some(&row.given_name)),
                    guardian_contacts::family_name.eq(Some(&row.family_name)),
                    guardian_contacts::email.eq(row.email.as_ref()),
                ))
                .execute(tx.conn())?;
            renamed.push(Renamed {
                contact: *id,
                kind: *kind,
                address: address.clone(),
            });
        }
        guardians::renamed(tx, &renamed)
    }

    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        guardians::end_contacts(tx, ids, ContactEnd::LeftRoster)
    }
}
