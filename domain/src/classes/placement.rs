//! Who may place a student who has an account in a class (FER-03).
//!
//! Placing a student opens their earlier work in the class's courses (FER-05), so no one may reach
//! for a student who is another school's: a school places those whom it has, or had and no other
//! school has now; a teacher those of them who were in a class of theirs. The district moves
//! students from school to school.

use chrono::{DateTime, Utc};

use super::interval::Interval;
use crate::access::Relationship;

/// What ties a student to a person, from the weakest to the strongest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SchoolTie {
    /// Nothing does or did.
    #[default]
    None,
    /// A membership that is over.
    Past,
    /// A membership that holds at this instant, of a class that is open.
    Present,
}

impl SchoolTie {
    /// What a time in a class ties at an instant. One that is still to come ties nothing.
    pub fn by(time: Option<Interval>, now: DateTime<Utc>) -> Self {
        match time {
            Some(time) if time.contains(now) => Self::Present,
            Some(time) if time.begins_at() <= now => Self::Past,
            _ => Self::None,
        }
    }
}

crate::text_enum! {
    /// Whether a student of a school is in an open class of it.
    pub enum ClassPlace {
        /// They are.
        InAClass = "in_a_class",
        /// They are in none.
        InNoClass = "in_no_class",
    }
}

impl ClassPlace {
    /// By what ties the student to the classes of the school.
    pub fn of(tie: SchoolTie) -> Self {
        match tie {
            SchoolTie::Present => Self::InAClass,
            SchoolTie::Past | SchoolTie::None => Self::InNoClass,
        }
    }
}

/// What the right to place a student depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewcomerFacts {
    /// The school of the class.
    pub school: SchoolTie,
    /// The other schools of the district, together.
    pub elsewhere: SchoolTie,
    /// Classes of the school of which the actor is or was teacher of record, while they were.
    pub teacher: SchoolTie,
}

/// Whether a person in this relationship to a class may reach for this student. What they may do is
/// the policy's.
pub fn may_place(relationship: Relationship, student: NewcomerFacts) -> bool {
    let of_the_school = match student.school {
        SchoolTie::Present => true,
        SchoolTie::Past => student.elsewhere != SchoolTie::Present,
        SchoolTie::None => false,
    };
    match relationship {
        Relationship::DistrictAdmin => true,
        Relationship::SchoolAdmin => of_the_school,
        Relationship::TeacherOfRecord
        | Relationship::CoTeacher
        | Relationship::TeachingAssistant => of_the_school && student.teacher != SchoolTie::None,
        Relationship::Stranger
        | Relationship::Themself
        | Relationship::StudentThemself
        | Relationship::EligibleStudent
        | Relationship::Guardian
        | Relationship::Student
        | Relationship::Teacher
        | Relationship::Parent
        | Relationship::PlatformOperator
        | Relationship::Author => false,
    }
}

/// Whether a secret is a person's to hand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretReach {
    /// It opens what they are responsible for.
    Within,
    /// It would open the student's work at another school; or it opens that at one school alone, which hands it
    /// out itself.
    Beyond,
}

/// Judges a passphrase that a person in this relationship to a student's class would hand out. Whoever
/// hands it out knows it, so it is worth no more than they reach: the school of the class. The district reaches
/// all its schools, and hands out what no single one of them can (decision 14; FER-04, D2 and D3).
pub fn secret_reach(relationship: Relationship, elsewhere: SchoolTie) -> SecretReach {
    let is_of_one_school = elsewhere != SchoolTie::Present;
    let is_of_district = relationship == Relationship::DistrictAdmin;
    if is_of_one_school == is_of_district {
        SecretReach::Beyond
    } else {
        SecretReach::Within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_student_is_placed_by_those_whose_student_they_are_or_were_and_no_other_school_has() {
        use SchoolTie::{None, Past, Present};
        // school, elsewhere, teacher; then: teacher of record, school, district
        for (school, elsewhere, teacher, expected) in [
            (Present, None, Present, [true, true, true]),
            (Present, Present, Past, [true, true, true]),
            (Present, None, None, [false, true, true]),
            (Past, None, Past, [true, true, true]),
            (Past, Past, Past, [true, true, true]),
            (Past, Present, Past, [false, false, true]),
            (Past, None, None, [false, true, true]),
            (None, Present, None, [false, false, true]),
            (None, Past, None, [false, false, true]),
            (None, None, None, [false, false, true]),
        ] {
            let student = NewcomerFacts {
                school,
                elsewhere,
                teacher,
            };
            let by = [
                Relationship::TeacherOfRecord,
                Relationship::SchoolAdmin,
                Relationship::DistrictAdmin,
            ];
            assert_eq!(by.map(|by| may_place(by, student)), expected, "{student:?}");
        }
    }

    #[test]
    fn a_time_ties_from_its_beginning_and_is_past_at_its_end() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        let time = Interval::new(at(10), Some(at(20))).ok();
        for (now, expected) in [
            (9, SchoolTie::None),
            (10, SchoolTie::Present),
            (19, SchoolTie::Present),
            (20, SchoolTie::Past),
        ] {
            assert_eq!(SchoolTie::by(time, at(now)), expected, "{now}");
        }
        assert_eq!(SchoolTie::by(None, at(10)), SchoolTie::None);
    }

    #[test]
    fn who_has_no_part_in_the_class_reaches_for_nobody() {
        let student = NewcomerFacts {
            school: SchoolTie::Present,
            elsewhere: SchoolTie::None,
            teacher: SchoolTie::Present,
        };
        for by in [
            Relationship::Stranger,
            Relationship::Student,
            Relationship::Teacher,
            Relationship::PlatformOperator,
        ] {
            assert!(!may_place(by, student));
        }
    }

    #[test]
    fn fer_04_a_secret_is_the_schools_to_hand_out_and_the_districts_where_no_single_school_can() {
        use SchoolTie::{None, Past, Present};
        for (relationship, elsewhere, expected) in [
            (Relationship::TeacherOfRecord, None, SecretReach::Within),
            (Relationship::TeacherOfRecord, Past, SecretReach::Within),
            (Relationship::TeacherOfRecord, Present, SecretReach::Beyond),
            (Relationship::SchoolAdmin, Present, SecretReach::Beyond),
            (Relationship::SchoolAdmin, None, SecretReach::Within),
            (Relationship::DistrictAdmin, Present, SecretReach::Within),
            (Relationship::DistrictAdmin, Past, SecretReach::Beyond),
            (Relationship::DistrictAdmin, None, SecretReach::Beyond),
        ] {
            assert_eq!(secret_reach(relationship, elsewhere), expected);
        }
    }
}
