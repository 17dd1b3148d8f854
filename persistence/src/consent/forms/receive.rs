//! A form that comes back.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::AskForConsent,
    audit::Changed,
    consent::{
        method::ConsentMethod,
        request::{RequestEvent, RequestState, consent_step, form_lapses_at},
    },
    ids::{ConsentRequestId, PLATFORM, UserId},
    worker::JobKind,
};

use super::{FormMediaType, SCAN};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    audit,
    database::Tx,
    error::DbError,
    schema::{consent_requests, form_reviews, signed_forms},
    sql_types::bind_instant,
    worker,
};

/// Bytes of a scan at most.
pub const MOST_BYTES: usize = 2_900_000;

/// A scan that was sent.
#[derive(Clone)]
pub struct ReturnedForm {
    /// Its kind.
    pub media_type: FormMediaType,
    /// It.
    pub bytes: Vec<u8>,
    /// Its SHA-256 digest.
    pub digest: [u8; 32],
}

/// Takes the form that the permitted household's parent signed: the state to which that leads; `None`
/// if the question takes no form, or none any more. The scan is sealed under the parent's key. From now
/// on somebody has as long to look at it as the parent had to answer; a form after a rejected one takes
/// nothing beyond the time of both.
///
/// # Errors
/// If the database or the cipher fails.
pub fn receive<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AskForConsent>,
    request: ConsentRequestId,
    form: &ReturnedForm,
) -> Result<Option<RequestState>, DbError> {
    let row: Option<(UserId, RequestState, DateTime<Utc>, DateTime<Utc>)> = consent_requests::table
        .find((tx.tenant(), request))
        .filter(consent_requests::method.eq(ConsentMethod::SignedForm))
        .select((
            consent_requests::parent_id,
            consent_requests::state,
            consent_requests::requested_at,
            consent_requests::lapses_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((parent, state, requested_at, lapses_at)) = row else {
        return Ok(None);
    };
    let Ok(state) = consent_step(state, RequestEvent::ReturnForm, lapses_at, tx.now()) else {
        return Ok(None);
    };
    keep(tx, (request, parent), form)?;
    let lapses_at = form_lapses_at(requested_at, tx.now());
    let network = tx.source().map(|source| source.network.to_string());
    diesel::update(consent_requests::table.find((tx.tenant(), request)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::lapses_at.eq(bind_instant(lapses_at)),
            consent_requests::given_network.eq(network),
        ))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::LapseConsentRequest, request.uuid(), lapses_at)?;
    announce(tx, request)?;
    audit::changed(tx, permit, Changed::of(request))?;
    Ok(Some(state))
}

/// Seals the scan. What an earlier form was that could not be accepted is forgotten.
fn keep(
    tx: &mut Tx<'_>,
    (request, parent): (ConsentRequestId, UserId),
    form: &ReturnedForm,
) -> Result<(), DbError> {
    let key = subject_key(tx, parent)?;
    let scan = key.seal(tx.mint(), SCAN, request.uuid(), &form.bytes)?;
    let earlier = signed_forms::table.find((tx.tenant(), request));
    diesel::delete(earlier).execute(tx.conn())?;
    let row = (
        signed_forms::organization_id.eq(tx.tenant()),
        signed_forms::request_id.eq(request),
        signed_forms::media_type.eq(form.media_type),
        signed_forms::scan.eq(Some(scan)),
        signed_forms::digest.eq(form.digest.to_vec()),
        signed_forms::received_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(signed_forms::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Puts the form on the list of what trained persons have to look at.
fn announce(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<(), DbError> {
    let household = tx.organization();
    tx.within(PLATFORM, |tx| {
        let row = (
            form_reviews::organization_id.eq(tx.tenant()),
            form_reviews::request_id.eq(request),
            form_reviews::household_id.eq(household),
            form_reviews::received_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(form_reviews::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })
}
