//! A form that comes back.

use diesel::prelude::*;
use domain::{
    audit::{AccountEvent, Changed},
    consent::{
        method::ConsentMethod,
        request::{RequestEvent, RequestState, consent_step},
    },
    ids::PLATFORM,
    parameters::choices::VPC_REASONABLE_TIME,
    worker::JobKind,
};

use super::{FormMediaType, SCAN};
use crate::{
    accounts::{keys_of::subject_key, opaque_token::OpaqueToken},
    audit::{self, Entry},
    consent::answer::find,
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

/// Takes the form that the holder of a link signed, in a transaction of the token's organization: the
/// state to which that leads; `None` if the link is good for no form. The scan is sealed under the
/// parent's key. From now on somebody has as long to look at it as the parent had to answer.
///
/// # Errors
/// If the database or the cipher fails.
pub fn receive(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
    form: &ReturnedForm,
) -> Result<Option<RequestState>, DbError> {
    let Some(open) = find(tx, token)?.filter(|open| open.method == ConsentMethod::SignedForm) else {
        return Ok(None);
    };
    let step = consent_step(open.state, RequestEvent::ReturnForm, open.lapses_at, tx.now());
    let Ok(state) = step else {
        return Ok(None);
    };
    let key = subject_key(tx, open.parent)?;
    let scan = key.seal(tx.mint(), SCAN, open.id.uuid(), &form.bytes)?;
    let earlier = signed_forms::table.find((tx.tenant(), open.id));
    diesel::delete(earlier).execute(tx.conn())?;
    let row = (
        signed_forms::organization_id.eq(tx.tenant()),
        signed_forms::request_id.eq(open.id),
        signed_forms::media_type.eq(form.media_type),
        signed_forms::scan.eq(Some(scan)),
        signed_forms::digest.eq(form.digest.to_vec()),
        signed_forms::received_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(signed_forms::table)
        .values(row)
        .execute(tx.conn())?;
    let lapses_at = tx.now() + VPC_REASONABLE_TIME.default;
    let network = tx.source().map(|source| source.network.to_string());
    diesel::update(consent_requests::table.find((tx.tenant(), open.id)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::lapses_at.eq(bind_instant(lapses_at)),
            consent_requests::given_network.eq(network),
        ))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::LapseConsentRequest, open.id.uuid(), lapses_at)?;
    let household = tx.organization();
    tx.within(PLATFORM, |tx| {
        let row = (
            form_reviews::organization_id.eq(tx.tenant()),
            form_reviews::request_id.eq(open.id),
            form_reviews::household_id.eq(household),
            form_reviews::received_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(form_reviews::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })?;
    let event = Entry::account(AccountEvent::ConsentFormReturned, Some(open.parent))
        .that(Changed::of(open.id));
    audit::append(tx, &event)?;
    Ok(Some(state))
}
