//! People across schools and classes: who may know who a person is (FER-03, FER-04).
//!
//! The district's administrators know the students and the staff of the district, those who left included:
//! they read its audit log. Parents are the school's to know (D19). A school's administrators know whoever works or worked there, and its students. Those who teach know their
//! colleagues and the students whom they teach.

use crate::{
    access::Relationship,
    classes::{
        class_role::ClassRole,
        placement::{NewcomerFacts, SchoolTie, may_place},
    },
    ids::SchoolId,
    staff::role::StaffRole,
};

/// What ties a person to the schools of the district, and to the classes of the one who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonTies {
    /// Whether they are or were a student of the district, or one to whom it gave or offered a role, or are
    /// erased: a row without a name. An adult whose only tie is a guardianship is none of these.
    pub is_of_district: bool,
    /// The schools at which they hold or held a role.
    pub works_at: Vec<(SchoolId, SchoolTie)>,
    /// The schools that enrol or enrolled them, by a class or a roster.
    pub studies_at: Vec<(SchoolId, SchoolTie)>,
    /// The parts that the one who asks has at this instant in classes that the person attends.
    pub taught: Vec<ClassRole>,
}

impl PersonTies {
    /// How a person with these roles, each at its school, stands to this one. There is no relationship to
    /// a person with whom they have nothing to do.
    pub fn relationships(&self, asker: &[(StaffRole, Option<SchoolId>)]) -> Vec<Relationship> {
        let by_role = asker
            .iter()
            .filter(|(role, school)| self.is_known_to(*role, *school))
            .filter_map(|(role, _)| role.relationship());
        let by_class = self.taught.iter().map(|part| part.relationship());
        by_role.chain(by_class).collect()
    }

    fn is_known_to(&self, role: StaffRole, school: Option<SchoolId>) -> bool {
        let works = |school| tie(&self.works_at, |at| at == school);
        match (role, school) {
            (StaffRole::DistrictAdmin, _) => self.is_of_district,
            (StaffRole::SchoolAdmin, Some(school)) => {
                let student = NewcomerFacts {
                    school: tie(&self.studies_at, |at| at == school),
                    elsewhere: tie(&self.studies_at, |at| at != school),
                    teacher: SchoolTie::None,
                };
                works(school) != SchoolTie::None || may_place(Relationship::SchoolAdmin, student)
            }
            (StaffRole::Teacher | StaffRole::Assistant, Some(school)) => {
                works(school) == SchoolTie::Present
            }
            (StaffRole::SchoolAdmin | StaffRole::Teacher | StaffRole::Assistant, None)
            | (StaffRole::Parent | StaffRole::PlatformOperator, _) => false,
        }
    }
}

/// The strongest of the ties to schools that meet a condition.
fn tie(ties: &[(SchoolId, SchoolTie)], meets: impl Fn(SchoolId) -> bool) -> SchoolTie {
    let ties = ties.iter().filter(|(school, _)| meets(*school));
    ties.map(|(_, tie)| *tie).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HERE: SchoolId = SchoolId::from_uuid(Uuid::from_u128(1));
    const THERE: SchoolId = SchoolId::from_uuid(Uuid::from_u128(2));

    fn of_district() -> PersonTies {
        PersonTies {
            is_of_district: true,
            ..PersonTies::default()
        }
    }

    fn known(ties: &PersonTies) -> [bool; 4] {
        [
            (StaffRole::Teacher, Some(HERE)),
            (StaffRole::Assistant, Some(HERE)),
            (StaffRole::SchoolAdmin, Some(HERE)),
            (StaffRole::DistrictAdmin, None),
        ]
        .map(|asker| !ties.relationships(&[asker]).is_empty())
    }

    #[test]
    fn colleagues_know_one_another_and_administrators_those_who_left_too() {
        use SchoolTie::{Past, Present};
        for (works_at, expected) in [
            (vec![(HERE, Present)], [true, true, true, true]),
            (vec![(HERE, Past)], [false, false, true, true]),
            (vec![(THERE, Present)], [false, false, false, true]),
            (
                vec![(HERE, Past), (THERE, Present)],
                [false, false, true, true],
            ),
            (vec![], [false, false, false, true]),
        ] {
            let ties = PersonTies {
                works_at,
                ..of_district()
            };
            assert_eq!(known(&ties), expected, "{ties:?}");
        }
    }

    #[test]
    fn a_school_knows_its_students_until_another_has_them() {
        use SchoolTie::{Past, Present};
        for (studies_at, expected) in [
            (vec![(HERE, Present)], true),
            (vec![(HERE, Past)], true),
            (vec![(HERE, Past), (THERE, Present)], false),
            (vec![(HERE, Present), (THERE, Present)], true),
            (vec![(THERE, Present)], false),
        ] {
            let ties = PersonTies {
                studies_at,
                ..of_district()
            };
            assert_eq!(known(&ties), [false, false, expected, true], "{ties:?}");
        }
    }

    #[test]
    fn fer_04_a_parent_who_is_nothing_else_is_known_to_no_office_of_the_district() {
        assert_eq!(known(&PersonTies::default()), [false; 4]);
    }

    #[test]
    fn those_who_teach_a_student_know_them_by_the_class() {
        let ties = PersonTies {
            taught: vec![ClassRole::CoTeacher],
            ..PersonTies::default()
        };
        let roles = [(StaffRole::Teacher, Some(HERE))];
        assert_eq!(ties.relationships(&roles), [Relationship::CoTeacher]);
        let other = [
            (StaffRole::Parent, None),
            (StaffRole::PlatformOperator, None),
        ];
        assert_eq!(PersonTies::default().relationships(&other), []);
    }
}
