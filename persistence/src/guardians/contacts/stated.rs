//! A contact that tests state instead of importing a roster.

use diesel::prelude::*;
use domain::{
    guardians::GuardianKind,
    ids::{GuardianContactId, UserId},
};

use super::row::{EMAIL, FAMILY_NAME, GIVEN_NAME, SOURCE};
use crate::{
    accounts::keys_of::subject_key, database::Tx, error::DbError, schema::guardian_contacts,
    sql_types::bind_instant,
};

/// Makes a person with this key and address the parent of a student as a roster would.
///
/// # Errors
/// If the database or the cipher fails.
pub fn state_contact(
    tx: &mut Tx<'_>,
    student: UserId,
    sourced_id: &str,
    address: &str,
) -> Result<GuardianContactId, DbError> {
    let id: GuardianContactId = tx.new_id();
    let key = subject_key(tx, student)?;
    let source = tx.organization_key()?.index(SOURCE, sourced_id);
    let mint = tx.mint();
    let seal = |place, text: &str| key.seal(mint, place, id.uuid(), text.as_bytes());
    let row = (
        guardian_contacts::organization_id.eq(tx.tenant()),
        guardian_contacts::id.eq(id),
        guardian_contacts::student_id.eq(student),
        guardian_contacts::source_index.eq(source),
        guardian_contacts::statement.eq(source),
        guardian_contacts::kind.eq(GuardianKind::Parent),
        guardian_contacts::given_name.eq(Some(seal(GIVEN_NAME, "Noor")?)),
        guardian_contacts::family_name.eq(Some(seal(FAMILY_NAME, "Haddad")?)),
        guardian_contacts::email.eq(Some(seal(EMAIL, address)?)),
        guardian_contacts::named_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(guardian_contacts::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}
