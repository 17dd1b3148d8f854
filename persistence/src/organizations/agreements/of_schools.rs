//! The agreements of several schools in one read.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{Agreement, SignatoryRole, Signature, Surveys, Term},
        time_zone,
    },
};

use super::read_schedule;
use crate::{
    database::Tx,
    error::DbError,
    schema::{agreements, schools},
};

/// The agreements of schools, newest first, as the rules know them.
pub(crate) fn of_schools(
    tx: &mut Tx<'_>,
    wanted: &[SchoolId],
) -> Result<HashMap<SchoolId, Vec<Agreement>>, DbError> {
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
    let all = agreements::table
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(agreements::organization_id)
                .and(schools::id.eq(agreements::school_id))),
        )
        .filter(agreements::organization_id.eq(tx.tenant()))
        .order(agreements::id.desc())
        .select((
            agreements::school_id,
            agreements::id,
            agreements::signatory_role,
            agreements::signed_on,
            agreements::starts_on,
            agreements::ends_on,
            agreements::data_schedule,
            schools::time_zone,
        ));
    // One school is asked for by a statement that stays prepared.
    let rows: Vec<Row> = match wanted {
        [one] => {
            let query = all.filter(agreements::school_id.eq(*one));
            on_connection!(tx.conn(), |conn| query.load(conn))?
        }
        many => all
            .filter(agreements::school_id.eq_any(many.iter().copied()))
            .load(tx.conn())?,
    };
    let mut found: HashMap<SchoolId, Vec<Agreement>> = HashMap::new();
    for (school, id, role, signed_on, starts_on, ends_on, schedule, zone) in rows {
        found.entry(school).or_default().push(Agreement {
            id,
            signature: Some(Signature { role, signed_on }),
            term: Term::new(starts_on, ends_on)
                .map_err(|_| DbError::Corrupt("an agreement begins before it ends"))?,
            schedule: read_schedule(&schedule)?,
            surveys: Surveys::Excluded,
            time_zone: time_zone::parse(&zone).ok(),
        });
    }
    Ok(found)
}
