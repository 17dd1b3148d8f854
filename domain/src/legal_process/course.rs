//! The course of a legal process as a state machine: what happens from where, and when (FER-13).

use chrono::{DateTime, Utc};

use super::{LegalProcessState, NoticeService, notice::wait_over_at, order::GagStanding};

/// What happens to a legal process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessEvent {
    /// Who advises the school in law found it valid.
    Validate,
    /// They did not.
    Reject,
    /// The school that keeps the record is told.
    NotifySchool,
    /// The family is told in this way.
    Serve(NoticeService),
    /// A mail server took the message to the family.
    Delivered,
    /// Somebody reviewed the order that nobody be told.
    ReviewOrder,
    /// The school discloses what it asks for.
    Comply,
    /// A court quashed it, or who issued it withdrew it.
    Quash,
}

/// Who checks a process, compared with who recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewer {
    /// The same person.
    WhoReceived,
    /// Another.
    Another,
}

/// Whether the school that keeps the record knows of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolAwareness {
    /// An administrator of it recorded or checked it.
    Knows,
    /// Only the district does.
    DistrictOnly,
}

/// How far the family was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeStanding {
    /// Not at all.
    Untold,
    /// A message was written and is yet to be sent.
    OnItsWay,
    /// At this instant.
    Told(DateTime<Utc>),
}

/// Whether those who hold the rights at this instant are those who were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightsHolders {
    /// They are.
    AsTold,
    /// Somebody holds them who was not told: the student became an adult, or another guardian was
    /// verified or is no longer limited.
    Changed,
}

/// What decides whether something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProcessFacts {
    /// Where the process stands.
    pub state: LegalProcessState,
    /// Who acts.
    pub reviewer: Reviewer,
    /// Whether the school knows.
    pub school: SchoolAwareness,
    /// Whether an order forbids to tell.
    pub gag: GagStanding,
    /// How far the family was told.
    pub notice: NoticeStanding,
    /// Whether those who hold the rights are those who were told.
    pub family: RightsHolders,
    /// When the records are to be returned.
    pub return_at: Option<DateTime<Utc>>,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// Why something does not happen to a legal process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProcessRefused {
    /// It does not stand where this can happen to it.
    #[error("the process does not stand where this can happen to it")]
    Elsewhere,
    /// Who recorded it does not check it.
    #[error("another person has to check it")]
    SecondPersonNeeded,
    /// An order forbids to tell the family.
    #[error("an order forbids to tell the family")]
    NoticeForbidden,
    /// No order is in force that could be reviewed.
    #[error("no order is in force")]
    NoOrderInForce,
    /// The family was not told, and no order forbids it.
    #[error("the family was not told")]
    FamilyUntold,
    /// The family still has time to seek protection.
    #[error("the family still has time")]
    NoticePeriod,
}

/// Where a process stands after this.
///
/// # Errors
/// The [`ProcessRefused`].
pub fn transition(
    facts: &ProcessFacts,
    event: ProcessEvent,
) -> Result<LegalProcessState, ProcessRefused> {
    use LegalProcessState as S;
    use ProcessEvent as E;
    use ProcessRefused as R;
    match (facts.state, event) {
        (S::Received, E::Validate) => match (facts.reviewer, facts.school) {
            (Reviewer::WhoReceived, _) => Err(R::SecondPersonNeeded),
            (Reviewer::Another, SchoolAwareness::Knows) => Ok(S::SchoolNotified),
            (Reviewer::Another, SchoolAwareness::DistrictOnly) => Ok(S::Validated),
        },
        // What nobody is told of is not ended by one person alone.
        (S::Received, E::Reject) => match (facts.gag, facts.reviewer) {
            (GagStanding::InForce, Reviewer::WhoReceived) => Err(R::SecondPersonNeeded),
            _ => Ok(S::Refused),
        },
        (S::Validated, E::NotifySchool) => Ok(S::SchoolNotified),
        (S::SchoolNotified, E::Serve(service)) => match (facts.gag, service, facts.notice) {
            (GagStanding::InForce, ..) => Err(R::NoticeForbidden),
            (_, NoticeService::ByHand, _) => Ok(S::RightsHolderNotified),
            // It counts when a mail server has taken it.
            (_, NoticeService::Message, NoticeStanding::Untold) => Ok(S::SchoolNotified),
            (_, NoticeService::Message, _) => Err(R::Elsewhere),
        },
        // Who holds the rights now is told anew, and their time begins.
        (S::RightsHolderNotified, E::Serve(service)) => match (facts.family, service) {
            (RightsHolders::AsTold, _) => Err(R::Elsewhere),
            (RightsHolders::Changed, NoticeService::ByHand) => Ok(S::RightsHolderNotified),
            (RightsHolders::Changed, NoticeService::Message) => Ok(S::SchoolNotified),
        },
        (S::SchoolNotified | S::RightsHolderNotified, E::Delivered) => Ok(S::RightsHolderNotified),
        // Told late, after an order had forbidden it.
        (state @ (S::Complied | S::Quashed | S::Refused), E::Delivered) => Ok(state),
        (state @ (S::Complied | S::Quashed | S::Refused), E::Serve(NoticeService::ByHand)) => {
            match (facts.gag, facts.notice) {
                (GagStanding::InForce, _) => Err(R::NoticeForbidden),
                (GagStanding::Over, NoticeStanding::Untold | NoticeStanding::OnItsWay) => Ok(state),
                (GagStanding::Over, NoticeStanding::Told(_)) | (GagStanding::Never, _) => {
                    Err(R::Elsewhere)
                }
            }
        }
        (
            state @ (S::Received
            | S::Validated
            | S::SchoolNotified
            | S::Complied
            | S::Quashed
            | S::Refused),
            E::ReviewOrder,
        ) => match (facts.gag, facts.reviewer) {
            (GagStanding::InForce, Reviewer::Another) => Ok(state),
            (GagStanding::InForce, Reviewer::WhoReceived) => Err(R::SecondPersonNeeded),
            (GagStanding::Never | GagStanding::Over, _) => Err(R::NoOrderInForce),
        },
        (S::SchoolNotified, E::Comply) => match facts.gag {
            GagStanding::InForce => Ok(S::Complied),
            GagStanding::Never | GagStanding::Over => Err(R::FamilyUntold),
        },
        (S::RightsHolderNotified, E::Comply) if facts.family == RightsHolders::Changed => {
            Err(R::FamilyUntold)
        }
        (S::RightsHolderNotified, E::Comply) => match facts.notice {
            NoticeStanding::Told(at) if facts.now >= wait_over_at(at, facts.return_at) => {
                Ok(S::Complied)
            }
            NoticeStanding::Told(_) => Err(R::NoticePeriod),
            NoticeStanding::Untold | NoticeStanding::OnItsWay => Err(R::FamilyUntold),
        },
        (state, E::Quash) if state.is_open() => Ok(S::Quashed),
        _ => Err(R::Elsewhere),
    }
}

#[cfg(test)]
mod tests;
