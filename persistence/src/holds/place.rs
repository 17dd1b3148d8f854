//! Placing a hold.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageHolds,
    audit::Changed,
    holds::{HoldMatter, HoldRefused, HoldScope, may_place},
    ids::{LegalHoldId, SchoolId, UserId},
};

use super::row::{LegalHold, REFERENCE, find, open};
use crate::{
    access::Permit,
    accounts::keys_of::create_subject_key,
    audit,
    database::Tx,
    error::DbError,
    schema::{legal_holds, schools, users},
    sql_types::bind_instant,
};

/// What is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldPlace {
    /// What is held about one person.
    Person(UserId),
    /// What is held about the people of one school.
    School(SchoolId),
    /// What is held about everybody of the district.
    Organization,
}

/// A hold that is to be placed.
#[derive(Clone, Debug)]
pub struct NewHold {
    /// What is to be kept.
    pub place: HoldPlace,
    /// For what kind of matter.
    pub matter: HoldMatter,
    /// What the district calls the matter. It may name people and is sealed.
    pub reference: String,
    /// When it is over unless it is renewed.
    pub review_by: DateTime<Utc>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceOutcome {
    /// It holds from now on.
    Placed(Box<LegalHold>),
    /// It may not stand so long.
    Refused(HoldRefused),
    /// The district has no such person, or no such school.
    NothingThere,
}

/// Places a hold in the permitted district, which the actor answers for.
///
/// # Errors
/// If the database or the cipher fails.
pub fn place<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageHolds>,
    new: &NewHold,
) -> Result<PlaceOutcome, DbError> {
    if let Err(refused) = may_place(new.review_by, tx.now()) {
        return Ok(PlaceOutcome::Refused(refused));
    }
    if !is_there(tx, new.place)? {
        return Ok(PlaceOutcome::NothingThere);
    }
    let (scope, subject, school) = match new.place {
        HoldPlace::Person(person) => (HoldScope::Person, Some(person), None),
        HoldPlace::School(school) => (HoldScope::School, None, Some(school)),
        HoldPlace::Organization => (HoldScope::Organization, None, None),
    };
    let id: LegalHoldId = tx.new_id();
    let key_id: UserId = tx.new_id();
    let key = create_subject_key(tx, key_id)?;
    let reference = key.seal(tx.mint(), REFERENCE, id.uuid(), new.reference.as_bytes())?;
    let row = (
        legal_holds::organization_id.eq(tx.tenant()),
        legal_holds::id.eq(id),
        legal_holds::scope.eq(scope),
        legal_holds::subject_id.eq(subject),
        legal_holds::school_id.eq(school),
        legal_holds::matter.eq(new.matter),
        legal_holds::key_id.eq(key_id),
        legal_holds::reference.eq(reference),
        legal_holds::owner_id.eq(permit.actor().user()),
        legal_holds::placed_at.eq(bind_instant(tx.now())),
        legal_holds::review_by.eq(bind_instant(new.review_by)),
    );
    diesel::insert_into(legal_holds::table)
        .values(row)
        .execute(tx.conn())?;
    let changed = Changed::created(id)
        .referring_to(subject)
        .referring_to(school)
        .referring_to([permit.actor().user()]);
    audit::changed(tx, permit, changed)?;
    let placed = find(tx, id)?.ok_or(DbError::Corrupt("a hold is not deleted"))?;
    Ok(PlaceOutcome::Placed(Box::new(open(tx, &placed)?)))
}

fn is_there(tx: &mut Tx<'_>, place: HoldPlace) -> Result<bool, DbError> {
    let found: i64 = match place {
        HoldPlace::Organization => 1,
        HoldPlace::Person(person) => users::table
            .find((tx.tenant(), person))
            .count()
            .get_result(tx.conn())?,
        HoldPlace::School(school) => schools::table
            .find((tx.tenant(), school))
            .count()
            .get_result(tx.conn())?,
    };
    Ok(found > 0)
}
