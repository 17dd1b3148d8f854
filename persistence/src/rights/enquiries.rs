//! Questions about privacy that visitors ask without an account: rows of the platform, each under a key of
//! its own, so that deleting the key deletes the address.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReviewPrivacyEnquiries,
    accounts::emails::EmailRecipient,
    audit::{AccountEvent, Changed, Shown},
    backups::erased::ErasureCause,
    ids::{PrivacyEnquiryId, UserId},
    parameters::choices::{ENQUIRY_KEPT, POLICY_ANSWER},
    rights::enquiry::{EnquirySubject, EnquiryTopic, ticket},
};

use crate::{
    access::Permit,
    accounts::keys_of::{create_subject_key, destroy_subject_key, subject_key},
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    paging::{PageRequest, Slice},
    schema::privacy_enquiries,
    sql_types::bind_instant,
};

/// Where the address stands to which the answer goes.
const REPLY_TO: SealContext = SealContext::of("privacy_enquiries", "reply_to");

/// What a visitor asks.
#[derive(Clone, Debug)]
pub struct NewEnquiry {
    /// What they want to know.
    pub topic: EnquiryTopic,
    /// About whom.
    pub about: EnquirySubject,
    /// The address to which the answer goes.
    pub reply_to: EmailRecipient,
}

/// A question that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnquiryFiled {
    /// Its number.
    pub ticket: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// By when it is answered.
    pub answer_by: DateTime<Utc>,
}

/// A question as operators see it.
#[derive(Clone, Debug)]
pub struct Enquiry {
    /// Its id.
    pub id: PrivacyEnquiryId,
    /// What they want to know.
    pub topic: EnquiryTopic,
    /// About whom.
    pub about: EnquirySubject,
    /// The address to which the answer goes.
    pub reply_to: String,
    /// Its number, and its clock.
    pub filed: EnquiryFiled,
    /// When it was answered.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Takes a question, in the tenant of the platform. Whether anybody has an account plays no part.
///
/// # Errors
/// If the database or the cipher fails.
pub fn file_enquiry(tx: &mut Tx<'_>, new: &NewEnquiry) -> Result<EnquiryFiled, DbError> {
    tx.require_platform()?;
    let id: PrivacyEnquiryId = tx.new_id();
    let enquirer: UserId = tx.new_id();
    let mut random = [0; 12];
    tx.mint().fill(&mut random);
    let filed = EnquiryFiled {
        ticket: ticket(random),
        received_at: tx.now(),
        answer_by: tx.now() + POLICY_ANSWER.default,
    };
    let key = create_subject_key(tx, enquirer)?;
    let address = new.reply_to.as_str().as_bytes();
    let reply_to = key.seal(tx.mint(), REPLY_TO, id.uuid(), address)?;
    let row = (
        privacy_enquiries::organization_id.eq(tx.tenant()),
        privacy_enquiries::id.eq(id),
        privacy_enquiries::ticket.eq(&filed.ticket),
        privacy_enquiries::enquirer_id.eq(enquirer),
        privacy_enquiries::topic.eq(new.topic),
        privacy_enquiries::about.eq(new.about),
        privacy_enquiries::reply_to.eq(reply_to),
        privacy_enquiries::received_at.eq(bind_instant(filed.received_at)),
        privacy_enquiries::answer_by.eq(bind_instant(filed.answer_by)),
    );
    diesel::insert_into(privacy_enquiries::table)
        .values(row)
        .execute(tx.conn())?;
    let event = Entry::of_nobody(AccountEvent::PrivacyEnquiryFiled, None);
    audit::append(tx, &event.that(Changed::created(id)))?;
    Ok(filed)
}

type Row = (
    PrivacyEnquiryId,
    (EnquiryTopic, EnquirySubject),
    UserId,
    Sealed,
    (String, DateTime<Utc>, DateTime<Utc>),
    Option<DateTime<Utc>>,
);

/// A page of the questions, the oldest first.
///
/// # Errors
/// If the database or the cipher fails.
pub fn enquiries<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReviewPrivacyEnquiries>,
    page: PageRequest,
) -> Result<Slice<Enquiry>, DbError> {
    tx.require_platform()?;
    let rows: Vec<Row> = privacy_enquiries::table
        .filter(privacy_enquiries::organization_id.eq(tx.tenant()))
        .filter(privacy_enquiries::id.gt(page.after_id()))
        .order(privacy_enquiries::id)
        .limit(page.limit_plus_one())
        .select((
            privacy_enquiries::id,
            (privacy_enquiries::topic, privacy_enquiries::about),
            privacy_enquiries::enquirer_id,
            privacy_enquiries::reply_to,
            (
                privacy_enquiries::ticket,
                privacy_enquiries::received_at,
                privacy_enquiries::answer_by,
            ),
            privacy_enquiries::closed_at,
        ))
        .load(tx.conn())?;
    let slice = page.into_page(rows, |row: &Row| row.0.uuid());
    let slice = slice.try_map(|row| open(tx, row))?;
    let shown = slice.rows.iter().map(|enquiry| enquiry.id);
    audit::disclosed(tx, permit, Shown::each(shown))?;
    Ok(slice)
}

fn open(tx: &mut Tx<'_>, row: Row) -> Result<Enquiry, DbError> {
    let (id, (topic, about), enquirer, sealed, (ticket, received_at, answer_by), closed_at) = row;
    Ok(Enquiry {
        id,
        topic,
        about,
        reply_to: subject_key(tx, enquirer)?.open_text(REPLY_TO, id.uuid(), &sealed)?,
        filed: EnquiryFiled {
            ticket,
            received_at,
            answer_by,
        },
        closed_at,
    })
}

/// Notes that a question was answered; `false` if there is none. It is deleted a year later.
///
/// # Errors
/// If the database fails.
pub fn close<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReviewPrivacyEnquiries>,
    enquiry: PrivacyEnquiryId,
) -> Result<bool, DbError> {
    tx.require_platform()?;
    let open = privacy_enquiries::table
        .find((tx.tenant(), enquiry))
        .filter(privacy_enquiries::closed_at.is_null());
    let closed = diesel::update(open)
        .set(privacy_enquiries::closed_at.eq(Some(bind_instant(tx.now()))))
        .execute(tx.conn())?;
    let known: i64 = privacy_enquiries::table
        .find((tx.tenant(), enquiry))
        .count()
        .get_result(tx.conn())?;
    if known > 0 {
        let changed = match closed {
            0 => Changed::nothing().referring_to([enquiry]),
            _ => Changed::of(enquiry),
        };
        audit::changed(tx, permit, changed)?;
    }
    Ok(known > 0)
}

/// Questions of the tenant that were answered long ago, with whose key seals them.
pub(crate) fn long_closed(
    tx: &mut Tx<'_>,
    at_most: i64,
) -> Result<Vec<(PrivacyEnquiryId, UserId)>, DbError> {
    let closed_by = bind_instant(tx.now() - ENQUIRY_KEPT.default);
    Ok(privacy_enquiries::table
        .filter(privacy_enquiries::organization_id.eq(tx.tenant()))
        .filter(privacy_enquiries::closed_at.le(closed_by))
        .limit(at_most)
        .select((privacy_enquiries::id, privacy_enquiries::enquirer_id))
        .load(tx.conn())?)
}

/// Deletes questions, with the keys that seal them.
pub(crate) fn forget_closed(
    tx: &mut Tx<'_>,
    closed: &[(PrivacyEnquiryId, UserId)],
) -> Result<(), DbError> {
    for (enquiry, enquirer) in closed {
        diesel::delete(privacy_enquiries::table.find((tx.tenant(), *enquiry)))
            .execute(tx.conn())?;
        destroy_subject_key(tx, *enquirer, ErasureCause::TimeOver)?;
    }
    Ok(())
}

/// Deletes the question of a visitor, with the key that seals it, if it is there.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_enquirer(tx: &mut Tx<'_>, enquirer: UserId) -> Result<(), DbError> {
    let asked: Vec<PrivacyEnquiryId> = privacy_enquiries::table
        .filter(privacy_enquiries::organization_id.eq(tx.tenant()))
        .filter(privacy_enquiries::enquirer_id.eq(enquirer))
        .select(privacy_enquiries::id)
        .load(tx.conn())?;
    let asked: Vec<_> = asked.into_iter().map(|id| (id, enquirer)).collect();
    forget_closed(tx, &asked)
}
