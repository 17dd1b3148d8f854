//! The closed vocabularies of the standard that Hallpass reads.

use crate::text_enum::TextEnum;

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
    /// The kind of an academic session.
    pub enum SessionKind {
        /// A span after which grades are given.
        GradingPeriod = "gradingPeriod",
        /// Half a school year.
        Semester = "semester",
        /// A school year.
        SchoolYear = "schoolYear",
        /// A term.
        Term = "term",
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

crate::text_enum! {
    /// A grade level, by its CEDS entry grade level code.
    pub enum Grade {
        /// Infant or toddler.
        Infant = "IT",
        /// Preschool.
        Preschool = "PR",
        /// Prekindergarten.
        Prekindergarten = "PK",
        /// Transitional kindergarten.
        TransitionalKindergarten = "TK",
        /// Kindergarten.
        Kindergarten = "KG",
        /// First grade.
        First = "01",
        /// Second grade.
        Second = "02",
        /// Third grade.
        Third = "03",
        /// Fourth grade.
        Fourth = "04",
        /// Fifth grade.
        Fifth = "05",
        /// Sixth grade.
        Sixth = "06",
        /// Seventh grade.
        Seventh = "07",
        /// Eighth grade.
        Eighth = "08",
        /// Ninth grade.
        Ninth = "09",
        /// Tenth grade.
        Tenth = "10",
        /// Eleventh grade.
        Eleventh = "11",
        /// Twelfth grade.
        Twelfth = "12",
        /// Thirteenth grade.
        Thirteenth = "13",
        /// After secondary school.
        Postsecondary = "PS",
        /// Without grades.
        Ungraded = "UG",
        /// None of these.
        Other = "Other",
    }
}

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

/// Whether a text extends a vocabulary, as 1.2 allows: `ext:` and a name.
pub(super) fn is_extension(text: &str) -> bool {
    let name = text
        .split_at_checked(EXTENSION.len())
        .filter(|(mark, _)| mark.eq_ignore_ascii_case(EXTENSION));
    name.is_some_and(|(_, name)| !name.is_empty())
}

/// The grade level written so, in the manners seen: `9`, `K`, `PK3`, `12+`, `UI`.
pub(super) fn grade(text: &str) -> Option<Recognised<Grade>> {
    if let Some(grade) = word(text) {
        return Some(grade);
    }
    let folded = text.to_ascii_uppercase();
    let grade = match folded.as_str() {
        "K" => Some(Grade::Kindergarten),
        "UI" | "N" => Some(Grade::Other),
        "PRE-K" | "PREK" | "P3" | "P4" => Some(Grade::Prekindergarten),
        short if short.starts_with("PK") => Some(Grade::Prekindergarten),
        number => {
            let digits = number.trim_end_matches('+');
            match digits.parse::<u8>() {
                Ok(level @ 1..=13) => Grade::parse(&format!("{level:02}")),
                _ => None,
            }
        }
    };
    grade.map(Recognised::PutRight)
}

#[cfg(test)]
mod tests {
    use super::{Grade, OrgKind, Recognised, grade, is_extension, word};

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
    fn grades_are_read_in_the_manners_seen() {
        for (written, expected) in [
            ("9", Grade::Ninth),
            ("K", Grade::Kindergarten),
            ("kg", Grade::Kindergarten),
            ("PK3", Grade::Prekindergarten),
            ("12+", Grade::Twelfth),
            ("003", Grade::Third),
        ] {
            assert_eq!(
                grade(written),
                Some(Recognised::PutRight(expected)),
                "{written}"
            );
        }
        assert_eq!(grade("09"), Some(Recognised::AsWritten(Grade::Ninth)));
        for unknown in ["14", "0", "", "grade nine", "+", "-1"] {
            assert_eq!(grade(unknown), None, "{unknown}");
        }
    }
}
