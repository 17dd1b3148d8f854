//! Whether a parent at home takes a copy of what is held about a student by themself.

use domain::{
    access::Relationship,
    age::{band::AgeBand, thirteen_at_home::ConsentsAlone},
    ids::UserId,
    rights::RightsRequestKind,
};

use super::{file::may_ask, subject};
use crate::{age, database::Tx, error::DbError};

/// Whether the parent at home may take a copy of what is held about a student at this instant: who may ask to
/// see it (RTS-03), until some days after the student consents alone (AGE-12). From then on they ask for it,
/// and somebody decides.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn parent_may_take_copy(tx: &mut Tx<'_>, student: UserId) -> Result<bool, DbError> {
    let Some(facts) = subject::facts(tx, student)? else {
        return Ok(false);
    };
    let Some(standing) = age::standing_of(tx, student)? else {
        return Ok(false);
    };
    let alone = match standing.band {
        AgeBand::Child | AgeBand::TeenBelowDca => ConsentsAlone::NotYet,
        AgeBand::Teen | AgeBand::Adult => ConsentsAlone::Yes,
    };
    let may = may_ask(&facts, Relationship::Parent, RightsRequestKind::Access).is_ok();
    Ok(may && age::parent_looks(alone, standing.consents_alone_since, tx.now()))
}
