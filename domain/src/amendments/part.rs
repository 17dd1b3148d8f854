//! What of an education record may be contested, and on which ground (FER-14; 34 CFR 99.20(a)).

use crate::category::Category;

crate::text_enum! {
    /// A part of an education record that can be contested.
    pub enum ContestedPart {
        /// The given name.
        GivenName = "given_name",
        /// The family name.
        FamilyName = "family_name",
        /// The name with which the student signs in.
        Username = "username",
        /// The grade level.
        GradeLevel = "grade_level",
        /// That the student is or was in a class, and when.
        Enrollment = "enrollment",
        /// What was recorded of one step of learning: when, how often, how it went.
        Progress = "progress",
        /// What the student handed in.
        Work = "work",
        /// How an answer to a check was marked.
        CheckAnswer = "check_answer",
        /// What a teacher said about work.
        Feedback = "feedback",
    }
}

/// What names the one item of the record that is contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContestedItem {
    /// There is one of it only.
    TheOnlyOne,
    /// A class in which the student is or was.
    Class,
    /// An event of the student's timeline.
    Event,
    /// A piece of feedback.
    Feedback,
}

/// How a part of the record is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionWay {
    /// Together with the decision, by the value that it brings.
    WithTheDecision,
    /// By the school's own hand, which notes that it was done.
    ByHand,
}

impl ContestedPart {
    /// The category of data to which it belongs.
    pub const fn category(self) -> Category {
        match self {
            Self::GivenName | Self::FamilyName => Category::Name,
            Self::Username => Category::LoginIdentifier,
            Self::GradeLevel | Self::Enrollment => Category::Enrollment,
            Self::Progress => Category::Progress,
            Self::Work => Category::Work,
            Self::CheckAnswer => Category::CheckAnswer,
            Self::Feedback => Category::Assessment,
        }
    }

    /// What names the one item that is contested.
    pub const fn item(self) -> ContestedItem {
        match self {
            Self::GivenName | Self::FamilyName | Self::Username | Self::GradeLevel => {
                ContestedItem::TheOnlyOne
            }
            Self::Enrollment => ContestedItem::Class,
            Self::Progress | Self::Work | Self::CheckAnswer => ContestedItem::Event,
            Self::Feedback => ContestedItem::Feedback,
        }
    }

    /// Whether it is of the learning history, which can end before the account does.
    pub const fn is_of_learning(self) -> bool {
        match self.item() {
            ContestedItem::Event | ContestedItem::Feedback => true,
            ContestedItem::TheOnlyOne | ContestedItem::Class => false,
        }
    }

    /// How it is corrected. What a student did is corrected by nobody but by hand.
    pub const fn correction(self) -> CorrectionWay {
        match self {
            Self::GivenName | Self::FamilyName | Self::GradeLevel => CorrectionWay::WithTheDecision,
            Self::Username
            | Self::Enrollment
            | Self::Progress
            | Self::Work
            | Self::CheckAnswer
            | Self::Feedback => CorrectionWay::ByHand,
        }
    }
}

crate::text_enum! {
    /// Why a part of the record is contested.
    pub enum AmendmentGround {
        /// It is not true.
        Inaccurate = "inaccurate",
        /// It gives a wrong idea.
        Misleading = "misleading",
        /// It violates the student's privacy.
        PrivacyViolation = "privacy_violation",
        /// The grade or the judgement was deserved otherwise. No ground to amend a record: whether a
        /// mark was recorded as it was given may be contested, whether it was fair may not.
        GradeMerit = "grade_merit",
    }
}

/// What is contested is a judgement, and not the record of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("whether a judgement was deserved is not contested in this way")]
pub struct OnTheMerits;

/// Whether a record may be contested on a ground (34 CFR 99.20(a)).
///
/// # Errors
/// [`OnTheMerits`].
pub const fn may_contest(ground: AmendmentGround) -> Result<(), OnTheMerits> {
    match ground {
        AmendmentGround::Inaccurate
        | AmendmentGround::Misleading
        | AmendmentGround::PrivacyViolation => Ok(()),
        AmendmentGround::GradeMerit => Err(OnTheMerits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn fer_14_the_merit_of_a_grade_is_no_ground_and_every_other_is() {
        for ground in AmendmentGround::ALL.iter().copied() {
            let is_merit = ground == AmendmentGround::GradeMerit;
            assert_eq!(may_contest(ground).is_err(), is_merit, "{ground:?}");
        }
    }

    #[test]
    fn fer_14_every_part_is_of_a_category_of_the_record_and_of_no_answer_of_belief() {
        use Category as C;
        for part in ContestedPart::ALL.iter().copied() {
            let of = part.category();
            let expected = [
                C::Name,
                C::LoginIdentifier,
                C::Enrollment,
                C::Progress,
                C::Work,
                C::CheckAnswer,
                C::Assessment,
            ];
            assert!(expected.contains(&of), "{part:?}");
        }
    }

    #[test]
    fn fer_14_what_comes_with_a_decision_has_one_value() {
        for part in ContestedPart::ALL.iter().copied() {
            if part.correction() == CorrectionWay::WithTheDecision {
                assert_eq!(part.item(), ContestedItem::TheOnlyOne, "{part:?}");
            }
        }
    }
}
