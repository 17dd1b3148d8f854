//! The columns of the files that are read, in the order of the standard.
//!
//! [`Column::Dropped`] is the list of what is never read: such a column has no [`Field`], so
//! no code can ask for it.

use super::{
    files::{Field, File},
    version::Version,
};
use crate::text_enum::TextEnum;

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Read; without it the file is unusable.
    Needed(Field),
    /// Read when it is there.
    Used(Field),
    /// Read when it is there; nothing is said when it is not.
    Quiet(Field),
    /// Known to the standard and left unread.
    Dropped(&'static str),
}

impl Column {
    pub(super) fn field(self) -> Option<Field> {
        match self {
            Self::Needed(field) | Self::Used(field) | Self::Quiet(field) => Some(field),
            Self::Dropped(_) => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Needed(field) | Self::Used(field) | Self::Quiet(field) => field.as_str(),
            Self::Dropped(name) => name,
        }
    }
}

use Column::{Dropped, Needed, Quiet, Used};

const ORGS: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Needed(Field::Name),
    Needed(Field::Type),
    Dropped("identifier"),
    Used(Field::ParentSourcedId),
];

const ACADEMIC_SESSIONS: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Needed(Field::Title),
    Needed(Field::Type),
    Needed(Field::StartDate),
    Needed(Field::EndDate),
    Used(Field::ParentSourcedId),
    Dropped("schoolYear"),
];

const COURSES: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Dropped("schoolYearSourcedId"),
    Needed(Field::Title),
    Dropped("courseCode"),
    Used(Field::Grades),
    Dropped("orgSourcedId"),
    Dropped("subjects"),
    Dropped("subjectCodes"),
];

const CLASSES: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Needed(Field::Title),
    Used(Field::Grades),
    Used(Field::CourseSourcedId),
    Dropped("classCode"),
    Used(Field::ClassType),
    Dropped("location"),
    Needed(Field::SchoolSourcedId),
    Used(Field::TermSourcedIds),
    Dropped("subjects"),
    Dropped("subjectCodes"),
    Dropped("periods"),
];

const USERS_1_1: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Used(Field::EnabledUser),
    Needed(Field::OrgSourcedIds),
    Needed(Field::Role),
    Used(Field::Username),
    Dropped("userIds"),
    Needed(Field::GivenName),
    Needed(Field::FamilyName),
    Dropped("middleName"),
    Dropped("identifier"),
    Used(Field::Email),
    Dropped("sms"),
    Dropped("phone"),
    Quiet(Field::AgentSourcedIds),
    Used(Field::Grades),
    Dropped("password"),
];

const USERS_1_2: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Used(Field::EnabledUser),
    Used(Field::Username),
    Dropped("userIds"),
    Needed(Field::GivenName),
    Needed(Field::FamilyName),
    Dropped("middleName"),
    Dropped("identifier"),
    Used(Field::Email),
    Dropped("sms"),
    Dropped("phone"),
    Quiet(Field::AgentSourcedIds),
    Used(Field::Grades),
    Dropped("password"),
    Dropped("userMasterIdentifier"),
    Used(Field::PreferredGivenName),
    Dropped("preferredMiddleName"),
    Used(Field::PreferredFamilyName),
    Dropped("primaryOrgSourcedId"),
    Dropped("pronouns"),
];

const ROLES: &[Column] = &[
    Used(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Needed(Field::UserSourcedId),
    Used(Field::RoleType),
    Needed(Field::Role),
    Used(Field::BeginDate),
    Used(Field::EndDate),
    Needed(Field::OrgSourcedId),
    Dropped("userProfileSourcedId"),
];

const ENROLLMENTS: &[Column] = &[
    Needed(Field::SourcedId),
    Used(Field::Status),
    Used(Field::DateLastModified),
    Needed(Field::ClassSourcedId),
    Used(Field::SchoolSourcedId),
    Needed(Field::UserSourcedId),
    Needed(Field::Role),
    Used(Field::Primary),
    Used(Field::BeginDate),
    Used(Field::EndDate),
];

/// The columns of a file; none for a file that is not read.
pub(super) fn columns(file: File, version: Version) -> &'static [Column] {
    match (file, version) {
        (File::Orgs, _) => ORGS,
        (File::AcademicSessions, _) => ACADEMIC_SESSIONS,
        (File::Courses, _) => COURSES,
        (File::Classes, _) => CLASSES,
        (File::Users, Version::V1_1) => USERS_1_1,
        (File::Users, Version::V1_2) => USERS_1_2,
        (File::Roles, _) => ROLES,
        (File::Enrollments, _) => ENROLLMENTS,
        _ => &[],
    }
}

/// Names of columns as real systems and older versions write them, with the standard's name.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("prefferedGivenName", "preferredGivenName"),
    ("prefferedFamilyName", "preferredFamilyName"),
    ("dataLastModified", "dateLastModified"),
    ("grade", "grades"),
    ("termSourcedId", "termSourcedIds"),
    ("orgSourcedId", "orgSourcedIds"),
    ("userId", "userIds"),
    ("agents", "agentSourcedIds"),
];
