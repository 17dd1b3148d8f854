//! Which schools may have students: those with an agreement in force that covers them (SCH-02).

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::Relationship,
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{Agreement, SignatoryRole, Signature, Surveys, Term},
        authorization::{
            CATEGORIES_OF_A_STUDENT, Facts, Placement, StaffVerification, school_authorization,
        },
        purpose::Purpose,
        time_zone,
    },
};

use crate::{
    database::Tx,
    error::DbError,
    organizations::agreements::read_schedule,
    schema::{agreements, schools},
};

/// The agreement under which each school may have students at this instant, for a roster that a member
/// of staff in this relationship applies; schools without one are not there.
///
/// # Errors
/// If the database fails.
pub(super) fn in_force(
    tx: &mut Tx<'_>,
    by: Relationship,
) -> Result<HashMap<SchoolId, AgreementId>, DbError> {
    type Row = (
        SchoolId,
        AgreementId,
        SignatoryRole,
        NaiveDate,
        NaiveDate,
        NaiveDate,
        String,
        String,
    );
    let rows: Vec<Row> = agreements::table
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(agreements::organization_id)
                .and(schools::id.eq(agreements::school_id))),
        )
        .filter(agreements::organization_id.eq(tx.tenant()))
        .order(agreements::id)
        .select((
            agreements::school_id,
            agreements::id,
            agreements::signatory_role,
            agreements::signed_on,
            agreements::starts_on,
            agreements::ends_on,
            agreements::data_schedule,
            schools::time_zone,
        ))
        .load(tx.conn())?;
    let now = tx.now();
    let mut found = HashMap::new();
    for (school, id, role, signed_on, starts_on, ends_on, schedule, zone) in rows {
        let term = Term::new(starts_on, ends_on)
            .map_err(|_| DbError::Corrupt("an agreement ends after it begins"))?;
        let agreement = Agreement {
            id,
            signature: Some(Signature { role, signed_on }),
            term,
            schedule: read_schedule(&schedule)?,
            surveys: Surveys::Excluded,
            time_zone: time_zone::parse(&zone).ok(),
        };
        let facts = Facts {
            agreement: Some(&agreement),
            purpose: Purpose::Account,
            categories: &CATEGORIES_OF_A_STUDENT,
            placement: Placement::OnRoster(StaffVerification::by(by)),
        };
        if let Ok(authorization) = school_authorization(&facts, now) {
            found.insert(school, authorization.agreement());
        }
    }
    Ok(found)
}
