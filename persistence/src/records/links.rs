//! Links to the page of a student's record.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::PrintEducationRecord,
    accounts::sessions::SessionEpoch,
    audit::Changed,
    ids::{OrganizationId, RecordLinkId, SessionId, UserId},
    mail::Language,
    records::link::RECORD_LINK_HOLDS,
};
use zeroize::Zeroizing;

use crate::{
    access::Permit,
    accounts::{
        opaque_token::{OpaqueToken, TokenKind},
        sessions::session_epoch,
    },
    audit,
    database::Tx,
    error::DbError,
    schema::{record_links, sessions},
    sql_types::bind_instant,
};

/// A link that was made.
#[derive(Debug)]
pub struct IssuedLink {
    /// Its id.
    pub id: RecordLinkId,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    token: OpaqueToken,
}

impl IssuedLink {
    /// What its address ends with, to be shown this once.
    pub fn reveal(self) -> Zeroizing<String> {
        self.token.reveal()
    }
}

/// What a link shows, and through which session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordLink {
    id: RecordLinkId,
    /// The organization.
    pub organization: OrganizationId,
    /// Who asked for the link.
    pub reader: UserId,
    /// Through which session.
    pub session: SessionId,
    /// The epoch of that session.
    pub epoch: SessionEpoch,
    /// The student.
    pub student: UserId,
    /// The language of the page.
    pub language: Language,
}

/// Makes a link to the page of the permitted student's record, for the session that asks. It is kept as a
/// digest only.
///
/// # Errors
/// If the database fails.
pub fn issue_link<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, PrintEducationRecord>,
    language: Language,
) -> Result<IssuedLink, DbError> {
    let issued = IssuedLink {
        id: tx.new_id(),
        expires_at: tx.now() + RECORD_LINK_HOLDS,
        token: OpaqueToken::new(TokenKind::RecordPage, tx.organization(), tx.mint()),
    };
    let row = (
        record_links::organization_id.eq(tx.tenant()),
        record_links::id.eq(issued.id),
        record_links::token_digest.eq(issued.token.digest()),
        record_links::session_id.eq(permit.actor().session()),
        record_links::student_id.eq(permit.subject().student),
        record_links::language.eq(language),
        record_links::expires_at.eq(bind_instant(issued.expires_at)),
    );
    diesel::insert_into(record_links::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::created(issued.id))?;
    Ok(issued)
}

/// What a link shows; `None` if it shows nothing now. The reader's rights are judged when it is read.
///
/// # Errors
/// If the database fails.
pub fn find_link(tx: &mut Tx<'_>, token: &OpaqueToken) -> Result<Option<RecordLink>, DbError> {
    type Row = (RecordLinkId, SessionId, UserId, Language, UserId, i32);
    let found: Option<Row> = record_links::table
        .inner_join(
            sessions::table.on(sessions::organization_id
                .eq(record_links::organization_id)
                .and(sessions::id.eq(record_links::session_id))),
        )
        .filter(record_links::organization_id.eq(tx.tenant()))
        .filter(record_links::token_digest.eq(token.digest()))
        .filter(record_links::expires_at.gt(bind_instant(tx.now())))
        .select((
            record_links::id,
            record_links::session_id,
            record_links::student_id,
            record_links::language,
            sessions::user_id,
            sessions::epoch,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((id, session, student, language, reader, epoch)) = found else {
        return Ok(None);
    };
    Ok(Some(RecordLink {
        id,
        organization: tx.organization(),
        reader,
        session,
        epoch: session_epoch(epoch)?,
        student,
        language,
    }))
}

/// Uses a link up, which shows nothing afterwards; `false` if another did at the same time.
///
/// # Errors
/// If the database fails.
pub fn take_link(tx: &mut Tx<'_>, link: &RecordLink) -> Result<bool, DbError> {
    let row = record_links::table.find((tx.tenant(), link.id));
    let taken = diesel::delete(row).execute(tx.conn())?;
    Ok(taken == 1)
}

/// Links of the tenant that nobody opened in time.
///
/// # Errors
/// If the database fails.
pub(crate) fn unopened_links(tx: &mut Tx<'_>, most: i64) -> Result<Vec<RecordLinkId>, DbError> {
    Ok(record_links::table
        .filter(record_links::organization_id.eq(tx.tenant()))
        .filter(record_links::expires_at.le(bind_instant(tx.now())))
        .limit(most)
        .select(record_links::id)
        .load(tx.conn())?)
}

/// Deletes links.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_links(tx: &mut Tx<'_>, links: &[RecordLinkId]) -> Result<(), DbError> {
    let over = record_links::table
        .filter(record_links::organization_id.eq(tx.tenant()))
        .filter(record_links::id.eq_any(links));
    diesel::delete(over).execute(tx.conn())?;
    Ok(())
}
