//! Reviews of accuracy: whether a school confirmed in each academic session that its roster is true
//! (RTS-06).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReviewAccuracy,
    audit::Changed,
    ids::{AcademicSessionId, SchoolId},
    records::accuracy::{AccuracyStanding, accuracy_review_due, accuracy_standing},
};

use super::academic_sessions::zone_of;
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{academic_sessions, accuracy_reviews},
    sql_types::bind_instant,
};

/// Where the review of a school stands in an academic session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccuracyReview {
    /// The session.
    pub session: AcademicSessionId,
    /// Its title.
    pub title: String,
    /// The day on which it begins.
    pub starts_on: NaiveDate,
    /// From when on the review is overdue.
    pub due_at: DateTime<Utc>,
    /// Where it stands.
    pub standing: AccuracyStanding,
    /// When the school confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// What became of a confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmOutcome {
    /// It is written down.
    Confirmed(AccuracyReview),
    /// The session has not begun.
    Ahead,
    /// The district has no such session.
    NoSuchSession,
}

type Row = (AcademicSessionId, String, NaiveDate);

/// A page of the reviews of the permitted school, by session, the oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReviewAccuracy>,
    page: PageRequest,
) -> Result<Slice<AccuracyReview>, DbError> {
    let rows: Vec<Row> = academic_sessions::table
        .filter(academic_sessions::organization_id.eq(tx.tenant()))
        .filter(academic_sessions::id.gt(page.after_id()))
        .filter(academic_sessions::ended_at.is_null())
        .order(academic_sessions::id)
        .limit(page.limit_plus_one())
        .select((
            academic_sessions::id,
            academic_sessions::title,
            academic_sessions::starts_on,
        ))
        .load(tx.conn())?;
    let school = permit.subject();
    let found = page.into_page(rows, |row| row.0.uuid());
    Ok(Slice {
        rows: reviews(tx, school, found.rows)?,
        next: found.next,
    })
}

/// Confirms for the permitted school that names and enrollments are true in a session. The first
/// confirmation stays.
///
/// # Errors
/// If the database fails.
pub fn confirm<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReviewAccuracy>,
    session: AcademicSessionId,
) -> Result<ConfirmOutcome, DbError> {
    let school = permit.subject();
    let Some(review) = find(tx, school, session)? else {
        return Ok(ConfirmOutcome::NoSuchSession);
    };
    match review.standing {
        AccuracyStanding::Ahead => return Ok(ConfirmOutcome::Ahead),
        AccuracyStanding::Confirmed => {}
        AccuracyStanding::Open | AccuracyStanding::Overdue => {
            let row = (
                accuracy_reviews::organization_id.eq(tx.tenant()),
                accuracy_reviews::school_id.eq(school),
                accuracy_reviews::academic_session_id.eq(session),
                accuracy_reviews::confirmed_by.eq(permit.actor().user()),
                accuracy_reviews::confirmed_at.eq(bind_instant(tx.now())),
            );
            diesel::insert_into(accuracy_reviews::table)
                .values(row)
                .execute(tx.conn())?;
        }
    }
    audit::changed(tx, permit, Changed::of(school).referring_to([session]))?;
    let confirmed = find(tx, school, session)?;
    Ok(confirmed.map_or(ConfirmOutcome::NoSuchSession, ConfirmOutcome::Confirmed))
}

fn find(
    tx: &mut Tx<'_>,
    school: SchoolId,
    session: AcademicSessionId,
) -> Result<Option<AccuracyReview>, DbError> {
    let row: Option<Row> = academic_sessions::table
        .find((tx.tenant(), session))
        .filter(academic_sessions::ended_at.is_null())
        .select((
            academic_sessions::id,
            academic_sessions::title,
            academic_sessions::starts_on,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(reviews(tx, school, Vec::from_iter(row))?.into_iter().next())
}

fn reviews(
    tx: &mut Tx<'_>,
    school: SchoolId,
    rows: Vec<Row>,
) -> Result<Vec<AccuracyReview>, DbError> {
    let zone = zone_of(tx, school)?;
    let sessions: Vec<AcademicSessionId> = rows.iter().map(|row| row.0).collect();
    let confirmed: HashMap<AcademicSessionId, DateTime<Utc>> = accuracy_reviews::table
        .filter(accuracy_reviews::organization_id.eq(tx.tenant()))
        .filter(accuracy_reviews::school_id.eq(school))
        .filter(accuracy_reviews::academic_session_id.eq_any(sessions))
        .select((
            accuracy_reviews::academic_session_id,
            accuracy_reviews::confirmed_at,
        ))
        .load::<(AcademicSessionId, DateTime<Utc>)>(tx.conn())?
        .into_iter()
        .collect();
    let now = tx.now();
    let found = rows.into_iter().map(|(session, title, starts_on)| {
        let confirmed_at = confirmed.get(&session).copied();
        AccuracyReview {
            session,
            title,
            starts_on,
            due_at: accuracy_review_due(starts_on, zone),
            standing: accuracy_standing(starts_on, zone, confirmed_at, now),
            confirmed_at,
        }
    });
    Ok(found.collect())
}
