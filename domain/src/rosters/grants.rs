//! Roles of persons in organizations, from users (1.1) and roles (1.2) alike.

use super::{
    codes::Code,
    files::{Field, File},
    interval::Interval,
    kept_because_unreadable::{KeptBecauseUnreadable, SparedRoles},
    numbers::{OrgNumber, PersonNumber},
    orgs::Orgs,
    people::{FamilyRole, People, RoleClaim},
    report::{Report, Severity},
    roles::{self, RoleVerdict, RosterRole},
    row::{Fault, Presence, RosterRow},
    vocabulary::{RoleType, WrittenRole},
};
use crate::accounts::credentials::PersonKind;

/// A person's role in an organization, for an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// Who.
    pub person: PersonNumber,
    /// Where: a school, or a district for its administrators.
    pub org: OrgNumber,
    /// What.
    pub role: RosterRole,
    /// When.
    pub interval: Interval,
}

/// What one row says about one organization.
struct ClaimedRole {
    org: OrgNumber,
    verdict: RoleVerdict,
}

/// The claims of one row of users (1.1).
pub(super) struct ClaimedRoles(Vec<ClaimedRole>);

/// What a user of 1.1 is.
pub(super) enum ClaimedPlace {
    /// A person with roles in Hallpass.
    Account(ClaimedRoles),
    /// A parent, a guardian or a relative, who is a contact at most.
    Family(FamilyRole),
    /// Nobody of whom anything is read.
    Nobody,
}

/// The grants while they are read.
#[derive(Default)]
pub(super) struct Grants {
    written: Vec<(Grant, RoleType, u32)>,
    settled: Vec<Grant>,
    implied: Vec<Grant>,
}

/// Reads role and organizations of a user of 1.1. Of who has no place in Hallpass nothing more of the row
/// is to be read. A role at an organization that is not in the
/// bundle ends, unless that organization's row could not be read.
pub(super) fn claims(
    row: &mut RosterRow<'_, '_>,
    orgs: &Orgs,
    spared: &mut KeptBecauseUnreadable,
) -> Result<ClaimedPlace, Fault> {
    let field = Field::OrgSourcedIds;
    let unknown = Fault::new(field, Code::UnknownReference);
    let Some(role) = row.role()? else {
        row.note(Field::Role, Code::IgnoredRole, Severity::Info);
        return Ok(ClaimedPlace::Nobody);
    };
    let keys = row.list(field)?;
    if keys.is_empty() {
        return Err(Fault::new(field, Code::MissingValue));
    }
    let mut claims = Vec::with_capacity(keys.len());
    for key in &keys {
        match orgs.find(key) {
            Some(org) => claims.push(claim(row, role, org, orgs, field)),
            None => row.warn(field, unknown.code),
        }
    }
    let has_unread = keys.iter().any(|key| spared.has(File::Orgs, key));
    match (claims.is_empty(), has_unread) {
        (true, true) => return Err(unknown),
        (true, false) => {
            row.warn(Field::SourcedId, Code::NoRole);
            return Ok(ClaimedPlace::Nobody);
        }
        (false, true) => {
            if let Some(person) = row.key_in_passing(Field::SourcedId) {
                spared.add_roles(person, SparedRoles::Elsewhere);
            }
        }
        (false, false) => {}
    }
    let ignored = claims
        .iter()
        .all(|claim| claim.verdict == RoleVerdict::Ignored);
    Ok(match (ignored, roles::guardian_kind(role)) {
        (false, _) => ClaimedPlace::Account(ClaimedRoles(claims)),
        (true, Some(kind)) => ClaimedPlace::Family(FamilyRole {
            kind,
            interval: Interval::ALWAYS,
        }),
        (true, None) => ClaimedPlace::Nobody,
    })
}

/// Judges a role in an organization, a department standing for its school.
fn claim(
    row: &mut RosterRow<'_, '_>,
    role: WrittenRole,
    org: OrgNumber,
    orgs: &Orgs,
    place: Field,
) -> ClaimedRole {
    let org = orgs.school_of(org).unwrap_or(org);
    let verdict = orgs
        .kind(org)
        .map_or(RoleVerdict::Ignored, |kind| roles::judge(role, kind));
    match verdict {
        RoleVerdict::Given(_) => {}
        RoleVerdict::Narrowed(_) => row.warn(Field::Role, Code::NarrowedRole),
        RoleVerdict::Misplaced(_) => row.warn(place, Code::WrongKind),
        RoleVerdict::Ignored => row.note(Field::Role, Code::IgnoredRole, Severity::Info),
    }
    ClaimedRole { org, verdict }
}

impl Grants {
    /// Takes the claims of a user of 1.1: the first organization is the primary one.
    pub(super) fn take_claims(
        &mut self,
        row: u32,
        person: PersonNumber,
        claims: ClaimedRoles,
        people: &mut People,
    ) {
        let mut kind = RoleType::Primary;
        for claimed in claims.0 {
            self.add(row, person, &claimed, kind, Interval::ALWAYS, people);
            kind = RoleType::Secondary;
        }
    }

    /// Takes a row of roles (1.2). One that points to a person or somewhere not in the bundle gives
    /// nothing, and what it gave before ends; only if the row it points to could not be read is it
    /// left open.
    pub(super) fn take(
        &mut self,
        row: &mut RosterRow<'_, '_>,
        orgs: &Orgs,
        people: &mut People,
        spared: &KeptBecauseUnreadable,
    ) -> Result<(), Fault> {
        let user = row.key(Field::UserSourcedId)?;
        if row.presence()? == Presence::Deleted {
            return Ok(());
        }
        let Some(person) = people.find(&user) else {
            return points_nowhere(row, Field::UserSourcedId, spared.has(File::Users, &user));
        };
        let place = row.key(Field::OrgSourcedId)?;
        let Some(org) = orgs.find(&place) else {
            return points_nowhere(row, Field::OrgSourcedId, spared.has(File::Orgs, &place));
        };
        let Some(role) = row.role()? else {
            row.note(Field::Role, Code::IgnoredRole, Severity::Info);
            people.add_claim(person, RoleClaim::Ignored);
            return Ok(());
        };
        let kind = role_type(row)?;
        let Some(interval) = row.interval()? else {
            people.add_claim(person, RoleClaim::Ignored);
            return Ok(());
        };
        let claimed = claim(row, role, org, orgs, Field::OrgSourcedId);
        if let Some(kind) = roles::guardian_kind(role) {
            people.add_family(person, FamilyRole { kind, interval });
        }
        self.add(row.number, person, &claimed, kind, interval, people);
        Ok(())
    }

    fn add(
        &mut self,
        row: u32,
        person: PersonNumber,
        claimed: &ClaimedRole,
        kind: RoleType,
        interval: Interval,
        people: &mut People,
    ) {
        let role = match claimed.verdict {
            RoleVerdict::Given(role) | RoleVerdict::Narrowed(role) => role,
            RoleVerdict::Misplaced(kind) => return people.add_claim(person, RoleClaim::Kind(kind)),
            RoleVerdict::Ignored => return people.add_claim(person, RoleClaim::Ignored),
        };
        people.add_claim(person, RoleClaim::Kind(role.person_kind()));
        let org = claimed.org;
        let grant = Grant {
            person,
            org,
            role,
            interval,
        };
        self.written.push((grant, kind, row));
    }

    /// Sorts the grants and settles contradictions: a student has no role of staff, and of rows
    /// that say the same of overlapping days one is left.
    pub(super) fn settle(&mut self, file: File, people: &People, report: &mut Report) {
        let mut written = std::mem::take(&mut self.written);
        written.sort_unstable_by_key(|(grant, _, row)| (*grant, *row));
        self.settled.reserve_exact(written.len());
        let mut primary: Option<(PersonNumber, OrgNumber)> = None;
        for (grant, kind, row) in written {
            let is_student = people.claim(grant.person) == RoleClaim::Kind(PersonKind::Student);
            if is_student && grant.role != RosterRole::Student {
                let (field, code) = (Some(Field::Role), Code::RoleConflict);
                report.note_row(file, row, field, code, Severity::Error);
                report.count_skipped(file);
                continue;
            }
            match self.settled.last_mut() {
                Some(last) if repeats(last, &grant) => {
                    last.interval = last.interval.hull(grant.interval);
                    // Two departments of one school are no repetition any person wrote.
                    if file == File::Roles {
                        let code = Code::DuplicateRow;
                        report.note_row(file, row, None, code, Severity::Warning);
                    }
                    continue;
                }
                _ => self.settled.push(grant),
            }
            if kind == RoleType::Primary {
                if primary == Some((grant.person, grant.org)) {
                    let (field, code) = (Some(Field::RoleType), Code::SeveralPrimaryRoles);
                    report.note_row(file, row, field, code, Severity::Warning);
                }
                primary = Some((grant.person, grant.org));
            }
        }
    }

    /// Whether the person has any role in the organization.
    pub(super) fn has_place(&self, person: PersonNumber, org: OrgNumber) -> bool {
        let first = self
            .settled
            .partition_point(|grant| (grant.person, grant.org) < (person, org));
        self.settled
            .get(first)
            .is_some_and(|grant| (grant.person, grant.org) == (person, org))
    }

    /// Adds a role that an enrollment implies.
    pub(super) fn imply(&mut self, person: PersonNumber, org: OrgNumber, role: RosterRole) {
        let grant = Grant {
            person,
            org,
            role,
            interval: Interval::ALWAYS,
        };
        if self.implied.last() != Some(&grant) {
            self.implied.push(grant);
        }
    }

    /// All grants, ascending; of one person, organization and role the intervals do not overlap.
    pub(super) fn into_grants(mut self) -> Vec<Grant> {
        self.settled.append(&mut self.implied);
        self.settled.sort_unstable();
        self.settled.dedup();
        self.settled
    }
}

/// What becomes of a row that points to one that is not there.
fn points_nowhere(row: &mut RosterRow<'_, '_>, field: Field, is_unread: bool) -> Result<(), Fault> {
    if is_unread {
        return Err(Fault::new(field, Code::UnknownReference));
    }
    row.warn(field, Code::UnknownReference);
    Ok(())
}

fn repeats(one: &Grant, other: &Grant) -> bool {
    (one.person, one.org, one.role) == (other.person, other.org, other.role)
        && one.interval.overlaps(other.interval)
}

fn role_type(row: &mut RosterRow<'_, '_>) -> Result<RoleType, Fault> {
    if row.optional(Field::RoleType)?.is_none() {
        row.warn(Field::RoleType, Code::MissingValue);
        return Ok(RoleType::Secondary);
    }
    Ok(if let Some(kind) = row.word(Field::RoleType)? {
        kind
    } else {
        row.warn(Field::RoleType, Code::UnknownValue);
        RoleType::Secondary
    })
}
