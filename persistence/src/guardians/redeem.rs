//! Becoming a guardian by a code.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ManageOwnGuardianships},
    accounts::{
        clients::ClientFamily,
        credentials::{AccountStatus, CredentialKind, PersonKind},
        emails::EmailRecipient,
    },
    audit::{AccountEvent, Changed},
    classes::placement::may_place,
    guardians::{
        GuardianEvidence, GuardianKind, GuardianshipState,
        pairing::{self, CodePresenter, IssuerStanding, PairingCodeFacts},
    },
    ids::{GuardianshipId, PairingCodeId, UserId},
    staff::role::StaffRole,
};

use super::{
    contacts::{Presenter, addressee, note_guardianship},
    own::{OwnGuardianship, find_own},
    standing::family,
};
use crate::{
    access::{Permit, relationships::ties_to_school},
    accounts::{
        credentials, devices,
        opaque_token::OpaqueToken,
        people::{self, NewPerson},
        refresh::{self, SignedIn},
        sessions::kind_of_staff,
    },
    age,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    organizations::state::OrganizationState,
    schema::{guardianships, organizations, pairing_codes},
    sql_types::{BindInstant, bind_instant},
    staff::roles,
};

/// How an attempt to become a guardian ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedeemOutcome {
    /// The person is the student's guardian, verified or by their claim.
    Redeemed(OwnGuardianship),
    /// The code opens nothing.
    Refused,
    /// The person is the student's guardian already.
    AlreadyGuardian,
}

/// An adult who opens an account by a code.
#[derive(Clone)]
pub struct NewGuardian {
    /// The address with which they sign in.
    pub email: EmailRecipient,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The display name.
    pub display_name: String,
    /// The hash of their password.
    pub password_hash: String,
    /// What their device says it is.
    pub device: Option<OpaqueToken>,
}

/// A code that still pairs.
struct OpenCode {
    id: PairingCodeId,
    student: UserId,
    kind: GuardianKind,
    evidence: Option<GuardianEvidence>,
    state: GuardianshipState,
}

/// Makes the permitted adult a guardian by a code.
///
/// # Errors
/// If the database fails.
pub fn redeem<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageOwnGuardianships>,
    token: &OpaqueToken,
) -> Result<RedeemOutcome, DbError> {
    let guardian = permit.subject();
    let Some(code) = find(tx, token, Presenter::Account(guardian))? else {
        return Ok(RedeemOutcome::Refused);
    };
    if is_guardian(tx, guardian, code.student)? {
        return Ok(RedeemOutcome::AlreadyGuardian);
    }
    let guardianship = pair(tx, &code, guardian)?;
    let changed = Changed::created(guardianship).referring_to([code.student]);
    audit::changed(tx, permit, changed.and(Changed::ended(code.id)))?;
    let made = find_own(tx, guardian, guardianship)?;
    let made = made.ok_or(DbError::Corrupt("a guardianship that was made is there"))?;
    Ok(RedeemOutcome::Redeemed(made))
}

/// Whether a code still pairs, in a transaction of its organization: before a password is hashed for it.
///
/// # Errors
/// If the database fails.
pub fn still_pairs(tx: &mut Tx<'_>, token: &OpaqueToken) -> Result<bool, DbError> {
    Ok(find(tx, token, Presenter::Unknown)?.is_some())
}

/// Opens an account for an adult by a code, makes them a guardian, and signs them in; `None` if the code
/// opens nothing, or the address signs somebody in. The code is used up in the second case: what it
/// answers about addresses, it answers once.
///
/// # Errors
/// If the database fails.
pub fn redeem_with_new_account(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
    new: &NewGuardian,
    client: ClientFamily,
) -> Result<Option<SignedIn>, DbError> {
    let Some(code) = find(tx, token, Presenter::New(&new.email))? else {
        return Ok(None);
    };
    if people::find_by_typed_email(tx, new.email.as_str())?.is_some() {
        use_up(tx, code.id, None)?;
        let event = Entry::of_nobody(AccountEvent::PairingRefused, None);
        audit::append(tx, &event.that(Changed::ended(code.id)))?;
        return Ok(None);
    }
    let guardian = open_account(tx, new)?;
    let guardianship = pair(tx, &code, guardian)?;
    let signed_in = SignedIn {
        device_token: Some(devices::remember(tx, new.device.as_ref(), guardian)?),
        ..refresh::begin(tx, guardian, kind_of_staff(tx), client)?
    };
    let made = Changed::created(guardian)
        .and(Changed::created(guardianship))
        .and(Changed::ended(code.id))
        .referring_to([code.student]);
    for (event, changed) in [
        (AccountEvent::GuardianRegistered, made),
        (AccountEvent::SignedIn, Changed::created(signed_in.session)),
    ] {
        audit::append(tx, &Entry::account(event, Some(guardian)).that(changed))?;
    }
    Ok(Some(signed_in))
}

fn open_account(tx: &mut Tx<'_>, new: &NewGuardian) -> Result<UserId, DbError> {
    let guardian = people::insert(
        tx,
        &NewPerson {
            kind: PersonKind::Adult,
            status: AccountStatus::Active,
            given_name: new.given_name.clone(),
            family_name: new.family_name.clone(),
            display_name: new.display_name.clone(),
            email: Some(new.email.clone()),
            username: None,
            source_id: None,
            grade_level: None,
        },
    )?;
    people::keep_as_guardians_address(tx, guardian, new.email.as_str())?;
    let kind = CredentialKind::Password;
    credentials::insert(tx, guardian, kind, &new.password_hash)?;
    Ok(guardian)
}

/// The code of a token, if it pairs whoever presents it at this instant.
fn find(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
    presenter: Presenter<'_>,
) -> Result<Option<OpenCode>, DbError> {
    type Row = (
        (PairingCodeId, UserId, UserId),
        (GuardianKind, Option<GuardianEvidence>),
        DateTime<Utc>,
        Option<DateTime<Utc>>,
        Option<DateTime<Utc>>,
    );
    let row: Option<Row> = pairing_codes::table
        .inner_join(
            organizations::table
                .on(organizations::organization_id.eq(pairing_codes::organization_id)),
        )
        .filter(pairing_codes::organization_id.eq(tx.tenant()))
        .filter(pairing_codes::token_digest.eq(token.digest()))
        .filter(organizations::state.eq(OrganizationState::Active))
        .select((
            (
                pairing_codes::id,
                pairing_codes::student_id,
                pairing_codes::issued_by,
            ),
            (pairing_codes::kind, pairing_codes::evidence),
            pairing_codes::expires_at,
            pairing_codes::redeemed_at,
            pairing_codes::revoked_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some(((id, student, issuer), (kind, evidence), expires_at, redeemed_at, revoked_at)) = row
    else {
        return Ok(None);
    };
    let facts = PairingCodeFacts {
        expires_at,
        redeemed_at,
        revoked_at,
        evidence,
        addressee: addressee(tx, id, presenter)?,
        family: family(tx, student)?,
        majority: age::majority(tx, student)?,
        presented_by: match presenter {
            Presenter::Account(person) if person == issuer => CodePresenter::Issuer,
            Presenter::Account(_) | Presenter::New(_) | Presenter::Unknown => CodePresenter::Other,
        },
        issuer: issuer_standing(tx, issuer, student)?,
    };
    Ok(pairing::redeem(&facts, tx.now())
        .ok()
        .map(|paired| OpenCode {
            id,
            student,
            kind,
            evidence: paired.evidence,
            state: paired.state,
        }))
}

/// Whether the person who issued a code still administers a school of the student.
fn issuer_standing(
    tx: &mut Tx<'_>,
    issuer: UserId,
    student: UserId,
) -> Result<IssuerStanding, DbError> {
    for (role, school) in roles::standing(tx, issuer)? {
        if let (StaffRole::SchoolAdmin, Some(school)) = (role, school)
            && may_place(
                Relationship::SchoolAdmin,
                ties_to_school(tx, student, school)?,
            )
        {
            return Ok(IssuerStanding::OfTheSchool);
        }
    }
    Ok(IssuerStanding::Gone)
}

fn is_guardian(tx: &mut Tx<'_>, guardian: UserId, student: UserId) -> Result<bool, DbError> {
    let open: i64 = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::student_id.eq(student))
        .filter(guardianships::ended_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(open > 0)
}

fn pair(tx: &mut Tx<'_>, code: &OpenCode, guardian: UserId) -> Result<GuardianshipId, DbError> {
    let id: GuardianshipId = tx.new_id();
    let now = bind_instant(tx.now());
    let decided = (code.state == GuardianshipState::Verified).then_some(now);
    let row = (
        guardianships::organization_id.eq(tx.tenant()),
        guardianships::id.eq(id),
        guardianships::student_id.eq(code.student),
        guardianships::guardian_id.eq(guardian),
        guardianships::kind.eq(code.kind),
        guardianships::state.eq(code.state),
        guardianships::evidence.eq(code.evidence),
        guardianships::claimed_at.eq(now),
        guardianships::decided_at.eq(decided),
    );
    diesel::insert_into(guardianships::table)
        .values(row)
        .execute(tx.conn())?;
    use_up(tx, code.id, Some(now))?;
    note_guardianship(tx, code.id, id)?;
    Ok(id)
}

/// Notes that a code was used, or that it opens nothing any more.
fn use_up(
    tx: &mut Tx<'_>,
    code: PairingCodeId,
    redeemed_at: Option<BindInstant>,
) -> Result<(), DbError> {
    let revoked_at = match redeemed_at {
        Some(_) => None,
        None => Some(bind_instant(tx.now())),
    };
    diesel::update(pairing_codes::table.find((tx.tenant(), code)))
        .set((
            pairing_codes::redeemed_at.eq(redeemed_at),
            pairing_codes::revoked_at.eq(revoked_at),
        ))
        .execute(tx.conn())?;
    Ok(())
}
