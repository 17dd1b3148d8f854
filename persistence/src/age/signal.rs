//! The bracket of age that a student's device tells (AGE-17). Received, it is actual knowledge.

use domain::{
    access::action::ReportAgeSignal,
    age::{
        conflict::AgeSource,
        signal::{Bracket, PlatformAgeSignal},
    },
    audit::Changed,
};

use super::{
    person::of_person,
    statements::{NewStatement, state},
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// Takes the bracket that the device of the permitted student tells. Where nothing covers evidence of
/// age, a bracket that makes nobody younger is forgotten.
///
/// # Errors
/// If the database or the cipher fails.
pub fn report<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReportAgeSignal>,
    bracket: Bracket,
) -> Result<(), DbError> {
    let student = permit.subject();
    let Some(age) = of_person(tx, student)? else {
        return Ok(());
    };
    let signal = PlatformAgeSignal {
        bracket,
        received_on: age.day.today,
    };
    let new = NewStatement {
        source: AgeSource::PlatformSignal,
        evidence: signal.evidence(),
        by: None,
    };
    let changed = state(tx, student, new)?.unwrap_or_else(|_| Changed::of(student));
    audit::changed(tx, permit, changed)
}
