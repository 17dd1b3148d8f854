//! Contesting a part of a record.

use diesel::prelude::*;
use domain::{
    access::action::ContestRecord,
    accounts::context::AccountContext,
    amendments::{
        part::{AmendmentGround, ContestedItem, ContestedPart, may_contest},
        state::AmendmentState,
    },
    audit::Changed,
    ids::{AmendmentId, ClassId, UserId},
};
use uuid::Uuid;

use super::row::{Amendment, CONTENTION, Stored, find, open};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    age, audit,
    database::Tx,
    error::DbError,
    schema::{amendments, enrollments, feedback, progress_events},
    sql_types::{BindUuid, bind_instant},
};

/// How many parts of one student's record a person disputes at once at most.
const MOST_OPEN: usize = 20;

/// What is contested.
#[derive(Clone)]
pub struct NewAmendment {
    /// Which part.
    pub part: ContestedPart,
    /// Which item of it, where there are several.
    pub item: Option<Uuid>,
    /// On which ground.
    pub ground: AmendmentGround,
    /// What the family says.
    pub contention: String,
}

/// What became of it.
pub enum FileOutcome {
    /// It is recorded, and the school has to decide.
    Filed(Box<Amendment>),
    /// The person contests the same already.
    AskedAlready(Box<Amendment>),
    /// The merit of a judgement is not contested in this way.
    OnTheMerits,
    /// It has to be said which item is contested.
    ItemMissing,
    /// There is one of it only.
    ItemSuperfluous,
    /// The record has no such item.
    NoSuchItem,
    /// No school keeps the record.
    NotAtSchool,
    /// As many are open as may be.
    TooMany,
}

/// Contests a part of the permitted student's record.
///
/// # Errors
/// If the database or the cipher fails.
pub fn file<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ContestRecord>,
    new: &NewAmendment,
) -> Result<FileOutcome, DbError> {
    let student = permit.subject().student;
    if may_contest(new.ground).is_err() {
        return Ok(FileOutcome::OnTheMerits);
    }
    let standing = age::standing_of(tx, student)?;
    if standing.is_none_or(|standing| standing.context != AccountContext::SchoolManaged) {
        return Ok(FileOutcome::NotAtSchool);
    }
    match (new.part.item(), new.item) {
        (ContestedItem::TheOnlyOne, None) => {}
        (ContestedItem::TheOnlyOne, Some(_)) => return Ok(FileOutcome::ItemSuperfluous),
        (_, None) => return Ok(FileOutcome::ItemMissing),
        (kind, Some(item)) if !has_item(tx, student, kind, item)? => {
            return Ok(FileOutcome::NoSuchItem);
        }
        (_, Some(_)) => {}
    }
    let requester = permit.actor().user();
    let open_ones = open_of(tx, student, requester)?;
    let same = open_ones.iter().find(|held| {
        let item = held.item_id.map(|BindUuid(item)| item);
        (held.part, item) == (new.part, new.item)
    });
    if let Some(same) = same {
        let id = same.id;
        audit::changed(tx, permit, Changed::nothing().referring_to([id]))?;
        return shown(tx, student, id).map(FileOutcome::AskedAlready);
    }
    let now = tx.now();
    let disputed = open_ones
        .iter()
        .filter(|held| held.state.is_disputed(held.act_by, now));
    if disputed.count() >= MOST_OPEN {
        return Ok(FileOutcome::TooMany);
    }
    let id = insert(tx, (student, requester), new)?;
    let class = match new.part.item() {
        ContestedItem::Class => new.item.map(ClassId::from_uuid),
        ContestedItem::TheOnlyOne | ContestedItem::Event | ContestedItem::Feedback => None,
    };
    let changed = Changed::created(id)
        .referring_to([student, requester])
        .referring_to(class);
    audit::changed(tx, permit, changed)?;
    shown(tx, student, id).map(FileOutcome::Filed)
}

fn shown(tx: &mut Tx<'_>, student: UserId, id: AmendmentId) -> Result<Box<Amendment>, DbError> {
    let row = find(tx, student, id)?.ok_or(DbError::Corrupt("an amendment is there"))?;
    open(tx, &row).map(Box::new)
}

/// What of a student's record a person contests at this instant.
fn open_of(tx: &mut Tx<'_>, student: UserId, requester: UserId) -> Result<Vec<Stored>, DbError> {
    let rows: Vec<Stored> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(student))
        .filter(amendments::requester_id.eq(requester))
        .filter(amendments::closed_at.is_null())
        .order(amendments::id)
        .select(Stored::as_select())
        .load(tx.conn())?;
    let open = rows.into_iter().filter(|row| !row.state.is_over());
    Ok(open.collect())
}

/// Whether a student's record has such an item.
fn has_item(
    tx: &mut Tx<'_>,
    student: UserId,
    kind: ContestedItem,
    item: Uuid,
) -> Result<bool, DbError> {
    let item = BindUuid(item);
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let found: i64 = match kind {
        ContestedItem::TheOnlyOne => 1,
        ContestedItem::Class => enrollments::table
            .filter(enrollments::organization_id.eq(tenant))
            .filter(enrollments::user_id.eq(student))
            .filter(enrollments::class_id.eq(item))
            .filter(enrollments::begins_at.le(now))
            .count()
            .get_result(tx.conn())?,
        ContestedItem::Event => progress_events::table
            .filter(progress_events::organization_id.eq(tenant))
            .filter(progress_events::learner_id.eq(student))
            .filter(progress_events::id.eq(item))
            .count()
            .get_result(tx.conn())?,
        ContestedItem::Feedback => feedback::table
            .filter(feedback::organization_id.eq(tenant))
            .filter(feedback::learner_id.eq(student))
            .filter(feedback::id.eq(item))
            .count()
            .get_result(tx.conn())?,
    };
    Ok(found > 0)
}

fn insert(
    tx: &mut Tx<'_>,
    (student, requester): (UserId, UserId),
    new: &NewAmendment,
) -> Result<AmendmentId, DbError> {
    let id: AmendmentId = tx.new_id();
    let key = subject_key(tx, student)?;
    let contention = key.seal(tx.mint(), CONTENTION, id.uuid(), new.contention.as_bytes())?;
    let state = AmendmentState::Requested;
    let now = tx.now();
    let row = (
        amendments::organization_id.eq(tx.tenant()),
        amendments::id.eq(id),
        amendments::student_id.eq(student),
        amendments::requester_id.eq(requester),
        amendments::part.eq(new.part),
        amendments::item_id.eq(new.item.map(BindUuid)),
        amendments::ground.eq(new.ground),
        amendments::contention.eq(contention),
        amendments::state.eq(state),
        amendments::requested_at.eq(bind_instant(now)),
        amendments::act_by.eq(state.act_by(now).map(bind_instant)),
    );
    diesel::insert_into(amendments::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}
