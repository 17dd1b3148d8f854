//! The directory information of a school's students for a listed party.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::{dsl::exists, prelude::*};
use domain::{
    access::action::ReleaseDirectory,
    accounts::credentials::AccountStatus,
    age::eighteen::Majority,
    audit::Shown,
    classes::grade_level::GradeLevel,
    directory::{
        Designation, DirectoryFacts, DirectoryRefused, DirectoryType, FoundBy, Publicity,
        directory_release,
    },
    ids::{DirectoryPartyId, SchoolId, UserId},
    organizations::time_zone::local_day,
    rights::restriction::RestrictedPart,
};

use super::{designations::designated, refusals::refused_by_student};
use crate::{
    access::Permit,
    accounts::people::DISPLAY_NAME,
    age, annual_notices, audit,
    database::Tx,
    error::DbError,
    guardians,
    keys::Sealed,
    organizations::{academic_sessions::zone_of, agreements},
    paging::{PageRequest, Slice},
    rights,
    schema::{classes, enrollments, school_enrollments, subject_keys, users},
    sql_types::bind_instant,
};

/// A student, as far as their directory information is released.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedStudent {
    /// Their id, which is not released.
    pub id: UserId,
    /// The name that they are shown by.
    pub name: String,
    /// The grade level.
    pub grade_level: Option<GradeLevel>,
    /// Since when they are enrolled.
    pub attended_from: Option<NaiveDate>,
}

/// What became of the wish for a list.
pub enum ListOutcome {
    /// A page of it, and the types that are released at all.
    Listed(Vec<DirectoryType>, Slice<ListedStudent>),
    /// Nothing is released to the party.
    Refused(DirectoryRefused),
    /// The school lists no such party.
    NoSuchParty,
    /// The school's authority ended 30 days ago or earlier.
    ExportsClosed,
}

#[derive(Queryable)]
struct Row {
    id: UserId,
    display_name: Sealed,
    grade_level: Option<GradeLevel>,
    begins_at: DateTime<Utc>,
    wrapped: Sealed,
}

/// A page of the students who are at the permitted school, by id, with what is released of each to a listed
/// party. Who refused the name is not in it; what else is refused is absent, as where nothing is known.
///
/// # Errors
/// If the database or the cipher fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReleaseDirectory>,
    party: DirectoryPartyId,
    page: PageRequest,
) -> Result<ListOutcome, DbError> {
    let school = permit.subject();
    let Some(held) = designated(tx, school)? else {
        return Ok(ListOutcome::NoSuchParty);
    };
    let Some(listed) = held.parties.iter().find(|listed| listed.id == party) else {
        return Ok(ListOutcome::NoSuchParty);
    };
    if !agreements::export_is_open(tx, school)? {
        return Ok(ListOutcome::ExportsClosed);
    }
    let designation: Designation = held.designation();
    let notice = annual_notices::standing_of(tx, school)?;
    let now = tx.now();
    let judge = |of: DirectoryType, refused: &[DirectoryType], publicity: Publicity| {
        directory_release(&DirectoryFacts {
            found_by: FoundBy::DirectoryInformation,
            designation: Some(&designation),
            notice,
            types: &[of],
            recipient: &listed.party.name,
            purpose: listed.party.purpose,
            refused,
            publicity,
            now,
        })
    };
    if let Err(refused) = judge(DirectoryType::Name, &[], Publicity::AsChosen) {
        return Ok(ListOutcome::Refused(refused));
    }
    let withheld = withheld(tx)?;
    let refused = refused_by_student(tx)?;
    let zone = zone_of(tx, school)?;
    let rows: Vec<Row> = present(tx, school, page)?;
    let keys = tx.organization_key()?;
    let mut found = Vec::new();
    for row in rows {
        let publicity = if withheld.contains(&row.id) {
            Publicity::Withheld
        } else {
            Publicity::AsChosen
        };
        let theirs = refused.get(&row.id).map_or(&[][..], Vec::as_slice);
        let is_released = |of| judge(of, theirs, publicity).is_ok();
        if !is_released(DirectoryType::Name) {
            continue;
        }
        let subject = keys.open_subject(row.id, &row.wrapped)?;
        found.push(ListedStudent {
            id: row.id,
            name: subject.open_text(DISPLAY_NAME, row.id.uuid(), &row.display_name)?,
            grade_level: row
                .grade_level
                .filter(|_| is_released(DirectoryType::GradeLevel)),
            attended_from: is_released(DirectoryType::DatesOfAttendance)
                .then(|| first_day(row.begins_at, zone)),
        });
        if found.len() > usize::from(page.limit) {
            break;
        }
    }
    let found = page.into_page(found, |student| student.id.uuid());
    audit::disclosed(
        tx,
        permit,
        Shown::each(found.rows.iter().map(|student| student.id)).and(Shown::each([party])),
    )?;
    let types = designation.types.iter().map(|designated| designated.of);
    let released = types.filter(|of| judge(*of, &[], Publicity::AsChosen).is_ok());
    Ok(ListOutcome::Listed(released.collect(), found))
}

fn first_day(begins_at: DateTime<Utc>, zone: Option<Tz>) -> NaiveDate {
    local_day(begins_at, zone).earliest
}

/// The students of the tenant of whom nothing is public, whatever the family chose.
fn withheld(tx: &mut Tx<'_>) -> Result<HashSet<UserId>, DbError> {
    let mut withheld = rights::hidden(tx)?;
    withheld.extend(rights::restricted(tx, RestrictedPart::Everything)?);
    for student in guardians::contested_students(tx)? {
        if age::majority(tx, student)? == Majority::Minor {
            withheld.insert(student);
        }
    }
    Ok(withheld)
}

/// The students whom a roster enrols at a school at this instant, or who are in an open class of it, from a
/// page on. Closed, locked and suspended accounts are left out.
fn present(tx: &mut Tx<'_>, school: SchoolId, page: PageRequest) -> Result<Vec<Row>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let in_class = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq(school_enrollments::user_id))
        .filter(classes::school_id.eq(school))
        .filter(in_force!(enrollments, now))
        .filter(open_class!(now))
        .select(enrollments::user_id);
    Ok(school_enrollments::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(school_enrollments::organization_id)
                .and(users::id.eq(school_enrollments::user_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(school_enrollments::organization_id)
                .and(subject_keys::subject_id.eq(school_enrollments::user_id))),
        )
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::school_id.eq(school))
        .filter(school_enrollments::begins_at.le(now))
        .filter(in_force!(school_enrollments, now).or(exists(in_class)))
        .filter(users::status.ne(AccountStatus::Disabled))
        .filter(users::suspended_at.is_null())
        .filter(users::locked_at.is_null())
        .filter(users::id.gt(page.after_id()))
        .order(users::id)
        .select((
            users::id,
            users::display_name,
            users::grade_level,
            school_enrollments::begins_at,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?)
}
