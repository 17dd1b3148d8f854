//! A bundle that has been read: the state a district wants.

use std::collections::{HashMap, HashSet};

use super::{
    agents::Contacts,
    classes::Class,
    courses::Course,
    enrollments::Enrollments,
    files::File,
    grants::Grant,
    kept_because_unreadable::KeptBecauseUnreadable,
    manifest::Manifest,
    orgs::Org,
    people::People,
    report::{Finding, Report},
    sessions::AcademicSession,
};

/// Everything Hallpass takes of a bundle, references resolved. What is held and neither here nor
/// [`spared`](Self::spared) has ended.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// What the bundle declared.
    pub manifest: Manifest,
    /// What was found in it.
    pub report: Report,
    /// Keys of rows that could not be read. Where a key is also among the rows below, those count.
    pub spared: KeptBecauseUnreadable,
    /// Organizations, by `OrgNumber`.
    pub orgs: Vec<Org>,
    /// Academic sessions, by `SessionNumber`.
    pub sessions: Vec<AcademicSession>,
    /// Courses, by `CourseNumber`.
    pub courses: Vec<Course>,
    /// Classes, by `ClassNumber`.
    pub classes: Vec<Class>,
    /// Persons, by `PersonNumber`.
    pub people: People,
    /// Whom the bundle names as parents and guardians of students.
    pub contacts: Contacts,
    /// Roles of persons in organizations, by person. Every person of [`people`](Self::people) has
    /// at least one.
    pub grants: Vec<Grant>,
    /// Enrollments, by class.
    pub enrollments: Enrollments,
}

impl Bundle {
    /// Adds what a comparison found to the report, brings all findings in order and names the record
    /// that each is about.
    pub fn settle_findings(&mut self, found: &[Finding]) {
        for finding in found {
            self.report.add(finding.clone());
        }
        self.report.settle();
        let nameless = self.report.findings().iter();
        let nameless = nameless.filter(|finding| finding.sourced_id.is_none());
        let nameless: HashSet<(File, u32)> = nameless
            .filter_map(|finding| Some((finding.subject.file?, finding.line?)))
            .collect();
        let keys = self.keys_of_records(&nameless);
        self.report.name_records(&keys);
    }

    /// The keys of these rows, as far as the bundle has them.
    fn keys_of_records(&self, rows: &HashSet<(File, u32)>) -> HashMap<(File, u32), String> {
        let people = self.people.iter().filter_map(|(number, _, person)| {
            Some(((File::Users, self.people.row(number)?), person.sourced_id))
        });
        let families = self.people.families();
        let families = families.map(|(row, key)| ((File::Users, row), key));
        let orgs = self.orgs.iter();
        let orgs = orgs.map(|org| ((File::Orgs, org.row), org.sourced_id.as_str()));
        let classes = self.classes.iter();
        let classes = classes.map(|class| ((File::Classes, class.row), class.sourced_id.as_str()));
        let enrollments = self.enrollments.iter();
        let enrollments = enrollments.map(|row| ((File::Enrollments, row.row), row.sourced_id));
        people
            .chain(families)
            .chain(orgs)
            .chain(classes)
            .chain(enrollments)
            .filter(|(row, _)| rows.contains(row))
            .map(|(row, key)| (row, key.to_owned()))
            .collect()
    }
}
