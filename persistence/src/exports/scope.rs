//! About whom, for whom, and how far a copy reaches.

use diesel::prelude::*;
use domain::{
    access::Relationship,
    accounts::credentials::PersonKind,
    age::band::AgeBand,
    exports::reader::is_held_to_schools,
    ids::{ClassId, ExportId, SchoolId, UserId},
    progress::sharing::Shared,
    staff::role::StaffRole,
};

use super::shared::shared_in_classes;
use crate::{
    age,
    database::Tx,
    error::DbError,
    guardians,
    organizations::agreements,
    schema::{exports, school_exports, users},
    staff::roles,
};

/// Whose requests about the person a copy has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AskedBy {
    /// Everybody's.
    Anybody,
    /// The reader's and the person's own: what another parent asks for is not theirs to know, whatever
    /// office they hold.
    ReaderOrPerson,
}

/// About whom, for whom, and how far a copy reaches.
#[derive(Clone, Debug)]
pub(super) struct CopyScope {
    pub(super) export: ExportId,
    pub(super) subject: UserId,
    pub(super) person: PersonKind,
    pub(super) reader: Relationship,
    pub(super) asked_by: UserId,
    pub(super) requests: AskedBy,
    pub(super) band: AgeBand,
    /// The schools beyond which it does not reach; `None` if it reaches everywhere.
    pub(super) schools: Option<Vec<SchoolId>>,
    /// The classes of the person at these schools, each with what of it a teacher was shown.
    pub(super) shared: Vec<(ClassId, Shared)>,
}

impl CopyScope {
    /// That of a copy about a person, for one who stands so to them.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        export: ExportId,
        (subject, asked_by): (UserId, UserId),
        reader: Relationship,
    ) -> Result<Self, DbError> {
        let person: PersonKind = users::table
            .find((tx.tenant(), subject))
            .select(users::kind)
            .first(tx.conn())?;
        let band = match person {
            PersonKind::Adult => AgeBand::Adult,
            PersonKind::Student => age::band_of(tx, subject)?,
        };
        let schools = if is_held_to_schools(reader) {
            let mut open = open_schools(tx, asked_by)?;
            if let Some(only) = school_of(tx, export)? {
                open.retain(|school| *school == only);
            }
            Some(open)
        } else {
            None
        };
        let shared = shared_in_classes(tx, subject, schools.as_deref().unwrap_or_default())?;
        let is_family =
            reader == Relationship::Guardian || guardians::was_guardian(tx, asked_by, subject)?;
        let requests = if is_family {
            AskedBy::ReaderOrPerson
        } else {
            AskedBy::Anybody
        };
        Ok(Self {
            export,
            subject,
            person,
            reader,
            asked_by,
            requests,
            band,
            schools,
            shared,
        })
    }
}

/// The schools that a person administers and that may take data out at this instant (SCH-06).
pub(super) fn open_schools(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<SchoolId>, DbError> {
    let mut open = Vec::new();
    for (role, school) in roles::standing(tx, person)? {
        let Some(school) = school.filter(|_| role == StaffRole::SchoolAdmin) else {
            continue;
        };
        if agreements::export_is_open(tx, school)? {
            open.push(school);
        }
    }
    Ok(open)
}

/// The school whose copies a copy was asked for with; `None` of one that was asked for by itself.
fn school_of(tx: &mut Tx<'_>, export: ExportId) -> Result<Option<SchoolId>, DbError> {
    Ok(exports::table
        .inner_join(
            school_exports::table.on(school_exports::organization_id
                .eq(exports::organization_id)
                .and(exports::school_export_id.eq(school_exports::id.nullable()))),
        )
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::id.eq(export))
        .select(school_exports::school_id)
        .first(tx.conn())
        .optional()?)
}
