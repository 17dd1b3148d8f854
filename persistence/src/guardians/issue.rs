//! Codes that a school hands to guardians.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageGuardians,
    age::eighteen::Majority,
    audit::Changed,
    guardians::{GuardianEvidence, GuardianKind, contact::may_keep, pairing::PAIRING_CODE_HOLDS},
    ids::{PairingCodeId, UserId},
};
use zeroize::Zeroizing;

use super::contacts::keeper::keeper;
use crate::{
    access::Permit,
    accounts::opaque_token::{OpaqueToken, TokenKind},
    age, audit,
    database::Tx,
    error::DbError,
    schema::pairing_codes,
    sql_types::bind_instant,
};

/// A pairing code that is to be issued.
#[derive(Clone, Copy, Debug)]
pub struct NewPairingCode {
    /// What the guardian is to the student.
    pub kind: GuardianKind,
    /// How the school knows the person to whom it hands the code, if it does.
    pub evidence: Option<GuardianEvidence>,
}

/// A code that was issued.
#[derive(Debug)]
pub struct IssuedCode {
    /// Its id.
    pub id: PairingCodeId,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    token: OpaqueToken,
}

impl IssuedCode {
    /// The code, to be written into a message.
    pub(in crate::guardians) fn written(&self) -> Zeroizing<String> {
        self.token.reveal()
    }

    /// The code, to be shown this once.
    pub fn reveal(self) -> Zeroizing<String> {
        self.token.reveal()
    }
}

/// How issuing a code ended.
#[derive(Debug)]
pub enum IssueOutcome {
    /// It is issued.
    Issued(IssuedCode),
    /// The caller is of the student's family.
    Own,
    /// The student is an adult, and the rights are theirs (AGE-14).
    StudentIsAdult,
}

/// Issues a code for a guardian of the permitted student. It is kept as a digest only.
///
/// # Errors
/// If the database fails.
pub fn issue<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    new: NewPairingCode,
) -> Result<IssueOutcome, DbError> {
    let student = permit.subject().student;
    if may_keep(keeper(tx, permit.actor().user(), student)?).is_err() {
        return Ok(IssueOutcome::Own);
    }
    if age::majority(tx, student)? == Majority::Adult {
        return Ok(IssueOutcome::StudentIsAdult);
    }
    let issued = write(tx, student, permit.actor().user(), new)?;
    audit::changed(tx, permit, Changed::created(issued.id))?;
    Ok(IssueOutcome::Issued(issued))
}

/// Writes a code down that somebody issues for a student.
pub(in crate::guardians) fn write(
    tx: &mut Tx<'_>,
    student: UserId,
    by: UserId,
    new: NewPairingCode,
) -> Result<IssuedCode, DbError> {
    let issued = IssuedCode {
        id: tx.new_id(),
        expires_at: tx.now() + PAIRING_CODE_HOLDS,
        token: OpaqueToken::new(TokenKind::Pairing, tx.organization(), tx.mint()),
    };
    let row = (
        pairing_codes::organization_id.eq(tx.tenant()),
        pairing_codes::id.eq(issued.id),
        pairing_codes::student_id.eq(student),
        pairing_codes::kind.eq(new.kind),
        pairing_codes::evidence.eq(new.evidence),
        pairing_codes::token_digest.eq(issued.token.digest()),
        pairing_codes::issued_by.eq(by),
        pairing_codes::issued_at.eq(bind_instant(tx.now())),
        pairing_codes::expires_at.eq(bind_instant(issued.expires_at)),
    );
    diesel::insert_into(pairing_codes::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(issued)
}

/// Takes back a code of the permitted student that nobody has used; `false` if there is none, and for who is
/// of the student's family.
///
/// # Errors
/// If the database fails.
pub fn revoke<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    code: PairingCodeId,
) -> Result<bool, DbError> {
    let keeper = keeper(tx, permit.actor().user(), permit.subject().student)?;
    if may_keep(keeper).is_err() {
        return Ok(false);
    }
    let open = pairing_codes::table
        .filter(pairing_codes::organization_id.eq(tx.tenant()))
        .filter(pairing_codes::id.eq(code))
        .filter(pairing_codes::student_id.eq(permit.subject().student))
        .filter(pairing_codes::redeemed_at.is_null())
        .filter(pairing_codes::revoked_at.is_null());
    let revoked = diesel::update(open)
        .set(pairing_codes::revoked_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    if revoked > 0 {
        audit::changed(tx, permit, Changed::ended(code))?;
    }
    Ok(revoked > 0)
}
