//! What other modules ask about a student's age and place.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::{
    accounts::context::AccountContext,
    age::{
        band::AgeBand,
        birthday::birthday,
        thirteen_at_home::{ConsentsAlone, ParentView, ViewGrant, parent_view},
    },
    countries::Country,
    ids::{SchoolId, UserId},
    organizations::{authorization::CATEGORIES_OF_A_STUDENT, time_zone},
    parameters::choices::TRANSITION_GRACE,
};

use super::{
    ground::covering,
    person::{of_person, schools_of},
};
use crate::{database::Tx, error::DbError};

/// How old a student counts as, and where.
#[derive(Clone, Debug)]
pub(crate) struct AgeStanding {
    /// On whose behalf the account exists.
    pub(crate) context: AccountContext,
    /// The band on this day, as far as it is proven.
    pub(crate) band: AgeBand,
    /// Since when the student consents alone where they live, if they do and it is known.
    pub(crate) consents_alone_since: Option<DateTime<Utc>>,
    /// Whether the account was a child's when it was opened, unless the contrary is proven.
    pub(crate) began_as_child: bool,
    /// The country of the home; `None` at school.
    pub(crate) country: Option<Country>,
    /// The schools that have the student, or else had, each with its zone.
    pub(crate) schools: Vec<(SchoolId, Option<Tz>)>,
    /// The zone of the home; `None` at school.
    pub(crate) home: Option<Tz>,
}

/// How old a student counts as, and where; `None` if there is no such student.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn standing_of(tx: &mut Tx<'_>, person: UserId) -> Result<Option<AgeStanding>, DbError> {
    let Some(age) = of_person(tx, person)? else {
        return Ok(None);
    };
    let then = age.day_at(age.created_at);
    let household = age.household.as_ref();
    let from_age = age.day.dca.max(age.day.parameters.child_under.value);
    let since = age
        .known
        .proven_dob()
        .map(|dob| age.midnight(birthday(dob, from_age)));
    Ok(Some(AgeStanding {
        consents_alone_since: since.filter(|since| *since <= tx.now()),
        context: age.context,
        band: age.known.proven_band(&age.day),
        began_as_child: age.known.proven_band(&then) == AgeBand::Child,
        country: household.map(|household| household.country),
        home: household.and_then(|household| time_zone::parse(&household.time_zone).ok()),
        schools: schools_of(tx, person)?,
    }))
}

/// Whether the parent at home still looks at what is kept about a student: until some days after the student
/// consents alone (AGE-12). Of whom it is not known since when, the look is over; nobody has said yet that
/// their parent may go on.
pub(crate) fn parent_looks(
    alone: ConsentsAlone,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    let since = since.map_or(TimeDelta::MAX, |since| now - since);
    let grace = TRANSITION_GRACE.default;
    parent_view(since, grace, ViewGrant::NotGranted, alone) == ParentView::ReadOnly
}

/// Whether an agreement or a consent covers a student's account at this instant.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn is_covered(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    let Some(age) = of_person(tx, person)? else {
        return Ok(false);
    };
    let ground = covering(tx, person, age.context, &CATEGORIES_OF_A_STUDENT)?;
    Ok(ground.is_some())
}
