//! Under which agreement or consent data of a student is held.

use chrono::{DateTime, Utc};
use domain::{
    accounts::context::AccountContext,
    age::correction::Coverage,
    category::Category,
    consent::coverage::{may_process, was_covered},
    ids::{GroundId, SchoolId, UserId},
    organizations::{authorization::CATEGORIES_OF_A_STUDENT, purpose::Purpose},
};

use super::person::{PersonAge, schools_of, seats};
use crate::{
    consent,
    database::Tx,
    error::DbError,
    organizations::agreements::{self, SchoolsWanted},
};

/// The agreement or consent under which data of these categories may be kept in the student's account
/// at this instant.
pub(super) fn covering(
    tx: &mut Tx<'_>,
    person: UserId,
    context: AccountContext,
    categories: &[Category],
) -> Result<Option<GroundId>, DbError> {
    let now = tx.now();
    match context {
        AccountContext::SchoolManaged => {
            let schools = schools_of(tx, person)?
                .into_iter()
                .map(|(school, _)| school);
            let schools: Vec<SchoolId> = schools.collect();
            of_schools(tx, &schools, categories, now)
        }
        AccountContext::HomeManaged
        | AccountContext::SelfRegistered
        | AccountContext::Staff
        | AccountContext::Parent => {
            let consents = consent::of_child(tx, person)?;
            let found = may_process(&consents, tx.policies(), Purpose::Account, categories, now);
            Ok(found.ok().map(Into::into))
        }
    }
}

/// Whether a ground held whenever data of the student was collected (AGE-16): when the account came to
/// be, at each enrolment that is in force, and now, for an account that is open goes on being used.
pub(super) fn coverage(
    tx: &mut Tx<'_>,
    person: UserId,
    age: &PersonAge,
) -> Result<Coverage, DbError> {
    if covering(tx, person, age.context, &CATEGORIES_OF_A_STUDENT)?.is_none() {
        return Ok(Coverage::Lacking);
    }
    let held = match age.context {
        AccountContext::SchoolManaged => {
            let mut held = true;
            for (school, begins_at) in seats(tx, person)? {
                let categories = &CATEGORIES_OF_A_STUDENT;
                held = held && of_schools(tx, &[school], categories, begins_at)?.is_some();
            }
            held
        }
        AccountContext::HomeManaged
        | AccountContext::SelfRegistered
        | AccountContext::Staff
        | AccountContext::Parent => {
            let consents = consent::of_child(tx, person)?;
            let (categories, at) = (&CATEGORIES_OF_A_STUDENT, age.created_at);
            was_covered(&consents, tx.policies(), Purpose::Account, categories, at).is_ok()
        }
    };
    Ok(if held {
        Coverage::Throughout
    } else {
        Coverage::Lacking
    })
}

fn of_schools(
    tx: &mut Tx<'_>,
    schools: &[SchoolId],
    categories: &[Category],
    at: DateTime<Utc>,
) -> Result<Option<GroundId>, DbError> {
    let known = agreements::of_schools(tx, SchoolsWanted::These(schools))?;
    let mut schools = schools.iter().filter_map(|school| known.get(school));
    let holds = schools.find_map(|school| school.covers(Purpose::Account, categories, at).ok());
    Ok(holds.map(Into::into))
}
