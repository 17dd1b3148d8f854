//! What is in a copy, by the one who asked for it (FER-04, RTS-03).

use crate::{access::Relationship, age::band::AgeBand, category::Category};

/// Whether a copy that a person in this relationship to the subject asked for has records of this
/// category. The band is the subject's.
///
/// The rows of FER-04: a student sees their own record, of what was agreed to (D16) only from 13 on and
/// of whom it was disclosed to (D17) only as an adult; a parent and an adult see everything that is not
/// a secret, but for what a young person at home wrote of themself, which a parent gets with their agreement
/// only (D8b, D9; RTS-03); an administrator of the school sees no attitudinal answers, no surveys, no demographics,
/// nothing technical and no support tickets (D8b, D9, D10, D13 to D15). Nobody else gets a copy.
pub fn is_shown(reader: Relationship, band: AgeBand, category: Category) -> bool {
    match reader {
        Relationship::Themself | Relationship::Guardian => true,
        Relationship::Parent => {
            band != AgeBand::Teen
                || !matches!(
                    category,
                    Category::AttitudinalAnswer | Category::SurveyAnswer
                )
        }
        Relationship::StudentThemself | Relationship::EligibleStudent => match category {
            Category::Authorization => band != AgeBand::Child,
            Category::AuditTrail | Category::ParentContact => band == AgeBand::Adult,
            _ => true,
        },
        Relationship::SchoolAdmin => !matches!(
            category,
            Category::AttitudinalAnswer
                | Category::SurveyAnswer
                | Category::Demographics
                | Category::Payment
                | Category::Technical
                | Category::Usage
                | Category::SupportTicket
        ),
        Relationship::Stranger
        | Relationship::Student
        | Relationship::TeacherOfRecord
        | Relationship::CoTeacher
        | Relationship::TeachingAssistant
        | Relationship::Teacher
        | Relationship::DistrictAdmin
        | Relationship::PlatformOperator
        | Relationship::Author => false,
    }
}

/// Whether a copy reaches no further than the schools that the one who asked for it administers: what was
/// collected under their agreements (FER-03).
pub fn is_held_to_schools(reader: Relationship) -> bool {
    reader == Relationship::SchoolAdmin
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn fer_04_a_copy_has_what_its_reader_may_see() {
        use AgeBand::{Adult, Child, Teen, TeenBelowDca};
        use Category as C;
        use Relationship as R;
        for (reader, band, category, expected) in [
            (R::StudentThemself, Child, C::Name, true),
            (R::StudentThemself, Child, C::AttitudinalAnswer, true),
            (R::StudentThemself, Child, C::Authorization, false),
            (R::StudentThemself, Teen, C::Authorization, true),
            (R::StudentThemself, Teen, C::AuditTrail, false),
            (R::StudentThemself, Adult, C::AuditTrail, true),
            (R::Parent, Child, C::AuditTrail, true),
            (R::Parent, Child, C::AttitudinalAnswer, true),
            (R::Parent, TeenBelowDca, C::AttitudinalAnswer, true),
            (R::Parent, Teen, C::AttitudinalAnswer, false),
            (R::Parent, Teen, C::SurveyAnswer, false),
            (R::Parent, Teen, C::Work, true),
            (R::Guardian, Teen, C::AttitudinalAnswer, true),
            (R::SchoolAdmin, Child, C::Work, true),
            (R::SchoolAdmin, Child, C::AttitudinalAnswer, false),
            (R::SchoolAdmin, Child, C::Demographics, false),
            (R::SchoolAdmin, Child, C::Technical, false),
            (R::SchoolAdmin, Child, C::SurveyAnswer, false),
            (R::SchoolAdmin, Child, C::SupportTicket, false),
        ] {
            assert_eq!(
                is_shown(reader, band, category),
                expected,
                "{reader:?} {category:?}"
            );
        }
    }

    #[test]
    fn fer_04_who_teaches_or_runs_the_district_gets_no_copy() {
        for reader in Relationship::ALL {
            let any = Category::ALL
                .iter()
                .any(|category| is_shown(*reader, AgeBand::Child, *category));
            let gets = matches!(
                reader,
                Relationship::Themself
                    | Relationship::StudentThemself
                    | Relationship::EligibleStudent
                    | Relationship::Parent
                    | Relationship::Guardian
                    | Relationship::SchoolAdmin
            );
            assert_eq!(any, gets, "{reader:?}");
        }
    }
}
