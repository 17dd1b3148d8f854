//! Repeating an erasure of the ledger in a database that was restored.

use diesel::prelude::*;
use domain::{
    accounts::credentials::PersonKind,
    audit::{AccountEvent, Changed},
    backups::erased::{Erased, ErasedPart},
    ids::{PLATFORM, UserId},
    rights::suppression::unpacked,
};

use crate::{
    access::Installation,
    accounts::erasure,
    audit::{self, Entry},
    consent,
    database::Tx,
    error::DbError,
    rights::{self, suppressions},
    schema::{erased_subjects, organization_keys, users},
    sql_types::{BindUuid, bind_instant},
};

/// What an erasure of the ledger found in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// Something was there, and is gone.
    Erased,
    /// Nothing was there: the backup is from before, or the organization is not in it.
    NothingThere,
}

/// Repeats an erasure in the organization of the transaction, which is the one that the erasure names. The
/// marks that it left are there again, also of a person who came and went after the backup.
///
/// # Errors
/// If the database or the cipher fails.
pub fn repeat(tx: &mut Tx<'_>, _by: &Installation, erased: &Erased) -> Result<Repeated, DbError> {
    let there: i64 = organization_keys::table
        .find(tx.tenant())
        .count()
        .get_result(tx.conn())?;
    if there == 0 {
        return Ok(Repeated::NothingThere);
    }
    write_down(tx, erased)?;
    let marks =
        unpacked(&erased.marks).ok_or(DbError::Corrupt("a ledger has marks that are none"))?;
    suppressions::bring_back(tx, &marks, (erased.cause, erased.at))?;
    let person = UserId::from_uuid(erased.subject);
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), person))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    let changed = match (erased.part, kind) {
        (ErasedPart::LearningHistory, None) => return Ok(Repeated::NothingThere),
        (ErasedPart::LearningHistory, Some(_)) => {
            erasure::delete_learning(tx, person)?;
            Changed::of(person)
        }
        (ErasedPart::Person, Some(PersonKind::Adult)) => {
            rights::close_adult(tx, person)?;
            erasure::anonymize_adult(tx, person, erased.cause)?;
            Changed::ended(person)
        }
        (ErasedPart::Person, Some(PersonKind::Student) | None) => {
            consent::end_for_erased(tx, person)?;
            rights::forget_enquirer(tx, person)?;
            erasure::delete_student(tx, person, erased.cause)?;
            Changed::ended(person)
        }
    };
    let event = Entry::of_nobody(AccountEvent::ErasureReplayed, None).that(changed);
    audit::append(tx, &event)?;
    Ok(match kind {
        Some(_) => Repeated::Erased,
        None => Repeated::NothingThere,
    })
}

/// Writes the erasure down as the ledger has it, so that it is in no ledger twice.
fn write_down(tx: &mut Tx<'_>, erased: &Erased) -> Result<(), DbError> {
    tx.within(PLATFORM, |tx| {
        let row = (
            erased_subjects::organization_id.eq(tx.tenant()),
            erased_subjects::id.eq(BindUuid(erased.id)),
            erased_subjects::tenant_id.eq(BindUuid(erased.organization)),
            erased_subjects::subject_id.eq(BindUuid(erased.subject)),
            erased_subjects::part.eq(erased.part),
            erased_subjects::cause.eq(erased.cause),
            erased_subjects::marks.eq(&erased.marks),
            erased_subjects::erased_at.eq(bind_instant(erased.at)),
            erased_subjects::appended_at.eq(Some(bind_instant(tx.now()))),
        );
        diesel::insert_into(erased_subjects::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })
}
