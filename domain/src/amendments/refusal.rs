//! Why something does not happen to an amendment (FER-14).

/// Why something does not happen to an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransitionRefused {
    /// The amendment does not stand where this can happen to it.
    #[error("the amendment does not stand where this can happen to it")]
    Elsewhere,
    /// It is for the other side to do.
    #[error("it is for the other side to do")]
    NotTheirs,
    /// The person is of the student's family, or asked for it: nobody decides their own.
    #[error("nobody decides about their own family")]
    OwnFamily,
    /// The hearing is announced too late, or is over.
    #[error("the hearing is announced too late")]
    TooLittleNotice,
    /// The hearing is later than it may be.
    #[error("the hearing is later than it may be")]
    HearingTooLate,
    /// The hearing is yet to come.
    #[error("the hearing is yet to come")]
    NotHeldYet,
    /// The family still has time.
    #[error("the family still has time")]
    FamilyHasTime,
}
