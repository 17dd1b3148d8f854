//! What is held: a snapshot of everything that an import compares a bundle with.

mod people;
mod places;
mod seats;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::Permit,
    accounts::credentials::{AccountStatus, PersonKind},
    classes::class_role::ClassRole,
    ids::{AcademicSessionId, AgreementId, ClassId, OrganizationId, SchoolId, StaffRoleId, UserId},
    organizations::staff_role::StaffRole,
};
use uuid::Uuid;

use super::{Compares, agreements};
use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, OrganizationKey, Sealed},
    schema::organizations,
};
pub(super) use people::ROSTER;

/// A snapshot of what is held. Holds no name in the clear.
pub struct RosterSnapshot {
    pub(super) organization: OrganizationId,
    pub(super) now: DateTime<Utc>,
    /// How many imports were applied before.
    pub(super) revision: i64,
    pub(super) key: Arc<OrganizationKey>,
    pub(super) schools: Vec<HeldSchool>,
    pub(super) sessions: Vec<HeldSession>,
    pub(super) classes: Vec<HeldClass>,
    pub(super) people: Vec<HeldPerson>,
    pub(super) emails: HashMap<BlindIndex, UserId>,
    pub(super) usernames: HashMap<BlindIndex, UserId>,
    pub(super) roles: Vec<HeldRole>,
    /// Students' seats in classes.
    pub(super) enrollments: Vec<HeldSeat>,
    /// Staff's parts in classes.
    pub(super) assignments: Vec<HeldSeat>,
    pub(super) agreements: HashMap<SchoolId, AgreementId>,
    /// Staff with roles that no roster gave.
    pub(super) appointed: HashSet<UserId>,
}

/// A school, from a roster or not.
pub(super) struct HeldSchool {
    pub(super) id: SchoolId,
    pub(super) source_id: Option<String>,
    pub(super) name: String,
    pub(super) time_zone: String,
    pub(super) ended: bool,
}

/// A rostered academic session.
pub(super) struct HeldSession {
    pub(super) id: AcademicSessionId,
    pub(super) source_id: String,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
    pub(super) school_year: i32,
    pub(super) parent: Option<AcademicSessionId>,
    pub(super) ended: bool,
}

/// A rostered class.
pub(super) struct HeldClass {
    pub(super) id: ClassId,
    pub(super) source_id: String,
    pub(super) school: SchoolId,
    pub(super) session: Option<AcademicSessionId>,
    pub(super) title: String,
    pub(super) grade_level: Option<String>,
    pub(super) access_ends_at: DateTime<Utc>,
    /// Whether it was archived because it left the roster. One that somebody archived by hand stays
    /// archived, whatever a roster says.
    pub(super) left_roster: bool,
}

/// A person with an account, as far as imports are concerned.
pub(super) struct HeldPerson {
    pub(super) id: UserId,
    pub(super) kind: PersonKind,
    pub(super) status: AccountStatus,
    pub(super) source: Option<BlindIndex>,
    pub(super) digest: Option<Vec<u8>>,
    pub(super) wrapped: Option<Sealed>,
    pub(super) has_credential: bool,
    pub(super) username: Option<BlindIndex>,
}

/// A role that a roster gave, in effect or to come.
pub(super) struct HeldRole {
    pub(super) id: StaffRoleId,
    pub(super) user: UserId,
    pub(super) school: Option<SchoolId>,
    pub(super) role: StaffRole,
    pub(super) begins_at: DateTime<Utc>,
    pub(super) ends_at: Option<DateTime<Utc>>,
}

/// A seat in a class that a roster gave, in effect or to come.
pub(super) struct HeldSeat {
    pub(super) id: Uuid,
    pub(super) source: BlindIndex,
    pub(super) class: ClassId,
    pub(super) user: UserId,
    /// The part of a member of staff; none for a student.
    pub(super) role: Option<ClassRole>,
    pub(super) begins_at: DateTime<Utc>,
    pub(super) ends_at: Option<DateTime<Utc>>,
}

impl RosterSnapshot {
    /// Takes the snapshot.
    ///
    /// # Errors
    /// If the database fails.
    pub fn read<A: Compares>(tx: &mut Tx<'_>, permit: &Permit<A>) -> Result<Self, DbError> {
        let organization = permit.subject();
        let revision: i64 = organizations::table
            .find(crate::sql_types::bind_id(organization))
            .select(organizations::roster_revision)
            .first(tx.conn())?;
        let people = people::read(tx)?;
        Ok(Self {
            organization,
            now: tx.now(),
            revision,
            key: tx.organization_key()?,
            schools: places::schools(tx)?,
            sessions: places::sessions(tx)?,
            classes: places::classes(tx)?,
            people: people.everybody,
            emails: people.emails,
            usernames: people.usernames,
            roles: people::roles(tx)?,
            enrollments: seats::enrollments(tx)?,
            assignments: seats::assignments(tx)?,
            agreements: agreements::in_force(tx)?,
            appointed: people::appointed(tx)?,
        })
    }

    /// How many imports were applied before the snapshot.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// The time zone of a school that is new: the one of all other schools of the district, or else
    /// the one where days begin first, so that access ends no later than it does anywhere (FER-05).
    pub(super) fn zone_of_new_schools(&self) -> &str {
        let mut zones = self.schools.iter().map(|school| school.time_zone.as_str());
        match zones.next() {
            Some(first) if zones.all(|zone| zone == first) => first,
            _ => FIRST_ZONE,
        }
    }
}

/// UTC+14, by its name in the IANA database (whose signs are reversed).
const FIRST_ZONE: &str = "Etc/GMT-14";
