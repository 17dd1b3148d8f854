//! A student at home who has become an adult: the parent sees nothing of them any more (AGE-14).

use diesel::prelude::*;
use domain::{
    access::Relationship,
    age::{
        conflict::Authority,
        eighteen::{ParentException, parent_access, turning_18},
    },
    ids::UserId,
};

use super::person::of_person;
use crate::{database::Tx, error::DbError, schema::age_statements};

/// The students of the tenant of whom a person in this relationship sees nothing any more, by the
/// legal day of this instant. Nobody becomes an adult by their own word or that of a device.
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
        let Some(age) = of_person(tx, student)? else {
            continue;
        };
        let adult = age.day.parameters.adult.value;
        if age.known.current.0.authority() != Authority::Record {
            continue;
        }
        let majority = turning_18(age.known.dob(), age.day.today, adult);
        if parent_access(majority, ParentException::None).is_err() {
            withheld.push(student);
        }
    }
    Ok(withheld)
}
