//! Asking something about a person's data.

use diesel::prelude::*;
use domain::{
    access::{Relationship, action::FileRequest},
    audit::Changed,
    ids::{RightsRequestId, UserId},
    rights::{
        CollectedFrom, RequestAuthority, RequestDecider, RightsRequestKind,
        asking::{AskFacts, AskRefused, CompetenceLaw, MayAsk, who_may_ask},
        deadlines::{ClockFacts, deadlines},
        recovery::DeletionFinality,
        regimes::{Inspection, RegimeFacts, regimes},
        request::{RequestEvent, RightsRequestState},
    },
};

use super::{
    erasure, inbox,
    list::shown,
    row::ShownRequest,
    row::{keep_deadlines, require},
    subject::{self, SubjectFacts},
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::rights_requests,
    sql_types::bind_instant,
};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewRequest {
    /// What.
    pub kind: RightsRequestKind,
    /// Whether a deletion can be undone.
    pub finality: DeletionFinality,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// It is recorded and acknowledged, and its clocks run.
    Filed(ShownRequest),
    /// The person has asked for the same, and it is yet to be decided.
    AskedAlready(ShownRequest),
    /// The person may not ask for this.
    Refused(AskRefused),
    /// There is no such account any more.
    NoSuchAccount,
}

/// Records what is asked about the permitted person's data. In which capacity follows from the permit,
/// who decides from the rules.
///
/// # Errors
/// If the database or the cipher fails.
pub fn file<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, FileRequest>,
    new: NewRequest,
) -> Result<FileOutcome, DbError> {
    let subject = permit.subject().person;
    let Some(facts) = subject::facts(tx, subject)? else {
        return Ok(FileOutcome::NoSuchAccount);
    };
    let authority = authority_of(permit.relationship());
    let decider = match may_ask(&facts, permit.relationship(), new.kind) {
        Ok(may) => may.decider,
        Err(refused) => return Ok(FileOutcome::Refused(refused)),
    };
    let requester = permit.actor().user();
    if let Some(open) = open_one(tx, requester, subject, new.kind)? {
        let changed = insist(tx, open, new.finality)?;
        let open = require(tx, open)?;
        audit::changed(tx, permit, changed.referring_to([open.id]))?;
        return Ok(FileOutcome::AskedAlready(shown(
            tx,
            open,
            permit.relationship(),
        )?));
    }
    let id = insert(tx, (requester, subject), new, (authority, decider), &facts)?;
    let changed = Changed::created(id).referring_to([subject, requester]);
    audit::changed(tx, permit, changed)?;
    let filed = require(tx, id)?;
    Ok(FileOutcome::Filed(shown(tx, filed, permit.relationship())?))
}

/// Whether a person may ask for this who stands so to the person whose data it is.
pub(super) fn may_ask(
    facts: &SubjectFacts,
    relationship: Relationship,
    kind: RightsRequestKind,
) -> Result<MayAsk, AskRefused> {
    who_may_ask(AskFacts {
        kind,
        authority: authority_of(relationship),
        context: facts.context,
        band: facts.band,
        law: CompetenceLaw::of(facts.country),
        block: None,
    })
}

/// In which capacity a person asks who stands so to the person whose data it is.
fn authority_of(relationship: Relationship) -> RequestAuthority {
    match relationship {
        Relationship::Parent | Relationship::Guardian => RequestAuthority::VerifiedParent,
        Relationship::SchoolAdmin => RequestAuthority::School,
        Relationship::DistrictAdmin => RequestAuthority::District,
        Relationship::Themself | Relationship::StudentThemself | Relationship::EligibleStudent => {
            RequestAuthority::Oneself
        }
        Relationship::TeacherOfRecord
        | Relationship::CoTeacher
        | Relationship::TeachingAssistant
        | Relationship::Teacher
        | Relationship::Student
        | Relationship::Author
        | Relationship::PlatformOperator
        | Relationship::Stranger => RequestAuthority::Teacher,
    }
}

/// The request of the same that the person made and that is yet to be decided.
fn open_one(
    tx: &mut Tx<'_>,
    requester: UserId,
    subject: UserId,
    kind: RightsRequestKind,
) -> Result<Option<RightsRequestId>, DbError> {
    Ok(rights_requests::table
        .filter(rights_requests::organization_id.eq(tx.tenant()))
        .filter(rights_requests::requester_id.eq(requester))
        .filter(rights_requests::subject_id.eq(subject))
        .filter(rights_requests::kind.eq(kind))
        .filter(rights_requests::state.eq_any([
            RightsRequestState::Received,
            RightsRequestState::Acknowledged,
            RightsRequestState::Paused,
            RightsRequestState::Granted,
        ]))
        .order(rights_requests::id)
        .select(rights_requests::id)
        .first(tx.conn())
        .optional()?)
}

/// Writes that a deletion cannot be undone which the person asked for before without saying so. Where it was
/// granted, the time ends in which it can be (RET-06, X-07).
fn insist(
    tx: &mut Tx<'_>,
    open: RightsRequestId,
    finality: DeletionFinality,
) -> Result<Changed, DbError> {
    let stricter = rights_requests::table
        .find((tx.tenant(), open))
        .filter(rights_requests::finality.ne(finality));
    if finality == DeletionFinality::Recoverable
        || diesel::update(stricter)
            .set(rights_requests::finality.eq(finality))
            .execute(tx.conn())?
            == 0
    {
        return Ok(Changed::nothing());
    }
    let open = require(tx, open)?;
    let begun = match open.state {
        RightsRequestState::Granted => erasure::end_time(tx, &open)?,
        _ => Changed::nothing(),
    };
    Ok(Changed::of(open.id).and(begun))
}

fn insert(
    tx: &mut Tx<'_>,
    (requester, subject): (UserId, UserId),
    new: NewRequest,
    (authority, decider): (RequestAuthority, RequestDecider),
    facts: &SubjectFacts,
) -> Result<RightsRequestId, DbError> {
    let id: RightsRequestId = tx.new_id();
    // The answer to the request itself tells the person who decides, and by when.
    let state = RightsRequestState::Received
        .after(RequestEvent::Acknowledge)
        .map_err(|_| DbError::Corrupt("what arrived can be acknowledged"))?;
    let now = bind_instant(tx.now());
    let row = (
        rights_requests::organization_id.eq(tx.tenant()),
        rights_requests::id.eq(id),
        rights_requests::subject_id.eq(subject),
        rights_requests::requester_id.eq(requester),
        rights_requests::kind.eq(new.kind),
        rights_requests::finality.eq(new.finality),
        rights_requests::authority.eq(authority),
        rights_requests::context.eq(facts.context),
        rights_requests::decider.eq(decider),
        rights_requests::school_id.eq(facts.school),
        rights_requests::collected_from.eq(facts.collected_from),
        rights_requests::state.eq(state),
        rights_requests::time_zone.eq(facts.zone.map(chrono_tz::Tz::name)),
        rights_requests::received_at.eq(now),
        rights_requests::acknowledged_at.eq(Some(now)),
        rights_requests::due_at.eq(now),
    );
    diesel::insert_into(rights_requests::table)
        .values(row)
        .execute(tx.conn())?;
    let running = regimes(&RegimeFacts {
        inspection: match new.kind {
            RightsRequestKind::Access => Inspection::In(subject::state_of(tx, facts.school)?),
            _ => Inspection::No,
        },
        context: facts.context,
        collected_from_child: facts.collected_from != CollectedFrom::Older,
        country: facts.country,
    });
    let clock = ClockFacts {
        received_at: tx.now(),
        zone: facts.zone,
    };
    let due_at = keep_deadlines(tx, id, &deadlines(&clock, &running))?;
    diesel::update(rights_requests::table.find((tx.tenant(), id)))
        .set(rights_requests::due_at.eq(bind_instant(due_at)))
        .execute(tx.conn())?;
    if decider == RequestDecider::Operator {
        inbox::put(tx, id)?;
    }
    Ok(id)
}
