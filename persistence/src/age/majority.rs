//! A student who has become an adult: their parents see nothing of them any more (AGE-14).

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::Relationship,
    age::{
        band::AgeBand,
        conflict::Authority,
        eighteen::{Majority, ParentException, parent_access, turning_18},
    },
    ids::UserId,
};

use super::person::of_person;
use crate::{database::Tx, error::DbError, schema::age_statements};

/// The students of the tenant of whom a person in this relationship sees nothing any more, by the
/// legal day of this instant.
pub(crate) fn withheld_from(
    tx: &mut Tx<'_>,
    relationship: Relationship,
) -> Result<Vec<UserId>, DbError> {
    if relationship != Relationship::Parent {
        return Ok(Vec::new());
    }
    let known: Vec<UserId> = age_statements::table
        .filter(age_statements::organization_id.eq(tx.tenant()))
        .select(age_statements::user_id)
        .distinct()
        .load(tx.conn())?;
    let mut withheld = Vec::new();
    for student in known {
        if parent_access(majority(tx, student)?, ParentException::None).is_err() {
            withheld.push(student);
        }
    }
    Ok(withheld)
}

/// Whether a student is an adult, by the legal day of this instant. Nobody becomes one by their own word,
/// that of a device or a teacher's.
pub(crate) fn majority(tx: &mut Tx<'_>, student: UserId) -> Result<Majority, DbError> {
    on_day(tx, student, None)
}

/// Whether a student was an adult on a day, by what is known now.
pub(crate) fn majority_on(
    tx: &mut Tx<'_>,
    student: UserId,
    day: NaiveDate,
) -> Result<Majority, DbError> {
    on_day(tx, student, Some(day))
}

fn on_day(tx: &mut Tx<'_>, student: UserId, day: Option<NaiveDate>) -> Result<Majority, DbError> {
    let Some(age) = of_person(tx, student)? else {
        return Ok(Majority::Minor);
    };
    let (source, _) = age.known.current;
    if source.proves(AgeBand::Adult) != AgeBand::Adult {
        return Ok(Majority::Minor);
    }
    let adult = age.day.parameters.adult.value;
    let day = day.unwrap_or(age.day.today);
    Ok(turning_18(age.known.dob(), day, adult))
}

/// Whether a record says that a student is a child in the sense of COPPA on the legal day of this instant.
pub(crate) fn is_known_child(tx: &mut Tx<'_>, student: UserId) -> Result<bool, DbError> {
    let Some(age) = of_person(tx, student)? else {
        return Ok(false);
    };
    let (source, evidence) = age.known.current;
    let is_record = source.authority() == Authority::Record;
    Ok(is_record && age.day.claim(source, evidence).band == AgeBand::Child)
}
