//! The directory information of a school's students for a listed party.

use chrono::{DateTime, Utc};
use domain::{
    access::action::ReleaseDirectory,
    annual_notices::AnnualNoticeStanding,
    audit::Shown,
    classes::grade_level::GradeLevel,
    directory::{
        Designation, DirectoryFacts, DirectoryParty, DirectoryRefused, DirectoryType, FoundBy,
        Publicity, directory_release,
    },
    ids::{DirectoryPartyId, SchoolId, UserId},
};

use super::{
    designations::designated,
    present::{Present, closed, contested, present},
    refusals::refused_by_student,
};
use crate::{
    access::Permit,
    accounts::people::DISPLAY_NAME,
    annual_notices, audit,
    database::Tx,
    error::DbError,
    keys::OrganizationKey,
    organizations::agreements,
    paging::{PageRequest, Slice},
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

/// What decides about all students of a list.
struct Release<'d> {
    designation: Designation,
    notice: AnnualNoticeStanding,
    party: &'d DirectoryParty,
    now: DateTime<Utc>,
}

impl Release<'_> {
    fn judge(&self, types: &[DirectoryType], of: &Choices<'_>) -> Result<(), DirectoryRefused> {
        directory_release(&DirectoryFacts {
            found_by: FoundBy::DirectoryInformation,
            designation: Some(&self.designation),
            notice: self.notice,
            types,
            recipient: &self.party.name,
            purpose: self.party.purpose,
            since: of.since,
            refused: of.refused,
            publicity: of.publicity,
            now: self.now,
        })
    }

    /// The types that are released at all.
    fn types(&self) -> Vec<DirectoryType> {
        let types = self.designation.types.iter().map(|held| held.of);
        types
            .filter(|of| self.judge(&[*of], &ANYBODY).is_ok())
            .collect()
    }
}

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
    let release = Release {
        designation: held.designation(),
        notice: annual_notices::standing_of(tx, school)?,
        party: &listed.party,
        now: tx.now(),
    };
    if let Err(refused) = release.judge(&[DirectoryType::Name], &ANYBODY) {
        return Ok(ListOutcome::Refused(refused));
    }
    let types = release.types();
    let found = students(tx, school, (&release, &types), page)?;
    let found = page.into_page(found, |student| student.id.uuid());
    let students = Shown::each(found.rows.iter().map(|student| student.id));
    audit::disclosed(tx, permit, students.and(Shown::each([party])))?;
    Ok(ListOutcome::Listed(types, found))
}

/// Those of whom these types are released, one more than the page has if there are so many.
fn students(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (release, types): (&Release<'_>, &[DirectoryType]),
    page: PageRequest,
) -> Result<Vec<ListedStudent>, DbError> {
    let closed = closed(tx)?;
    let keys = tx.organization_key()?;
    let wanted = usize::from(page.limit) + 1;
    let mut found = Vec::new();
    let mut batch = PageRequest {
        after: page.after,
        limit: BATCH,
    };
    while found.len() < wanted {
        let rows = present(tx, school, batch)?;
        let Some(last) = rows.last().map(|row| row.id) else {
            break;
        };
        batch.after = Some(last.uuid());
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
            if found.len() < wanted && release.judge(types, &theirs).is_ok() {
                found.push(opened(&keys, &row, types)?);
            }
        }
    }
    Ok(found)
}

fn opened(
    keys: &OrganizationKey,
    row: &Present,
    types: &[DirectoryType],
) -> Result<ListedStudent, DbError> {
    let subject = keys.open_subject(row.id, &row.wrapped)?;
    let shows_grade = types.contains(&DirectoryType::GradeLevel);
    Ok(ListedStudent {
        id: row.id,
        name: subject.open_text(DISPLAY_NAME, row.id.uuid(), &row.display_name)?,
        grade_level: row.grade_level.filter(|_| shows_grade),
    })
}
