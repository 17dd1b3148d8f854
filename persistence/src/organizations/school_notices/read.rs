//! Reading the direct notices to a school.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{AcknowledgeSchoolNotice, ReadSchoolNotices, SendSchoolNotice},
    },
    ids::{SchoolId, SchoolNoticeId, UserId},
    mail::Language,
};

use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::school_notices,
};

/// A direct notice to a school.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = school_notices, check_for_backend(MultiBackend))]
pub struct SchoolNotice {
    /// Its id.
    pub id: SchoolNoticeId,
    /// The school.
    pub school_id: SchoolId,
    /// Its major version.
    pub major_version: i32,
    /// In which language.
    pub language: Language,
    /// The whole text.
    pub text: String,
    /// The SHA-256 of the text.
    pub text_digest: Vec<u8>,
    /// The administrator to whom it was sent.
    pub recipient_id: UserId,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// When a mail server took it, or an administrator acknowledged it.
    pub delivered_at: Option<DateTime<Utc>>,
    /// The administrator who acknowledged it.
    pub acknowledged_by: Option<UserId>,
    /// When.
    pub acknowledged_at: Option<DateTime<Utc>>,
}

/// The notices to the permitted school, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadSchoolNotices>,
    page: PageRequest,
) -> Result<Slice<SchoolNotice>, DbError> {
    let rows = school_notices::table
        .filter(school_notices::organization_id.eq(tx.tenant()))
        .filter(school_notices::school_id.eq(permit.subject()))
        .filter(school_notices::id.gt(page.after_id()))
        .order(school_notices::id)
        .limit(page.limit_plus_one())
        .select(SchoolNotice::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |notice| notice.id.uuid()))
}

/// A right to open a notice to a school.
pub trait OpensNotice: Action<Subject = SchoolId> {}

impl OpensNotice for SendSchoolNotice {}
impl OpensNotice for AcknowledgeSchoolNotice {}

/// One notice to the permitted school; `None` if it has no such notice.
///
/// # Errors
/// If the database fails.
pub fn find<'t, A: OpensNotice>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    notice: SchoolNoticeId,
) -> Result<Option<SchoolNotice>, DbError> {
    Ok(school_notices::table
        .find((tx.tenant(), notice))
        .filter(school_notices::school_id.eq(permit.subject()))
        .select(SchoolNotice::as_select())
        .first(tx.conn())
        .optional()?)
}
