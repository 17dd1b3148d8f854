//! Terms and school years, and when a class that depends on one ends.

mod settle;
mod write;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use domain::{
    classes::association::{ClassFacts, class_end as end_of},
    ids::{AcademicSessionId, SchoolId},
    organizations::time_zone,
    parameters::Parameters,
};

pub(crate) use settle::settle_classes_of_school;
pub use write::{AcademicSession, CreateOutcome, SessionDetails, create, list, read, update};

use crate::{
    database::Tx,
    error::DbError,
    schema::{academic_sessions, schools},
};

/// When access through a class of this school that was created then ends by itself (FER-05); `None`
/// if the term is not one of the district.
///
/// # Errors
/// If the database fails.
pub fn class_end(
    tx: &mut Tx<'_>,
    school: SchoolId,
    session: Option<AcademicSessionId>,
    created_at: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let last_session_ends_on: Option<NaiveDate> = match session {
        None => None,
        Some(session) => {
            let ends_on = academic_sessions::table
                .find((tx.tenant(), session))
                .select(academic_sessions::ends_on)
                .first(tx.conn())
                .optional()?;
            match ends_on {
                None => return Ok(None),
                Some(ends_on) => Some(ends_on),
            }
        }
    };
    let time_zone = zone_of(tx, school)?;
    let tail = Parameters::at(tx.now().date_naive()).class_assoc_tail.value;
    Ok(Some(end_of(&ClassFacts {
        created_at,
        last_session_ends_on,
        time_zone,
        tail,
    })))
}

/// The time zone of a school, if it is known.
///
/// # Errors
/// If the database fails.
pub(crate) fn zone_of(tx: &mut Tx<'_>, school: SchoolId) -> Result<Option<Tz>, DbError> {
    let name: Option<String> = schools::table
        .find((tx.tenant(), school))
        .select(schools::time_zone)
        .first(tx.conn())
        .optional()?;
    Ok(name.and_then(|name| time_zone::parse(&name).ok()))
}
