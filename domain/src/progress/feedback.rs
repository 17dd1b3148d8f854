//! What a teacher may say about a piece of work: fixed sentences, never free text.
//!
//! The code is stored and sent; the client shows the sentence in the learner's language.

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
