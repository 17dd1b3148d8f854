//! To whom a message may go (COM-01).

use diesel::prelude::*;
use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    ids::UserId,
};

use crate::{
    accounts::{keys_of::subject_key, people::EMAIL},
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::users,
};

/// An adult with an address: the only thing that [`post`](super::post) takes. There is none of a
/// student, whatever their row says.
#[derive(Clone, Debug)]
pub(crate) struct AdultRecipient {
    person: UserId,
    address: EmailRecipient,
}

impl AdultRecipient {
    /// The adult of an account that is not closed; `None` of a student, and of who has no address.
    ///
    /// # Errors
    /// If the database or the cipher fails.
    pub(crate) fn of_account(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Self>, DbError> {
        let row: Option<(PersonKind, Option<Sealed>)> = users::table
            .find((tx.tenant(), person))
            .filter(users::status.ne(AccountStatus::Disabled))
            .select((users::kind, users::email))
            .first(tx.conn())
            .optional()?;
        let Some((PersonKind::Adult, Some(sealed))) = row else {
            return Ok(None);
        };
        let address = subject_key(tx, person)?.open_text(EMAIL, person.uuid(), &sealed)?;
        let address = EmailRecipient::of_adult(&address)
            .map_err(|_| DbError::Corrupt("an adult's address is an address"))?;
        Ok(Some(Self { person, address }))
    }

    /// An adult who was just invited by this address, which is theirs only once they have answered.
    ///
    /// # Errors
    /// If the database fails. `None` of a student.
    pub(crate) fn of_invited(
        tx: &mut Tx<'_>,
        person: UserId,
        address: &EmailRecipient,
    ) -> Result<Option<Self>, DbError> {
        let kind: Option<PersonKind> = users::table
            .find((tx.tenant(), person))
            .select(users::kind)
            .first(tx.conn())
            .optional()?;
        let is_adult = kind == Some(PersonKind::Adult);
        Ok(is_adult.then(|| Self {
            person,
            address: address.clone(),
        }))
    }

    /// A parent or guardian whom a roster names, and who has no account. What is sent to them is sealed
    /// under the key of their child, with which it ends. The address is the parent's: no roster's address
    /// of a student comes here.
    pub(crate) fn of_contact(student: UserId, address: EmailRecipient) -> Self {
        Self {
            person: student,
            address,
        }
    }

    /// Whose key seals what is sent to them.
    pub(super) fn person(&self) -> UserId {
        self.person
    }

    /// The address.
    pub(super) fn address(&self) -> &EmailRecipient {
        &self.address
    }
}
