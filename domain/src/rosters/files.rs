//! The files of a bundle and the fields of them that Hallpass reads.

use crate::{
    text::{ClassTitle, FamilyName, FieldText as _, GivenName, SchoolName, SourceId},
    text_enum::TextEnum,
};

use super::{values, version::Version};

crate::text_enum! {
    /// A file of a OneRoster bundle, by its name without `.csv`.
    pub enum File {
        /// What the bundle declares about itself.
        Manifest = "manifest",
        /// Districts, schools, departments.
        Orgs = "orgs",
        /// School years, terms, grading periods.
        AcademicSessions = "academicSessions",
        /// Courses, of which a class is one occurrence.
        Courses = "courses",
        /// Classes.
        Classes = "classes",
        /// Persons.
        Users = "users",
        /// What a person is in an organization (1.2 only).
        Roles = "roles",
        /// Who is in which class.
        Enrollments = "enrollments",
        /// Gradebook categories; not read.
        Categories = "categories",
        /// Resources of classes; not read.
        ClassResources = "classResources",
        /// Resources of courses; not read.
        CourseResources = "courseResources",
        /// Birth dates, sex, ethnicity; not read.
        Demographics = "demographics",
        /// Learning objectives of line items; not read.
        LineItemLearningObjectiveIds = "lineItemLearningObjectiveIds",
        /// Line items; not read.
        LineItems = "lineItems",
        /// Score scales of line items; not read.
        LineItemScoreScales = "lineItemScoreScales",
        /// Resources; not read.
        Resources = "resources",
        /// Learning objectives of results; not read.
        ResultLearningObjectiveIds = "resultLearningObjectiveIds",
        /// Results; not read.
        Results = "results",
        /// Score scales of results; not read.
        ResultScoreScales = "resultScoreScales",
        /// Score scales; not read.
        ScoreScales = "scoreScales",
        /// Credentials of persons in other systems; not read.
        UserProfiles = "userProfiles",
        /// Resources of persons; not read.
        UserResources = "userResources",
    }
}

/// What an import does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The bundle is unusable without it.
    Required,
    /// Read when it is there.
    Optional,
    /// Never opened.
    Ignored,
}

impl File {
    /// The file of this name, with or without `.csv`. Case does not matter.
    pub fn named(name: &str) -> Option<Self> {
        let stem = match name
            .len()
            .checked_sub(4)
            .and_then(|at| name.split_at_checked(at))
        {
            Some((stem, ending)) if ending.eq_ignore_ascii_case(".csv") => stem,
            _ => name,
        };
        Self::ALL
            .iter()
            .copied()
            .find(|file| file.as_str().eq_ignore_ascii_case(stem))
    }

    /// What an import of this version does with the file.
    pub(super) fn need(self, version: Version) -> Need {
        match (self, version) {
            (
                Self::Orgs
                | Self::AcademicSessions
                | Self::Classes
                | Self::Users
                | Self::Enrollments,
                _,
            )
            | (Self::Roles, Version::V1_2) => Need::Required,
            (Self::Courses, _) => Need::Optional,
            _ => Need::Ignored,
        }
    }

    /// Whether the version of the standard knows the file.
    pub(super) fn belongs_to(self, version: Version) -> bool {
        match version {
            Version::V1_2 => true,
            Version::V1_1 => !matches!(
                self,
                Self::LineItemLearningObjectiveIds
                    | Self::LineItemScoreScales
                    | Self::ResultLearningObjectiveIds
                    | Self::ResultScoreScales
                    | Self::Roles
                    | Self::ScoreScales
                    | Self::UserProfiles
                    | Self::UserResources
            ),
        }
    }
}

crate::text_enum! {
    /// A field that Hallpass reads, by its column's name in the standard.
    pub enum Field {
        /// A property of the manifest.
        PropertyName = "propertyName",
        /// The value of a property of the manifest.
        Value = "value",
        /// The key of a row in the system it comes from.
        SourcedId = "sourcedId",
        /// Whether the row is deleted; blank in a bulk.
        Status = "status",
        /// When the row changed; blank in a bulk.
        DateLastModified = "dateLastModified",
        /// The name of an organization.
        Name = "name",
        /// The kind of an organization or a session.
        Type = "type",
        /// The row above in the tree of organizations or sessions.
        ParentSourcedId = "parentSourcedId",
        /// The title of a session, course or class.
        Title = "title",
        /// The first day of a session.
        StartDate = "startDate",
        /// The end of a session.
        EndDate = "endDate",
        /// Grade levels.
        Grades = "grades",
        /// The course of a class.
        CourseSourcedId = "courseSourcedId",
        /// The kind of a class.
        ClassType = "classType",
        /// The school of a class or an enrollment.
        SchoolSourcedId = "schoolSourcedId",
        /// The sessions of a class.
        TermSourcedIds = "termSourcedIds",
        /// Whether a person may sign in.
        EnabledUser = "enabledUser",
        /// The organizations of a person (1.1).
        OrgSourcedIds = "orgSourcedIds",
        /// What a person is in an organization or a class.
        Role = "role",
        /// The name a person signs in with.
        Username = "username",
        /// The given name.
        GivenName = "givenName",
        /// The family name.
        FamilyName = "familyName",
        /// The given name the person goes by.
        PreferredGivenName = "preferredGivenName",
        /// The family name the person goes by.
        PreferredFamilyName = "preferredFamilyName",
        /// The e-mail address.
        Email = "email",
        /// The persons who are somebody to a person: a student's parents and guardians.
        AgentSourcedIds = "agentSourcedIds",
        /// The person of a role or an enrollment.
        UserSourcedId = "userSourcedId",
        /// Whether a role is the person's main one in the organization.
        RoleType = "roleType",
        /// The first day of a role or an enrollment.
        BeginDate = "beginDate",
        /// The organization of a role.
        OrgSourcedId = "orgSourcedId",
        /// The class of an enrollment.
        ClassSourcedId = "classSourcedId",
        /// Whether a teacher is the one responsible for the class.
        Primary = "primary",
    }
}

impl Field {
    /// The most characters that the text of it may have.
    pub const fn at_most(self) -> usize {
        match self {
            Self::GivenName | Self::PreferredGivenName => GivenName::MOST,
            Self::FamilyName | Self::PreferredFamilyName => FamilyName::MOST,
            Self::Name => SchoolName::MOST,
            Self::Title => ClassTitle::MOST,
            Self::SourcedId => SourceId::MOST,
            _ => values::LONGEST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::File;

    #[test]
    fn a_file_is_known_by_its_name_in_any_case() {
        assert_eq!(File::named("users.csv"), Some(File::Users));
        assert_eq!(File::named("UserProfiles.CSV"), Some(File::UserProfiles));
        assert_eq!(File::named("orgs"), Some(File::Orgs));
        assert_eq!(File::named("orgs.csv.bak"), None);
        assert_eq!(File::named("é.csv"), None);
        assert_eq!(File::named(""), None);
    }
}
