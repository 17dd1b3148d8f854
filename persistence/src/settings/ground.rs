//! What covers that the next lesson is worked out from progress (P5; VPC-01, SCH-02 c).

use domain::{
    accounts::context::AccountContext,
    category::Category,
    consent::coverage::may_process,
    ids::{SchoolId, UserId},
    organizations::purpose::Purpose,
};

use super::standing::{Standing, standing};
use crate::{
    consent,
    database::Tx,
    error::DbError,
    organizations::agreements::{self, SchoolsWanted},
};

/// Whether it is covered at this instant for what a student does at these schools.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn covers_suggestions(
    tx: &mut Tx<'_>,
    student: UserId,
    schools: &[SchoolId],
) -> Result<bool, DbError> {
    match standing(tx, student)? {
        Some(standing) => covers(tx, &standing, schools),
        None => Ok(false),
    }
}

/// Whether it is at one of the schools, of a student who stands so. Where a school has an agreement no consent
/// widens it; where it has none, or only parents consent, the consents of the home count (VPC-01, SCH-01).
pub(super) fn covers(
    tx: &mut Tx<'_>,
    standing: &Standing,
    schools: &[SchoolId],
) -> Result<bool, DbError> {
    let (purpose, now) = (Purpose::BasicPersonalization, tx.now());
    let categories = &[Category::Progress];
    if standing.context == AccountContext::SchoolManaged {
        let known = agreements::of_schools(tx, SchoolsWanted::These(schools))?;
        let mut asks_the_home = schools.is_empty();
        for school in schools {
            match known.get(school).filter(|school| school.may_authorize()) {
                Some(school) if school.covers(purpose, categories, now).is_ok() => return Ok(true),
                Some(_) => {}
                None => asks_the_home = true,
            }
        }
        if !asks_the_home {
            return Ok(false);
        }
    } else if !standing.holder.asks_others() {
        // Who consents alone at home has a contract (rules §5.2).
        return Ok(true);
    }
    let consents = consent::of_child(tx, standing.person)?;
    Ok(may_process(&consents, tx.policies(), purpose, categories, now).is_ok())
}
