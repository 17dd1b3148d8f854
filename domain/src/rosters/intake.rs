//! The door: files come in one after the other, row by row.

use super::{
    bundle::Bundle,
    classes::Classes,
    courses::Courses,
    enrollments::Enrollments,
    files::{Field, File},
    grants::{self, Grants},
    layout::{Cells, Layout},
    manifest::{Manifest, Version},
    orgs::Orgs,
    people::People,
    refusal::Refusal,
    report::{Code, Report, Severity},
    row::{Fault, Presence, Row},
    sessions::Sessions,
    spared::Spared,
};

/// Takes the files of a bundle in the order of [`Manifest::files`].
pub struct Intake {
    manifest: Manifest,
    report: Report,
    spared: Spared,
    orgs: Orgs,
    sessions: Sessions,
    courses: Courses,
    classes: Classes,
    people: People,
    grants: Grants,
    enrollments: Enrollments,
}

impl Intake {
    /// Begins with what the manifest declared and what was found so far.
    pub fn new(manifest: Manifest, report: Report) -> Self {
        Self {
            manifest,
            report,
            spared: Spared::default(),
            orgs: Orgs::default(),
            sessions: Sessions::default(),
            courses: Courses::default(),
            classes: Classes::default(),
            people: People::default(),
            grants: Grants::default(),
            enrollments: Enrollments::default(),
        }
    }

    /// Opens a file by its header. Refused if a needed column is not there.
    pub fn open(&mut self, file: File, header: &dyn Cells) -> Result<Layout, Refusal> {
        Layout::read(file, self.manifest.version, header, &mut self.report)
    }

    /// Takes a row; the header is row 1. A row with an error is reported and left out.
    pub fn take(&mut self, layout: &Layout, number: u32, cells: &dyn Cells) {
        let file = layout.file();
        let mut row = Row::new(number, layout, cells, &mut self.report);
        if row.is_blank() {
            return;
        }
        let taken = row.judge_width().and_then(|()| match file {
            File::Orgs => self.orgs.take(&mut row),
            File::AcademicSessions => self.sessions.take(&mut row),
            File::Courses => self.courses.take(&mut row),
            File::Classes => {
                let (orgs, sessions, courses) = (&self.orgs, &self.sessions, &self.courses);
                self.classes.take(&mut row, orgs, sessions, courses)
            }
            File::Users => {
                let (people, grants) = (&mut self.people, &mut self.grants);
                take_user(&mut row, self.manifest.version, &self.orgs, people, grants)
            }
            File::Roles => self.grants.take(&mut row, &self.orgs, &mut self.people),
            File::Enrollments => {
                let (orgs, classes, people) = (&self.orgs, &self.classes, &self.people);
                let grants = &mut self.grants;
                self.enrollments
                    .take(&mut row, orgs, classes, people, grants)
            }
            _ => Ok(()),
        });
        if let Err(fault) = taken {
            row.reject(fault);
            let field = match file {
                File::Roles => Field::UserSourcedId,
                _ => Field::SourcedId,
            };
            // The earlier of two contradicting rows counts, so nothing is left open.
            if let (Some(key), true) = (
                row.key_in_passing(field),
                fault.code != Code::ConflictingRow,
            ) {
                self.spared.add(file, key);
            }
        }
        self.report.count_row(file);
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
            let (field, code) = (Some(Field::SourcedId), Code::NoRole);
            self.report
                .note_row(File::Users, row, field, code, Severity::Error);
            self.report.count_skipped(File::Users);
            self.spared.add(File::Users, key);
        }
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
            grants,
            enrollments: self.enrollments,
        }
    }
}

/// Takes a user. In 1.1 the role comes first, so that of a person without a place in Hallpass not
/// even the name is kept.
fn take_user(
    row: &mut Row<'_, '_>,
    version: Version,
    orgs: &Orgs,
    people: &mut People,
    grants: &mut Grants,
) -> Result<(), Fault> {
    if row.presence()? == Presence::Deleted {
        return Ok(());
    }
    match version {
        Version::V1_2 => {
            people.take(row)?;
        }
        Version::V1_1 => {
            if let Some(claims) = grants::claims(row, orgs)? {
                let person = people.take(row)?;
                grants.take_claims(row.number, person, claims, people);
            }
        }
    }
    Ok(())
}
