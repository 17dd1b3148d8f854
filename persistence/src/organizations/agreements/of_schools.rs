//! What authorizes the schools of a district, from rows of this instant (SCH-02).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::AccountStatus,
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{Agreement, AgreementState, SignatoryRole, Signature, Surveys, Term},
        authorization::{AuthorizingSchool, DataControl, SchoolEvidence},
        consent_mode::ConsentMode,
        notice::DeliveredNotice,
        time_zone,
    },
    staff::role::StaffRole,
};

use super::read_schedule;
use crate::{
    database::Tx,
    error::DbError,
    schema::{agreements, organizations, school_notices, schools, staff_roles, users},
    sql_types::bind_instant,
};

/// Which schools are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SchoolsWanted<'a> {
    /// These.
    These(&'a [SchoolId]),
    /// All of the district.
    All,
}

type AgreementRow = (
    SchoolId,
    AgreementId,
    (SignatoryRole, NaiveDate),
    (NaiveDate, NaiveDate),
    (String, Surveys, i32),
    Option<DateTime<Utc>>,
    (String, ConsentMode),
);

/// Schools with their agreements, newest first, and the notices that reached them. A school that has
/// recorded no agreement is not there.
///
/// # Errors
/// If the database fails.
pub(crate) fn of_schools(
    tx: &mut Tx<'_>,
    wanted: SchoolsWanted<'_>,
) -> Result<HashMap<SchoolId, AuthorizingSchool>, DbError> {
    let all = agreements::table
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(agreements::organization_id)
                .and(schools::id.eq(agreements::school_id))),
        )
        .inner_join(
            organizations::table.on(organizations::organization_id.eq(agreements::organization_id)),
        )
        .filter(agreements::organization_id.eq(tx.tenant()))
        .order(agreements::id.desc())
        .select((
            agreements::school_id,
            agreements::id,
            (agreements::signatory_role, agreements::signed_on),
            (agreements::starts_on, agreements::ends_on),
            (
                agreements::data_schedule,
                agreements::surveys,
                agreements::purge_within_days,
            ),
            agreements::activated_at,
            (schools::time_zone, organizations::consent_mode),
        ));
    // One school is asked for by a statement that stays prepared.
    let rows: Vec<AgreementRow> = match wanted {
        SchoolsWanted::These([one]) => {
            let query = all.filter(agreements::school_id.eq(*one));
            on_connection!(tx.conn(), |conn| query.load(conn))?
        }
        SchoolsWanted::These(many) => all
            .filter(agreements::school_id.eq_any(many.iter().copied()))
            .load(tx.conn())?,
        SchoolsWanted::All => all.load(tx.conn())?,
    };
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let mut notices = notices_of(tx, wanted)?;
    let mut found: HashMap<SchoolId, AuthorizingSchool> = HashMap::new();
    for row in rows {
        let (school, mode) = (row.0, row.6.1);
        let agreement = agreement(row)?;
        found
            .entry(school)
            .or_insert_with(|| AuthorizingSchool {
                agreements: Vec::new(),
                evidence: SchoolEvidence::in_this_build(
                    mode,
                    notices.remove(&school).unwrap_or_default(),
                ),
            })
            .agreements
            .push(agreement);
    }
    Ok(found)
}

fn agreement(row: AgreementRow) -> Result<Agreement, DbError> {
    let (_, id, signed, (starts_on, ends_on), (schedule, surveys, purge_days), active, place) = row;
    let (role, signed_on) = signed;
    Ok(Agreement {
        id,
        state: match active {
            Some(_) => AgreementState::Active,
            None => AgreementState::Draft,
        },
        signature: Some(Signature { role, signed_on }),
        term: Term::new(starts_on, ends_on)
            .map_err(|_| DbError::Corrupt("an agreement begins before it ends"))?,
        schedule: read_schedule(&schedule)?,
        surveys,
        purge_within_days: u16::try_from(purge_days)
            .map_err(|_| DbError::Corrupt("days until a purge are few"))?,
        time_zone: time_zone::parse(&place.0).ok(),
    })
}

/// The notices that reached schools.
fn notices_of(
    tx: &mut Tx<'_>,
    wanted: SchoolsWanted<'_>,
) -> Result<HashMap<SchoolId, Vec<DeliveredNotice>>, DbError> {
    type Row = (SchoolId, i32, Option<DateTime<Utc>>, Option<DateTime<Utc>>);
    let all = school_notices::table
        .filter(school_notices::organization_id.eq(tx.tenant()))
        .filter(school_notices::delivered_at.is_not_null())
        .select((
            school_notices::school_id,
            school_notices::major_version,
            school_notices::delivered_at,
            school_notices::acknowledged_at,
        ));
    let rows: Vec<Row> = match wanted {
        SchoolsWanted::These([one]) => {
            let query = all.filter(school_notices::school_id.eq(*one));
            on_connection!(tx.conn(), |conn| query.load(conn))?
        }
        SchoolsWanted::These(many) => all
            .filter(school_notices::school_id.eq_any(many.iter().copied()))
            .load(tx.conn())?,
        SchoolsWanted::All => all.load(tx.conn())?,
    };
    let mut found: HashMap<SchoolId, Vec<DeliveredNotice>> = HashMap::new();
    for (school, major, delivered_at, acknowledged_at) in rows {
        let (Ok(major), Some(delivered_at)) = (u16::try_from(major), delivered_at) else {
            return Err(DbError::Corrupt(
                "a delivered notice has a version and an instant",
            ));
        };
        found.entry(school).or_default().push(DeliveredNotice {
            major,
            delivered_at,
            acknowledged_at,
        });
    }
    Ok(found)
}

/// Who holds an office of the district or of its schools at this instant, with an open account.
pub(crate) struct Administrators {
    of_the_district: DataControl,
    schools: HashSet<SchoolId>,
}

impl Administrators {
    /// Reads them.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) fn read(tx: &mut Tx<'_>) -> Result<Self, DbError> {
        let held: Vec<(StaffRole, Option<SchoolId>)> = staff_roles::table
            .inner_join(
                users::table.on(users::organization_id
                    .eq(staff_roles::organization_id)
                    .and(users::id.eq(staff_roles::user_id))),
            )
            .filter(staff_roles::organization_id.eq(tx.tenant()))
            .filter(staff_roles::role.eq_any([StaffRole::SchoolAdmin, StaffRole::DistrictAdmin]))
            .filter(in_force!(staff_roles, bind_instant(tx.now())))
            .filter(users::status.eq(AccountStatus::Active))
            .select((staff_roles::role, staff_roles::school_id))
            .distinct()
            .load(tx.conn())?;
        let district = held
            .iter()
            .any(|(role, _)| *role == StaffRole::DistrictAdmin);
        Ok(Self {
            of_the_district: if district {
                DataControl::ActiveAdministrator
            } else {
                DataControl::Nobody
            },
            schools: held.into_iter().filter_map(|(_, school)| school).collect(),
        })
    }

    /// Whether a school can review and delete its students' data (SCH-02 f).
    pub(crate) fn of(&self, school: SchoolId) -> DataControl {
        if self.schools.contains(&school) {
            DataControl::ActiveAdministrator
        } else {
            self.of_the_district
        }
    }
}
