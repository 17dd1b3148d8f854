//! What the cells of a user say.

use std::borrow::Cow;

use super::{
    codes::Code,
    enabled::EnabledState,
    files::Field,
    row::{Fault, RosterRow},
};
use crate::{
    classes::grade_level::GradeLevel,
    text::{FamilyName, FieldText, GivenName},
};

pub(super) fn username<'a>(row: &mut RosterRow<'a, '_>) -> Result<Option<Cow<'a, str>>, Fault> {
    if row.optional(Field::Username)?.is_some() {
        return Ok(Some(row.required(Field::Username)?));
    }
    row.warn(Field::Username, Code::MissingValue);
    Ok(None)
}

/// The given and the family name of a person. A person can have one name, which is the given one,
/// wherever it is written; the family name is then empty (VPC-10). Beside a given name, what databases
/// print for "no value" is a family name: there are people whose name is Null.
pub(super) fn names<'a>(
    row: &mut RosterRow<'a, '_>,
) -> Result<(Cow<'a, str>, Cow<'a, str>), Fault> {
    let given = name::<GivenName>(row, Field::PreferredGivenName, Field::GivenName)?;
    let family = name::<FamilyName>(row, Field::PreferredFamilyName, Field::FamilyName)?;
    match (given, family) {
        (Some(given), Some(family)) => Ok((given, family)),
        (Some(given), None) => {
            let family = row.null(Field::FamilyName);
            if family.is_none() {
                row.warn(Field::FamilyName, Code::MissingValue);
            }
            Ok((given, Cow::Borrowed(family.unwrap_or_default())))
        }
        (None, Some(only)) => {
            row.warn(Field::GivenName, Code::MissingValue);
            Ok((only, Cow::Borrowed("")))
        }
        (None, None) => Err(Fault::new(Field::GivenName, Code::MissingValue)),
    }
}

fn name<'a, T: FieldText>(
    row: &mut RosterRow<'a, '_>,
    preferred: Field,
    legal: Field,
) -> Result<Option<Cow<'a, str>>, Fault> {
    match row.optional_text::<T>(preferred)? {
        Some(name) => Ok(Some(name)),
        None => row.optional_text::<T>(legal),
    }
}

/// The grade level of a person, who is in one. Of several none is more right than the others.
pub(super) fn grade(row: &mut RosterRow<'_, '_>) -> Result<Option<GradeLevel>, Fault> {
    let grades = row.grades()?;
    if grades.len() > 1 {
        row.warn(Field::Grades, Code::SeveralGrades);
    }
    Ok(match grades.as_slice() {
        [grade] => Some(*grade),
        _ => None,
    })
}

pub(super) fn standing(row: &mut RosterRow<'_, '_>) -> Result<EnabledState, Fault> {
    Ok(match row.truth(Field::EnabledUser)? {
        Some(true) => EnabledState::Enabled,
        Some(false) => EnabledState::Disabled,
        None => {
            row.warn(Field::EnabledUser, Code::MissingValue);
            EnabledState::Enabled
        }
    })
}
