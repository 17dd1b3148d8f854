//! What a trained person looks at.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReviewConsentForms,
    audit::{AccountEvent, Changed, Shown},
    ids::{ConsentRequestId, UserId},
    mail::Language,
};

use super::{FormMediaType, SCAN, household_of};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    audit::{self, Entry},
    consent::CHILD_NAME,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{consent_requests, form_reviews, signed_forms},
};

/// A form that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormReview {
    /// The question that it answers.
    pub request: ConsentRequestId,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// A form with its scan.
#[derive(Clone)]
pub struct FormScan {
    /// The question that it answers.
    pub request: ConsentRequestId,
    /// The first name that was given with the question.
    pub child_name: String,
    /// The version of the notice that the form has.
    pub notice_version: String,
    /// Its language.
    pub language: Language,
    /// The kind of file.
    pub media_type: FormMediaType,
    /// The file.
    pub bytes: Vec<u8>,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// By when somebody has to have looked at it.
    pub review_by: DateTime<Utc>,
}

/// A page of the forms that wait, of all households, the oldest first. It says nothing about anybody.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ReviewConsentForms>,
    page: PageRequest,
) -> Result<Slice<FormReview>, DbError> {
    tx.require_platform()?;
    let rows: Vec<(ConsentRequestId, DateTime<Utc>)> = form_reviews::table
        .filter(form_reviews::organization_id.eq(tx.tenant()))
        .filter(form_reviews::request_id.gt(page.after_id()))
        .order(form_reviews::request_id)
        .limit(page.limit_plus_one())
        .select((form_reviews::request_id, form_reviews::received_at))
        .load(tx.conn())?;
    let rows = rows.into_iter();
    let rows = rows.map(|(request, received_at)| FormReview {
        request,
        received_at,
    });
    Ok(page.into_page(rows.collect(), |row| row.request.uuid()))
}

/// A form with its scan; `None` if it does not wait. The household's log says that it was looked at.
///
/// # Errors
/// If the database or the cipher fails.
pub fn open<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReviewConsentForms>,
    request: ConsentRequestId,
) -> Result<Option<FormScan>, DbError> {
    let Some(household) = household_of(tx, request)? else {
        return Ok(None);
    };
    let form = tx.within(household, |tx| read(tx, request))?;
    if form.is_some() {
        audit::disclosed(tx, permit, Shown::each([request]))?;
    }
    Ok(form)
}

fn read(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<Option<FormScan>, DbError> {
    type Row = (
        (UserId, UserId),
        Option<Sealed>,
        (String, Language, DateTime<Utc>),
        (FormMediaType, Option<Sealed>, DateTime<Utc>),
    );
    let row: Option<Row> = consent_requests::table
        .inner_join(
            signed_forms::table.on(signed_forms::organization_id
                .eq(consent_requests::organization_id)
                .and(signed_forms::request_id.eq(consent_requests::id))),
        )
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::id.eq(request))
        .select((
            (consent_requests::parent_id, consent_requests::child_id),
            consent_requests::child_name,
            (
                consent_requests::notice_version,
                consent_requests::language,
                consent_requests::lapses_at,
            ),
            (
                signed_forms::media_type,
                signed_forms::scan,
                signed_forms::received_at,
            ),
        ))
        .first(tx.conn())
        .optional()?;
    let Some(((parent, child), Some(name), notice, (media_type, Some(scan), received_at))) = row
    else {
        return Ok(None);
    };
    let (notice_version, language, review_by) = notice;
    let form = FormScan {
        request,
        child_name: subject_key(tx, child)?.open_text(CHILD_NAME, request.uuid(), &name)?,
        notice_version,
        language,
        media_type,
        bytes: subject_key(tx, parent)?
            .open(SCAN, request.uuid(), &scan)?
            .to_vec(),
        received_at,
        review_by,
    };
    let event = Entry::account(AccountEvent::ConsentFormRead, Some(parent))
        .that(Changed::nothing().referring_to([request]));
    audit::append(tx, &event)?;
    Ok(Some(form))
}
