//! What every person knows about a person and their school, and a password must not be (SEC-04).

use diesel::prelude::*;
use domain::ids::UserId;

use super::{
    keys_of::subject_key,
    people::{DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME},
};
use crate::{
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{organizations, schools, staff_roles, users},
};

/// The names and the address of a member of staff, the names of their schools and their district.
///
/// # Errors
/// If the database fails, or there is no such person.
pub(crate) fn expected_words(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<String>, DbError> {
    type Row = (Sealed, Sealed, Sealed, Option<Sealed>);
    let (given, family, display, email): Row = users::table
        .find((tx.tenant(), person))
        .select((
            users::given_name,
            users::family_name,
            users::display_name,
            users::email,
        ))
        .first(tx.conn())?;
    let subject = subject_key(tx, person)?;
    let sealed = [
        (GIVEN_NAME, Some(given)),
        (FAMILY_NAME, Some(family)),
        (DISPLAY_NAME, Some(display)),
        (EMAIL, email),
    ];
    let mut words = sealed
        .into_iter()
        .filter_map(|(place, sealed)| sealed.map(|sealed| (place, sealed)))
        .map(|(place, sealed)| subject.open_text(place, person.uuid(), &sealed))
        .collect::<Result<Vec<_>, _>>()?;
    let (name, slug): (String, String) = organizations::table
        .find(tx.tenant())
        .select((organizations::name, organizations::slug))
        .first(tx.conn())?;
    words.extend([name, slug]);
    let of_person = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.eq(person))
        .select(staff_roles::school_id);
    let names: Vec<String> = schools::table
        .filter(schools::organization_id.eq(tx.tenant()))
        .filter(schools::id.nullable().eq_any(of_person))
        .select(schools::name)
        .load(tx.conn())?;
    words.extend(names);
    Ok(words)
}
