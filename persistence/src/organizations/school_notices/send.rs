//! Sending the direct notice to a school.

use diesel::prelude::*;
use domain::{
    access::action::SendSchoolNotice,
    audit::Changed,
    ids::{SchoolNoticeId, UserId},
    mail::{Language, MessageKind},
    parameters::choices::SCHOOL_NOTICE_GRACE,
    staff::role::StaffRole,
};

use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::school_notices,
    sql_types::bind_instant,
    staff::roles,
};

/// The notice as it is sent.
#[derive(Clone, Debug)]
pub struct NoticeText {
    /// Its major version.
    pub major_version: u16,
    /// In which language.
    pub language: Language,
    /// The whole text.
    pub text: String,
    /// The SHA-256 of the text.
    pub digest: [u8; 32],
}

/// What became of an attempt to send a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// It is on its way.
    Sent(SchoolNoticeId),
    /// The recipient administers neither the school nor its district, or has no address.
    NotAnAdministrator,
}

/// Sends the notice to an administrator of the permitted school or of its district, an adult.
///
/// # Errors
/// If the database or the cipher fails.
pub fn send<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, SendSchoolNotice>,
    recipient: UserId,
    notice: &NoticeText,
) -> Result<SendOutcome, DbError> {
    let school = permit.subject();
    let administers = roles::standing(tx, recipient)?.into_iter().any(|held| {
        held == (StaffRole::SchoolAdmin, Some(school)) || held.0 == StaffRole::DistrictAdmin
    });
    if !administers {
        return Ok(SendOutcome::NotAnAdministrator);
    }
    let Some(address) = AdultRecipient::of_account(tx, recipient)? else {
        return Ok(SendOutcome::NotAnAdministrator);
    };
    let id: SchoolNoticeId = tx.new_id();
    let row = (
        school_notices::organization_id.eq(tx.tenant()),
        school_notices::id.eq(id),
        school_notices::school_id.eq(school),
        school_notices::major_version.eq(i32::from(notice.major_version)),
        school_notices::language.eq(notice.language),
        school_notices::text.eq(&notice.text),
        school_notices::text_digest.eq(notice.digest.to_vec()),
        school_notices::recipient_id.eq(recipient),
        school_notices::sent_by.eq(permit.actor().user()),
        school_notices::sent_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(school_notices::table)
        .values(row)
        .execute(tx.conn())?;
    let message = NewMessage {
        kind: MessageKind::SchoolNotice,
        language: notice.language,
        content: [("notice".to_owned(), notice.text.clone())].into(),
        about: Some(id.uuid()),
        expires_at: tx.now() + SCHOOL_NOTICE_GRACE.default,
    };
    mail::post(tx, &address, &message)?;
    audit::changed(tx, permit, Changed::created(id).sent_to(recipient))?;
    Ok(SendOutcome::Sent(id))
}
