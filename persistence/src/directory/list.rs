//! The directory information of a school's students for a listed party.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
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
    organizations::agreements,
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

/// How many students are read at once. Of a page of which many are left out, more than once.
const BATCH: u16 = 200;

/// What decides about one student.
struct Choices<'c> {
    refused: &'c [DirectoryType],
    publicity: Publicity,
    since: DateTime<Utc>,
}

/// A student of whom nothing is kept back: what is released at all is released of them.
const ANYBODY: Choices<'static> = Choices {
    refused: &[],
    publicity: Publicity::AsChosen,
    since: DateTime::<Utc>::MIN_UTC,
};

/// A page of the students who are at the permitted school, by id, with what is released to a listed party. Who
/// refused any type of it is not in it, nor who came so lately that there was no time to refuse: nothing in the
/// list tells of a refusal.
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
    let judge = |types: &[DirectoryType], of: &Choices<'_>| {
        directory_release(&DirectoryFacts {
            found_by: FoundBy::DirectoryInformation,
            designation: Some(&designation),
            notice,
            types,
            recipient: &listed.party.name,
            purpose: listed.party.purpose,
            since: of.since,
            refused: of.refused,
            publicity: of.publicity,
            now,
        })
    };
    if let Err(refused) = judge(&[DirectoryType::Name], &ANYBODY) {
        return Ok(ListOutcome::Refused(refused));
    }
    let types = designation.types.iter().map(|designated| designated.of);
    let released: Vec<DirectoryType> = types.filter(|of| judge(&[*of], &ANYBODY).is_ok()).collect();
    let shows_grade = released.contains(&DirectoryType::GradeLevel);
    let keys = tx.organization_key()?;
    let closed = closed(tx)?;
    let mut found = Vec::new();
    let mut batch = PageRequest {
        after: page.after,
        limit: BATCH,
    };
    loop {
        let rows = present(tx, school, batch)?;
        let is_last = rows.len() < usize::from(batch.limit);
        batch.after = rows.last().map(|row| row.id.uuid());
        let students: Vec<UserId> = rows.iter().map(|row| row.id).collect();
        let contested = contested(tx, &students)?;
        let refused = refused_by_student(tx, &students)?;
        for row in rows {
            let is_withheld = closed.contains(&row.id) || contested.contains(&row.id);
            let theirs = Choices {
                refused: refused.get(&row.id).map_or(&[][..], Vec::as_slice),
                publicity: if is_withheld {
                    Publicity::Withheld
                } else {
                    Publicity::AsChosen
                },
                since: row.begins_at,
            };
            if judge(&released, &theirs).is_err() {
                continue;
            }
            let subject = keys.open_subject(row.id, &row.wrapped)?;
            found.push(ListedStudent {
                id: row.id,
                name: subject.open_text(DISPLAY_NAME, row.id.uuid(), &row.display_name)?,
                grade_level: row.grade_level.filter(|_| shows_grade),
            });
            if found.len() > usize::from(page.limit) {
                break;
            }
        }
        if is_last || found.len() > usize::from(page.limit) {
            break;
        }
    }
    let found = page.into_page(found, |student| student.id.uuid());
    audit::disclosed(
        tx,
        permit,
        Shown::each(found.rows.iter().map(|student| student.id)).and(Shown::each([party])),
    )?;
    Ok(ListOutcome::Listed(released, found))
}

/// The students of the tenant whose data is restricted or ends.
fn closed(tx: &mut Tx<'_>) -> Result<HashSet<UserId>, DbError> {
    let mut closed = rights::hidden(tx)?;
    closed.extend(rights::restricted(tx, RestrictedPart::Everything)?);
    Ok(closed)
}

/// Those of some students who are minors, and of whom it is contested who speaks for them.
fn contested(tx: &mut Tx<'_>, students: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    let mut contested = guardians::contested_students(tx, students)?;
    for student in students {
        if contested.contains(student) && age::majority(tx, *student)? == Majority::Adult {
            contested.remove(student);
        }
    }
    Ok(contested)
}

/// The students whom a roster enrols at a school at this instant, or who are in an open class of it: a
/// batch of them. Closed, locked and suspended accounts are left out.
fn present(tx: &mut Tx<'_>, school: SchoolId, batch: PageRequest) -> Result<Vec<Row>, DbError> {
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
        .filter(users::id.gt(batch.after_id()))
        .order(users::id)
        .limit(i64::from(batch.limit))
        .select((
            users::id,
            users::display_name,
            users::grade_level,
            school_enrollments::begins_at,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?)
}
