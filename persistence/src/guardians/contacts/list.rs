//! The contacts of a student, for the school.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageGuardians,
    age::eighteen::Majority,
    audit::Shown,
    guardians::{GuardianKind, contact::may_keep},
    ids::{GuardianContactId, GuardianshipId, PairingCodeId},
};

use super::{keeper::keeper, row::Row};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    age, audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{guardian_contacts, pairing_codes},
    sql_types::bind_instant,
};

/// A contact as the school sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: GuardianContactId,
    /// What the roster says they are to the student.
    pub kind: GuardianKind,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Their address, if the roster gives one.
    pub email: Option<String>,
    /// Since when a roster names them.
    pub named_at: DateTime<Utc>,
    /// Until when an invitation holds that nobody has used.
    pub invited_until: Option<DateTime<Utc>>,
    /// The guardianship that an invitation led to.
    pub guardianship: Option<GuardianshipId>,
}

impl std::fmt::Debug for Contact {
    /// Without the person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contact")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A page of the contacts of the permitted student whom a roster names now; none of a student who is an
/// adult (AGE-14), and none for who is of the student's family.
///
/// # Errors
/// If the database or the cipher fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    page: PageRequest,
) -> Result<Slice<Contact>, DbError> {
    let student = permit.subject().student;
    let mut rows: Vec<Row> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq(student))
        .filter(guardian_contacts::ended_at.is_null())
        .order(guardian_contacts::id)
        .select(Row::as_select())
        .load(tx.conn())?;
    let is_of_family = may_keep(keeper(tx, permit.actor().user(), student)?).is_err();
    if is_of_family || age::majority(tx, student)? == Majority::Adult {
        rows.clear();
    }
    rows.retain(|row| Some(row.id.uuid()) > page.after);
    let found = page.into_page(rows, |row| row.id.uuid());
    let open = open_codes(tx, found.rows.iter().filter_map(|row| row.pairing_code_id))?;
    let mut contacts = Vec::with_capacity(found.rows.len());
    if !found.rows.is_empty() {
        let key = subject_key(tx, student)?;
        for row in &found.rows {
            let opened = row.open(&key)?;
            contacts.push(Contact {
                id: row.id,
                kind: row.kind,
                given_name: opened.given_name,
                family_name: opened.family_name,
                email: opened.email,
                named_at: row.named_at,
                invited_until: row
                    .pairing_code_id
                    .and_then(|code| open.get(&code).copied()),
                guardianship: row.guardianship_id,
            });
        }
    }
    let led_to = contacts.iter().filter_map(|contact| contact.guardianship);
    let shown = Shown::each(contacts.iter().map(|contact| contact.id))
        .and(Shown::each(led_to))
        .and(Shown::each([student]));
    audit::disclosed(tx, permit, shown)?;
    Ok(Slice {
        rows: contacts,
        next: found.next,
    })
}

/// Until when codes hold that nobody has used.
fn open_codes(
    tx: &mut Tx<'_>,
    codes: impl Iterator<Item = PairingCodeId>,
) -> Result<HashMap<PairingCodeId, DateTime<Utc>>, DbError> {
    let open: Vec<(PairingCodeId, DateTime<Utc>)> = pairing_codes::table
        .filter(pairing_codes::organization_id.eq(tx.tenant()))
        .filter(pairing_codes::id.eq_any(codes))
        .filter(pairing_codes::redeemed_at.is_null())
        .filter(pairing_codes::revoked_at.is_null())
        .filter(pairing_codes::expires_at.gt(bind_instant(tx.now())))
        .select((pairing_codes::id, pairing_codes::expires_at))
        .load(tx.conn())?;
    Ok(open.into_iter().collect())
}
