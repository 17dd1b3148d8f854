//! The closed vocabularies of the standard that Hallpass reads.

use crate::{
    classes::grade_level::GradeLevel, organizations::academic_session::AcademicSessionKind,
    text_enum::TextEnum,
};

crate::text_enum! {
    /// The kind of an organization.
    pub enum OrgKind {
        /// A part of a school or a district.
        Department = "department",
        /// A school.
        School = "school",
        /// A district.
        District = "district",
        /// A local authority.
        Local = "local",
        /// A state.
        State = "state",
        /// A nation.
        National = "national",
    }
}

crate::text_enum! {
    /// The kind of a class.
    pub enum ClassKind {
        /// The class a student belongs to all day.
        Homeroom = "homeroom",
        /// A class on the timetable.
        Scheduled = "scheduled",
    }
}

crate::text_enum! {
    /// A role as a bundle writes it: the roles of 1.1, of 1.2 and of enrollments.
    pub(super) enum WrittenRole {
        Administrator = "administrator",
        Aide = "aide",
        Counselor = "counselor",
        DistrictAdministrator = "districtAdministrator",
        Guardian = "guardian",
        Parent = "parent",
        Principal = "principal",
        Proctor = "proctor",
        Relative = "relative",
        SiteAdministrator = "siteAdministrator",
        Student = "student",
        SystemAdministrator = "systemAdministrator",
        Teacher = "teacher",
    }
}

crate::text_enum! {
    /// Whether a role is a person's main one in an organization.
    pub(super) enum RoleType {
        Primary = "primary",
        Secondary = "secondary",
    }
}

/// Kinds of academic sessions as the standard writes them.
const SESSION_KINDS: [(&str, AcademicSessionKind); 4] = [
    ("gradingPeriod", AcademicSessionKind::GradingPeriod),
    ("semester", AcademicSessionKind::Semester),
    ("schoolYear", AcademicSessionKind::SchoolYear),
    ("term", AcademicSessionKind::Term),
];

/// CEDS entry grade level codes outside of the levels that Hallpass tells apart: infant or toddler,
/// preschool, transitional kindergarten, thirteenth grade, postsecondary, ungraded.
const OTHER_GRADES: [&str; 6] = ["IT", "PR", "TK", "13", "PS", "UG"];

/// What begins an extension of a vocabulary.
const EXTENSION: &str = "ext:";

/// How a value was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised<T> {
    /// Written as the standard writes it.
    AsWritten(T),
    /// Written otherwise, and still clear.
    PutRight(T),
}

/// The variant written so, in any case.
pub(super) fn word<W: TextEnum>(text: &str) -> Option<Recognised<W>> {
    if let Some(word) = W::parse(text) {
        return Some(Recognised::AsWritten(word));
    }
    W::ALL
        .iter()
        .copied()
        .find(|word| word.as_str().eq_ignore_ascii_case(text))
        .map(Recognised::PutRight)
}

/// The kind of academic session written so, in any case.
pub(super) fn session_kind(text: &str) -> Option<Recognised<AcademicSessionKind>> {
    let (word, kind) = SESSION_KINDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text))?;
    Some(if *word == text {
        Recognised::AsWritten(*kind)
    } else {
        Recognised::PutRight(*kind)
    })
}

/// Whether a text extends a vocabulary, as 1.2 allows: `ext:` and a name.
pub(super) fn is_extension(text: &str) -> bool {
    let name = text
        .split_at_checked(EXTENSION.len())
        .filter(|(mark, _)| mark.eq_ignore_ascii_case(EXTENSION));
    name.is_some_and(|(_, name)| !name.is_empty())
}

/// The grade level written so, in the manners seen: `9`, `K`, `PK3`, `12+`, `UI`.
pub(super) fn grade(text: &str) -> Option<Recognised<GradeLevel>> {
    if let Some(grade) = word(text) {
        return Some(grade);
    }
    if OTHER_GRADES.contains(&text) {
        return Some(Recognised::AsWritten(GradeLevel::Other));
    }
    let folded = text.to_ascii_uppercase();
    let grade = match folded.as_str() {
        "K" => Some(GradeLevel::Kindergarten),
        "UI" | "N" => Some(GradeLevel::Other),
        "PRE-K" | "PREK" | "P3" | "P4" => Some(GradeLevel::Prekindergarten),
        other if OTHER_GRADES.contains(&other) => Some(GradeLevel::Other),
        short if short.starts_with("PK") => Some(GradeLevel::Prekindergarten),
        number => {
            let digits = number.trim_end_matches('+');
            match digits.parse::<u8>() {
                Ok(13) => Some(GradeLevel::Other),
                Ok(level @ 1..=12) => GradeLevel::parse(&format!("{level:02}")),
                _ => None,
            }
        }
    };
    grade.map(Recognised::PutRight)
}

#[cfg(test)]
mod tests {
    use super::{OrgKind, Recognised, grade, is_extension, session_kind, word};
    use crate::{
        classes::grade_level::GradeLevel, organizations::academic_session::AcademicSessionKind,
    };

    #[test]
    fn a_word_is_recognised_in_any_case() {
        assert_eq!(word("school"), Some(Recognised::AsWritten(OrgKind::School)));
        assert_eq!(word("School"), Some(Recognised::PutRight(OrgKind::School)));
        assert_eq!(word::<OrgKind>("ext:academy"), None);
    }

    #[test]
    fn an_extension_has_its_mark_and_a_name() {
        assert!(is_extension("ext:coach"));
        assert!(is_extension("EXT:coach"));
        for other in ["ext:", "coach", "extra", "", "éxt:"] {
            assert!(!is_extension(other), "{other}");
        }
    }

    #[test]
    fn a_kind_of_session_is_recognised_as_the_standard_writes_it() {
        let year = AcademicSessionKind::SchoolYear;
        assert_eq!(
            session_kind("schoolYear"),
            Some(Recognised::AsWritten(year))
        );
        assert_eq!(session_kind("schoolyear"), Some(Recognised::PutRight(year)));
        assert_eq!(session_kind("school_year"), None);
    }

    #[test]
    fn grades_are_read_in_the_manners_seen() {
        for (written, expected) in [
            ("9", GradeLevel::Ninth),
            ("K", GradeLevel::Kindergarten),
            ("kg", GradeLevel::Kindergarten),
            ("PK3", GradeLevel::Prekindergarten),
            ("12+", GradeLevel::Twelfth),
            ("003", GradeLevel::Third),
        ] {
            assert_eq!(
                grade(written),
                Some(Recognised::PutRight(expected)),
                "{written}"
            );
        }
        assert_eq!(grade("09"), Some(Recognised::AsWritten(GradeLevel::Ninth)));
        assert_eq!(grade("UG"), Some(Recognised::AsWritten(GradeLevel::Other)));
        assert_eq!(grade("tk"), Some(Recognised::PutRight(GradeLevel::Other)));
        for unknown in ["14", "0", "", "grade nine", "+", "-1"] {
            assert_eq!(grade(unknown), None, "{unknown}");
        }
    }
}
