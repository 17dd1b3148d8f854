//! The kinds of activities, and what a learner's answer to each of them is in the eyes of the law.

use crate::category::Category;

crate::text_enum! {
    /// What a learner is asked to do in an activity.
    pub enum ActivityKind {
        /// Read.
        Text = "text",
        /// Write or change code, run it, compare with what is expected.
        CodeExercise = "code_exercise",
        /// Choose an answer, to think about something new.
        Question = "question",
        /// Choose an answer, to show what has been understood.
        CheckForUnderstanding = "check_for_understanding",
        /// Say in one's own words how something felt or what one thinks of it.
        Prompt = "prompt",
    }
}

crate::text_enum! {
    /// A language in which learners write code.
    pub enum CodeLanguage {
        /// Blocks that are dragged together.
        Blocks = "blocks",
        /// Python 3.
        Python = "python",
        /// JavaScript.
        Javascript = "javascript",
    }
}

/// The category of personal data that a learner's answer to such an activity belongs to (rules
/// §0.2: D7, D8a, D8b). `None` where there is nothing to answer.
pub const fn category_of(kind: ActivityKind) -> Option<Category> {
    match kind {
        ActivityKind::Text => None,
        ActivityKind::CodeExercise => Some(Category::Work),
        ActivityKind::Question | ActivityKind::CheckForUnderstanding => Some(Category::CheckAnswer),
        ActivityKind::Prompt => Some(Category::AttitudinalAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::{ActivityKind, category_of};
    use crate::{category::Category, text_enum::TextEnum};

    #[test]
    fn every_answer_has_its_category_and_reading_leaves_none() {
        let table = [
            ("text", None),
            ("code_exercise", Some(Category::Work)),
            ("question", Some(Category::CheckAnswer)),
            ("check_for_understanding", Some(Category::CheckAnswer)),
            ("prompt", Some(Category::AttitudinalAnswer)),
        ];
        assert_eq!(table.len(), ActivityKind::ALL.len());
        for (word, category) in table {
            let kind = ActivityKind::parse(word).unwrap();
            assert_eq!(category_of(kind), category, "{word}");
        }
    }
}
