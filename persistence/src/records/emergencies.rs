//! Health or safety emergencies of students (FER-12; 34 CFR 99.36): recorded, renewed, ended.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageEmergencies,
    audit::{Changed, Shown},
    category::Category,
    ids::{EmergencyId, UserId},
    records::emergency::{
        EmergencyScope, EmergencyState, EmergencyTerm, emergency_expires_at, renew_emergency,
    },
};

use super::disclosures::{read_words, words};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    paging::{PageRequest, Slice},
    records::is_told_all,
    schema::emergencies as rows,
    sql_types::bind_instant,
};

const THREAT: SealContext = SealContext::of("emergencies", "threat");
const RECIPIENTS: SealContext = SealContext::of("emergencies", "recipients");
const REASONS: SealContext = SealContext::of("emergencies", "reasons");

/// An emergency that is to be recorded.
#[derive(Clone)]
pub struct NewEmergency {
    /// The articulable and significant threat.
    pub threat: String,
    /// Who needs to know.
    pub recipients: Vec<String>,
    /// Records of which categories they need.
    pub categories: Vec<Category>,
}

/// An emergency.
#[derive(Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Its id.
    pub id: EmergencyId,
    /// Whose.
    pub student: UserId,
    /// The threat.
    pub threat: String,
    /// Who needs to know, and what, and when it ends.
    pub scope: EmergencyScope,
    /// Where it stands at this instant.
    pub state: EmergencyState,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was last renewed.
    pub renewed_at: Option<DateTime<Utc>>,
    /// Why it was.
    pub reasons: Option<String>,
}

/// What became of a change of an emergency.
pub enum EmergencyOutcome {
    /// It stands so.
    Done(Box<Emergency>),
    /// The student has none of this id.
    NoSuchEmergency,
    /// It is over.
    Over,
    /// The caller is of the student's family.
    OwnFamily,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = rows, check_for_backend(MultiBackend))]
struct Stored {
    id: EmergencyId,
    student_id: UserId,
    threat: Sealed,
    recipients: Sealed,
    categories: String,
    recorded_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    renewed_at: Option<DateTime<Utc>>,
    reasons: Option<Sealed>,
    ended_at: Option<DateTime<Utc>>,
}

impl Stored {
    fn term(&self) -> EmergencyTerm {
        EmergencyTerm {
            expires_at: self.expires_at,
            ended_at: self.ended_at,
        }
    }
}

/// Records an emergency of the permitted student, which ends by itself after 72 hours.
///
/// # Errors
/// If the database or the cipher fails.
pub fn record_emergency<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageEmergencies>,
    new: &NewEmergency,
) -> Result<EmergencyOutcome, DbError> {
    let student = permit.subject().student;
    if !is_told(tx, permit)? {
        return Ok(EmergencyOutcome::OwnFamily);
    }
    let id: EmergencyId = tx.new_id();
    let key = subject_key(tx, student)?;
    let recipients =
        serde_json::to_string(&new.recipients).map_err(|_| DbError::Corrupt("names are JSON"))?;
    let now = tx.now();
    let row = (
        rows::organization_id.eq(tx.tenant()),
        rows::id.eq(id),
        rows::student_id.eq(student),
        rows::threat.eq(key.seal(tx.mint(), THREAT, id.uuid(), new.threat.as_bytes())?),
        rows::recipients.eq(key.seal(tx.mint(), RECIPIENTS, id.uuid(), recipients.as_bytes())?),
        rows::categories.eq(words(&new.categories)),
        rows::recorded_by.eq(permit.actor().user()),
        rows::recorded_at.eq(bind_instant(now)),
        rows::expires_at.eq(bind_instant(emergency_expires_at(now))),
    );
    diesel::insert_into(rows::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::created(id).referring_to([student]))?;
    done(tx, student, id)
}

/// Lets an emergency of the permitted student go on for another 72 hours, for these reasons.
///
/// # Errors
/// If the database or the cipher fails.
pub fn extend_emergency<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageEmergencies>,
    (emergency, reasons): (EmergencyId, &str),
) -> Result<EmergencyOutcome, DbError> {
    let student = permit.subject().student;
    let Some(held) = held(tx, permit, emergency)? else {
        return Ok(EmergencyOutcome::NoSuchEmergency);
    };
    let Ok(expires_at) = renew_emergency(held.term(), tx.now()) else {
        return Ok(EmergencyOutcome::Over);
    };
    let key = subject_key(tx, student)?;
    let reasons = key.seal(tx.mint(), REASONS, emergency.uuid(), reasons.as_bytes())?;
    diesel::update(rows::table.find((tx.tenant(), emergency)))
        .set((
            rows::expires_at.eq(bind_instant(expires_at)),
            rows::renewed_by.eq(Some(permit.actor().user())),
            rows::renewed_at.eq(Some(bind_instant(tx.now()))),
            rows::reasons.eq(Some(reasons)),
        ))
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::of(emergency).referring_to([student]))?;
    done(tx, student, emergency)
}

/// Ends an emergency of the permitted student before its time.
///
/// # Errors
/// If the database or the cipher fails.
pub fn end_emergency<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageEmergencies>,
    emergency: EmergencyId,
) -> Result<EmergencyOutcome, DbError> {
    let student = permit.subject().student;
    let Some(held) = held(tx, permit, emergency)? else {
        return Ok(EmergencyOutcome::NoSuchEmergency);
    };
    if held.term().state(tx.now()) == EmergencyState::Over {
        return Ok(EmergencyOutcome::Over);
    }
    diesel::update(rows::table.find((tx.tenant(), emergency)))
        .set((
            rows::ended_by.eq(Some(permit.actor().user())),
            rows::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    audit::changed(
        tx,
        permit,
        Changed::ended(emergency).referring_to([student]),
    )?;
    done(tx, student, emergency)
}

/// A page of the emergencies of the permitted student, newest first. An administrator of the family sees
/// none.
///
/// # Errors
/// If the database or the cipher fails.
pub fn emergencies<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageEmergencies>,
    page: PageRequest,
) -> Result<Slice<Emergency>, DbError> {
    let student = permit.subject().student;
    let found: Vec<Stored> = if is_told(tx, permit)? {
        rows::table
            .filter(rows::organization_id.eq(tx.tenant()))
            .filter(rows::student_id.eq(student))
            .filter(rows::id.lt(page.before_id()))
            .order(rows::id.desc())
            .limit(page.limit_plus_one())
            .select(Stored::as_select())
            .load(tx.conn())?
    } else {
        Vec::new()
    };
    let found = page
        .into_page(found, |row| row.id.uuid())
        .try_map(|row| open(tx, &row))?;
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(found)
}

/// What an emergency of a student covers, and its threat; `None` if the student has none of this id.
pub(super) fn declared(
    tx: &mut Tx<'_>,
    student: UserId,
    emergency: EmergencyId,
) -> Result<Option<(EmergencyScope, String)>, DbError> {
    let Some(row) = find(tx, student, emergency)? else {
        return Ok(None);
    };
    let found = open(tx, &row)?;
    Ok(Some((found.scope, found.threat)))
}

fn is_told<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, ManageEmergencies>) -> Result<bool, DbError> {
    let (person, student) = (permit.actor().user(), permit.subject().student);
    is_told_all(tx, person, student, permit.relationship())
}

/// An emergency of the permitted student that the actor may know of.
fn held<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageEmergencies>,
    emergency: EmergencyId,
) -> Result<Option<Stored>, DbError> {
    if !is_told(tx, permit)? {
        return Ok(None);
    }
    find(tx, permit.subject().student, emergency)
}

fn find(
    tx: &mut Tx<'_>,
    student: UserId,
    emergency: EmergencyId,
) -> Result<Option<Stored>, DbError> {
    Ok(rows::table
        .find((tx.tenant(), emergency))
        .filter(rows::student_id.eq(student))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?)
}

fn done(
    tx: &mut Tx<'_>,
    student: UserId,
    emergency: EmergencyId,
) -> Result<EmergencyOutcome, DbError> {
    let row = find(tx, student, emergency)?.ok_or(DbError::Corrupt("an emergency is there"))?;
    Ok(EmergencyOutcome::Done(Box::new(open(tx, &row)?)))
}

fn open(tx: &mut Tx<'_>, row: &Stored) -> Result<Emergency, DbError> {
    let key = subject_key(tx, row.student_id)?;
    let text = |place, sealed: &Sealed| key.open_text(place, row.id.uuid(), sealed);
    let recipients = text(RECIPIENTS, &row.recipients)?;
    let reasons = row.reasons.as_ref().map(|reasons| text(REASONS, reasons));
    Ok(Emergency {
        state: row.term().state(tx.now()),
        threat: text(THREAT, &row.threat)?,
        reasons: reasons.transpose()?,
        scope: EmergencyScope {
            term: row.term(),
            recipients: serde_json::from_str(&recipients)
                .map_err(|_| DbError::Corrupt("names are JSON"))?,
            categories: read_words(&row.categories)?,
        },
        id: row.id,
        student: row.student_id,
        recorded_at: row.recorded_at,
        renewed_at: row.renewed_at,
    })
}
