//! A bundle that has been read: the state a district wants.

use super::{
    classes::Class, courses::Course, enrollments::Enrollments, grants::Grant,
    kept_because_unreadable::KeptBecauseUnreadable, manifest::Manifest, orgs::Org, people::People,
    report::Report, sessions::AcademicSession,
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
    /// Roles of persons in organizations, by person. Every person of [`people`](Self::people) has
    /// at least one.
    pub grants: Vec<Grant>,
    /// Enrollments, by class.
    pub enrollments: Enrollments,
}
