//! What takes a bundle in: files come one after the other, row by row.

use super::{
    agents::Families,
    bundle::Bundle,
    cells::Cells,
    classes::{self, Classes},
    codes::Code,
    courses::Courses,
    enrollments::{self, Enrollments},
    files::{Field, File},
    grants::{self, ClaimedPlace, Grants},
    kept_because_unreadable::{KeptBecauseUnreadable, SparedRoles},
    layout::Layout,
    manifest::Manifest,
    orgs::Orgs,
    people::{People, RoleClaim},
    refusal::BundleRefusal,
    report::{Report, Severity},
    row::{Fault, Presence, RosterRow},
    sessions::Sessions,
    version::Version,
};

/// Takes the files of a bundle in the order of [`Manifest::files`].
pub struct Intake {
    manifest: Manifest,
    report: Report,
    spared: KeptBecauseUnreadable,
    orgs: Orgs,
    sessions: Sessions,
    courses: Courses,
    classes: Classes,
    people: People,
    families: Families,
    grants: Grants,
    enrollments: Enrollments,
}

impl Intake {
    /// Begins with what the manifest declared and what was found so far.
    pub fn new(manifest: Manifest, report: Report) -> Self {
        Self {
            manifest,
            report,
            spared: KeptBecauseUnreadable::default(),
            orgs: Orgs::default(),
            sessions: Sessions::default(),
            courses: Courses::default(),
            classes: Classes::default(),
            people: People::default(),
            families: Families::default(),
            grants: Grants::default(),
            enrollments: Enrollments::default(),
        }
    }

    /// Opens a file by its header. Refused if a needed column is not there.
    pub fn open(&mut self, file: File, header: &dyn Cells) -> Result<Layout, BundleRefusal> {
        Layout::read(file, self.manifest.version, header, &mut self.report)
    }

    /// Takes the row that begins on a line. A row with an error is reported and left out.
    pub fn take(&mut self, layout: &Layout, line: u32, cells: &dyn Cells) {
        let file = layout.file();
        let mut row = RosterRow::new(line, layout, cells, &mut self.report);
        if row.is_blank() {
            return;
        }
        let taken = row.judge_width().and_then(|()| match file {
            File::Orgs => self.orgs.take(&mut row),
            File::AcademicSessions => self.sessions.take(&mut row),
            File::Courses => self.courses.take(&mut row),
            File::Classes => {
                let around = classes::Around {
                    orgs: &self.orgs,
                    sessions: &self.sessions,
                    courses: &self.courses,
                    spared: &self.spared,
                };
                self.classes.take(&mut row, around)
            }
            File::Users => match self.manifest.version {
                Version::V1_1 => {
                    let mut users = Users {
                        orgs: &self.orgs,
                        people: &mut self.people,
                        families: &mut self.families,
                        grants: &mut self.grants,
                        spared: &mut self.spared,
                    };
                    take_user_1_1(&mut row, &mut users)
                }
                Version::V1_2 => take_user_1_2(&mut row, &mut self.people, &mut self.families),
            },
            File::Roles => {
                let (orgs, people) = (&self.orgs, &mut self.people);
                self.grants.take(&mut row, orgs, people, &self.spared)
            }
            File::Enrollments => {
                let around = enrollments::Around {
                    orgs: &self.orgs,
                    sessions: &self.sessions,
                    classes: &self.classes,
                    people: &self.people,
                };
                self.enrollments.take(&mut row, around, &mut self.grants)
            }
            _ => Ok(()),
        });
        if let Err(fault) = taken {
            row.reject(fault);
            // The earlier of two contradicting rows counts, so nothing is left open.
            if fault.code != Code::ConflictingRow {
                spare(
                    &row,
                    self.manifest.version,
                    fault,
                    &self.orgs,
                    &mut self.spared,
                );
                if file == File::Enrollments {
                    self.enrollments.leave_open(&row, &self.classes);
                }
            }
        }
        self.report.count_row(file);
    }

    /// Notes that a file is not UTF-8, and what it was taken for.
    pub fn note_encoding(&mut self, file: File, code: Code) {
        self.report.note_file(file, None, code, Severity::Warning);
    }

    /// Notes that the cells of a file are set apart by something else than commas.
    pub fn note_separator(&mut self, file: File) {
        self.report
            .note_file(file, None, Code::Separator, Severity::Warning);
    }

    /// Closes a file: what needs the whole of it is settled.
    pub fn close(&mut self, file: File) {
        let report = &mut self.report;
        if report.rows(file).read == 0 {
            report.note_file(file, None, Code::NoRows, Severity::Warning);
        }
        match (file, self.manifest.version) {
            (File::Orgs, _) => self.orgs.settle(report),
            (File::AcademicSessions, _) => self.sessions.settle(report),
            (File::Users, Version::V1_1) | (File::Roles, _) => {
                self.grants.settle(file, &self.people, report);
            }
            (File::Enrollments, _) => self.enrollments.settle(report),
            _ => {}
        }
    }

    /// The bundle, once all files are closed. A person without a role in Hallpass is not in it.
    pub fn finish(mut self) -> Bundle {
        let grants = self.grants.into_grants();
        for grant in &grants {
            self.people.offer(grant.person);
        }
        for (row, key) in self.people.unexplained() {
            // Who has no role any more ends; who has one that could not be read does not.
            if self.spared.has(File::Roles, key) {
                self.spared.add(File::Users, key);
            }
            let (field, code) = (Some(Field::SourcedId), Code::NoRole);
            self.report.count_skipped(File::Users);
            self.report
                .note_record(File::Users, (row, Some(key)), field, code, Severity::Error);
        }
        let contacts = self
            .families
            .settle(&self.people, &self.spared, &mut self.report);
        self.people.settle();
        self.report.settle();
        Bundle {
            manifest: self.manifest,
            report: self.report,
            spared: self.spared,
            orgs: self.orgs.into_orgs(),
            sessions: self.sessions.into_sessions(),
            courses: self.courses.into_courses(),
            classes: self.classes.into_classes(),
            people: self.people,
            contacts,
            grants,
            enrollments: self.enrollments,
        }
    }
}

/// Spares what is held under the key of a row that is left out.
fn spare(
    row: &RosterRow<'_, '_>,
    version: Version,
    fault: Fault,
    orgs: &Orgs,
    spared: &mut KeptBecauseUnreadable,
) {
    match row.file() {
        File::Roles => {
            if let Some(person) = row.key_in_passing(Field::UserSourcedId) {
                spared.add_roles(person, spared_roles(row, fault, orgs));
            }
        }
        file => {
            let Some(key) = row.key_in_passing(Field::SourcedId) else {
                return;
            };
            spared.add(file, key);
            // A user of 1.1 is also their roles.
            if (file, version) == (File::Users, Version::V1_1) {
                spared.add_roles(key, SparedRoles::Everywhere);
            }
        }
    }
}

/// Which roles a row of roles that is left out may have been about.
fn spared_roles(row: &RosterRow<'_, '_>, fault: Fault, orgs: &Orgs) -> SparedRoles {
    match fault.field {
        Some(Field::OrgSourcedId) if fault.code == Code::UnknownReference => SparedRoles::Elsewhere,
        // Cells may stand in the wrong columns.
        None | Some(Field::OrgSourcedId | Field::UserSourcedId) => SparedRoles::Everywhere,
        Some(_) => row
            .key_in_passing(Field::OrgSourcedId)
            .and_then(|key| orgs.find(key))
            .map_or(SparedRoles::Everywhere, |org| {
                SparedRoles::At(orgs.school_of(org).unwrap_or(org))
            }),
    }
}

fn take_user_1_2(
    row: &mut RosterRow<'_, '_>,
    people: &mut People,
    families: &mut Families,
) -> Result<(), Fault> {
    match row.presence()? {
        Presence::Deleted => Ok(()),
        Presence::Present => {
            let person = people.take(row)?;
            families.take(row, person)
        }
    }
}

/// Where a user of 1.1 goes to.
struct Users<'a> {
    orgs: &'a Orgs,
    people: &'a mut People,
    families: &'a mut Families,
    grants: &'a mut Grants,
    spared: &'a mut KeptBecauseUnreadable,
}

/// Takes a user of 1.1. The role comes first, so that of a person without a place in Hallpass not
/// even the name is kept.
fn take_user_1_1(row: &mut RosterRow<'_, '_>, users: &mut Users<'_>) -> Result<(), Fault> {
    if row.presence()? == Presence::Deleted {
        return Ok(());
    }
    let person = match grants::claims(row, users.orgs, users.spared)? {
        ClaimedPlace::Account(claims) => {
            let person = users.people.take(row)?;
            let number = row.number;
            users
                .grants
                .take_claims(number, person, claims, users.people);
            person
        }
        ClaimedPlace::Family(role) => {
            let person = users.people.take_contact(row)?;
            users.people.add_claim(person, RoleClaim::Ignored);
            users.people.add_family(person, role);
            person
        }
        ClaimedPlace::Nobody => return Ok(()),
    };
    users.families.take(row, person)
}
