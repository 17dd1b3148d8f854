//! What a teacher may say about a piece of work: fixed sentences, never free text.
//!
//! The code is stored and sent; the client shows the sentence in the learner's language. The
//! sentences are public, so that a parent and an auditor can read all that a teacher can say.

crate::text_enum! {
    /// A teacher's feedback on an activity.
    pub enum FeedbackCode {
        /// Well done.
        WellDone = "well_done",
        /// Your solution is clear and easy to read.
        ClearSolution = "clear_solution",
        /// What a creative idea.
        CreativeIdea = "creative_idea",
        /// You kept going when it was hard.
        KeptGoing = "kept_going",
        /// Almost there: look at it once more.
        AlmostThere = "almost_there",
        /// Read the instructions again.
        ReadInstructions = "read_instructions",
        /// Look at the hint.
        LookAtHint = "look_at_hint",
        /// Test it step by step.
        TestStepByStep = "test_step_by_step",
        /// Try another way.
        TryAnotherWay = "try_another_way",
        /// Explain your thinking to a partner.
        ExplainYourThinking = "explain_your_thinking",
        /// Let us look at it together in class.
        LookTogether = "look_together",
    }
}

/// A sentence in the languages in which Hallpass speaks to learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedbackText {
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
}

impl FeedbackCode {
    /// What the learner is told.
    pub const fn text(self) -> FeedbackText {
        let (en, es) = match self {
            Self::WellDone => ("Well done.", "¡Bien hecho!"),
            Self::ClearSolution => (
                "Your solution is clear and easy to read.",
                "Tu solución es clara y fácil de leer.",
            ),
            Self::CreativeIdea => ("What a creative idea!", "¡Qué idea tan creativa!"),
            Self::KeptGoing => (
                "You kept going when it was hard.",
                "Seguiste adelante cuando era difícil.",
            ),
            Self::AlmostThere => (
                "Almost there: look at it once more.",
                "Ya casi está: míralo una vez más.",
            ),
            Self::ReadInstructions => (
                "Read the instructions again.",
                "Lee otra vez las instrucciones.",
            ),
            Self::LookAtHint => ("Look at the hint.", "Mira la pista."),
            Self::TestStepByStep => ("Test it step by step.", "Pruébalo paso a paso."),
            Self::TryAnotherWay => ("Try another way.", "Prueba de otra manera."),
            Self::ExplainYourThinking => (
                "Explain your thinking to a partner.",
                "Explica tu idea a un compañero o a una compañera.",
            ),
            Self::LookTogether => (
                "Let us look at it together in class.",
                "Veámoslo juntos en clase.",
            ),
        };
        FeedbackText { en, es }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn every_code_says_something_of_its_own_in_each_language() {
        let texts: BTreeSet<&str> = FeedbackCode::ALL
            .iter()
            .flat_map(|code| [code.text().en, code.text().es])
            .collect();
        assert_eq!(texts.len(), 2 * FeedbackCode::ALL.len());
        assert!(texts.iter().all(|text| text.ends_with(['.', '!'])));
    }
}
