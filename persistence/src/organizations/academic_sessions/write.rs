//! The rows of terms and school years.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ListAcademicSessions, ManageAcademicSessions},
    },
    audit::Changed,
    ids::{AcademicSessionId, OrganizationId},
    organizations::academic_session::AcademicSessionKind,
};

use super::settle::settle_classes_of_session;
use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::academic_sessions,
    sql_types::bind_instant,
};

/// A term or a school year.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = academic_sessions, check_for_backend(MultiBackend))]
pub struct AcademicSession {
    /// Its id.
    pub id: AcademicSessionId,
    /// The kind of session.
    pub kind: AcademicSessionKind,
    /// Its title.
    pub title: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// The calendar year in which its school year ends.
    pub school_year: i32,
    /// The session that it is a part of.
    pub parent_id: Option<AcademicSessionId>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When a roster stopped naming it, if one did.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What a new session is to be.
#[derive(Clone, Debug)]
pub struct SessionDetails {
    /// The kind of session.
    pub kind: AcademicSessionKind,
    /// Its title.
    pub title: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day, not before the first.
    pub ends_on: NaiveDate,
    /// The calendar year in which its school year ends.
    pub school_year: i32,
    /// The session that it is a part of.
    pub parent_id: Option<AcademicSessionId>,
}

/// How the creation of a session ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreateOutcome {
    /// It is there.
    Created(AcademicSession),
    /// The session that it should be a part of is not one of the district.
    NoSuchParent,
}

/// Adds a session to the permitted district.
///
/// # Errors
/// If the database fails.
pub fn create<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAcademicSessions>,
    new: &SessionDetails,
) -> Result<CreateOutcome, DbError> {
    if let Some(parent) = new.parent_id
        && read(tx, permit, parent)?.is_none()
    {
        return Ok(CreateOutcome::NoSuchParent);
    }
    let id: AcademicSessionId = tx.new_id();
    let row = (
        academic_sessions::organization_id.eq(tx.tenant()),
        academic_sessions::id.eq(id),
        academic_sessions::kind.eq(new.kind),
        academic_sessions::title.eq(&new.title),
        academic_sessions::starts_on.eq(new.starts_on),
        academic_sessions::ends_on.eq(new.ends_on),
        academic_sessions::school_year.eq(new.school_year),
        academic_sessions::parent_id.eq(new.parent_id),
        academic_sessions::created_at.eq(bind_instant(tx.now())),
        academic_sessions::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(academic_sessions::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::created(id).referring_to(new.parent_id))?;
    let created = read(tx, permit, id)?;
    created
        .map(CreateOutcome::Created)
        .ok_or(DbError::Corrupt("a session is there once it was written"))
}

/// The sessions of the permitted district, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ListAcademicSessions>,
    page: PageRequest,
) -> Result<Slice<AcademicSession>, DbError> {
    let rows = academic_sessions::table
        .filter(academic_sessions::organization_id.eq(tx.tenant()))
        .filter(academic_sessions::id.gt(page.after_id()))
        .order(academic_sessions::id)
        .limit(page.limit_plus_one())
        .select(AcademicSession::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |session| session.id.uuid()))
}

/// A right to open a term or school year of the district.
pub trait OpensAcademicSession: Action<Subject = OrganizationId> {}

impl OpensAcademicSession for ListAcademicSessions {}
impl OpensAcademicSession for ManageAcademicSessions {}

/// One session of the permitted district; `None` if it has no such session.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: OpensAcademicSession>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, A>,
    session: AcademicSessionId,
) -> Result<Option<AcademicSession>, DbError> {
    Ok(academic_sessions::table
        .find((tx.tenant(), session))
        .select(AcademicSession::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Changes a session of the permitted district to what is given, and settles when its classes end.
///
/// # Errors
/// If the database fails.
pub fn update<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAcademicSessions>,
    changed: &AcademicSession,
) -> Result<(), DbError> {
    diesel::update(academic_sessions::table.find((tx.tenant(), changed.id)))
        .set((
            academic_sessions::title.eq(&changed.title),
            academic_sessions::starts_on.eq(changed.starts_on),
            academic_sessions::ends_on.eq(changed.ends_on),
            academic_sessions::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    settle_classes_of_session(tx, changed.id)?;
    audit::changed(tx, permit, Changed::of(changed.id))
}
