//! What an account may do that has not accepted a version of a policy (POL-05).

use chrono::{DateTime, TimeDelta, Utc};

use super::acceptance::AcceptanceNeeded;

/// Whether a version was accepted for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptanceState {
    /// It was.
    Accepted,
    /// It was not.
    Silent,
}

/// What the gate judges.
#[derive(Clone, Copy, Debug)]
pub struct PolicyFacts {
    /// Whose acceptance the version needs for the account (POL-04).
    pub needed: AcceptanceNeeded,
    /// Whether it is there.
    pub state: AcceptanceState,
    /// From when on the version is in force.
    pub effective_at: DateTime<Utc>,
    /// How long after that the person is reminded.
    pub reminder: TimeDelta,
    /// How long after that a teacher may still add students.
    pub teacher_grace: TimeDelta,
}

/// What the account may do. Nothing is ever deleted for silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyGate {
    /// Everything.
    Ok,
    /// Everything, with a reminder.
    Remind,
    /// It reads.
    ReadOnly,
    /// What the version before it allowed: the purposes that parent or school consented to.
    OldPurposesOnly,
}

/// What an account may do (POL-05).
pub fn policy_gate(facts: &PolicyFacts, now: DateTime<Utc>) -> PolicyGate {
    match (facts.needed, facts.state) {
        (AcceptanceNeeded::None | AcceptanceNeeded::ContinuedUse, _)
        | (_, AcceptanceState::Accepted) => PolicyGate::Ok,
        (AcceptanceNeeded::School | AcceptanceNeeded::Parent, AcceptanceState::Silent) => {
            PolicyGate::OldPurposesOnly
        }
        (AcceptanceNeeded::OwnAct, AcceptanceState::Silent)
            if now.signed_duration_since(facts.effective_at) < facts.reminder =>
        {
            PolicyGate::Remind
        }
        (AcceptanceNeeded::OwnAct, AcceptanceState::Silent) => PolicyGate::ReadOnly,
    }
}

/// Whether a teacher may add students.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewStudents {
    /// They may.
    Allowed,
    /// They must accept the version first. Students who are there are not concerned while the
    /// school's acknowledgment stands.
    AfterAcceptance,
}

/// Whether a teacher may add students who has not accepted a version (POL-05).
pub fn new_students(facts: &PolicyFacts, now: DateTime<Utc>) -> NewStudents {
    match (facts.needed, facts.state) {
        (AcceptanceNeeded::OwnAct, AcceptanceState::Silent)
            if now.signed_duration_since(facts.effective_at) >= facts.teacher_grace =>
        {
            NewStudents::AfterAcceptance
        }
        _ => NewStudents::Allowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::choices::{POLICY_REMINDER, POLICY_TEACHER_GRACE};

    fn facts(needed: AcceptanceNeeded, state: AcceptanceState) -> PolicyFacts {
        PolicyFacts {
            needed,
            state,
            effective_at: "2026-10-01T00:00:00Z".parse().unwrap(),
            reminder: POLICY_REMINDER.default,
            teacher_grace: POLICY_TEACHER_GRACE.default,
        }
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn pol_05_a_silent_teacher_is_reminded_then_reads_then_adds_no_students() {
        let silent = facts(AcceptanceNeeded::OwnAct, AcceptanceState::Silent);
        for (now, gate, students) in [
            (
                "2026-09-15T00:00:00Z",
                PolicyGate::Remind,
                NewStudents::Allowed,
            ),
            (
                "2026-10-14T23:59:59Z",
                PolicyGate::Remind,
                NewStudents::Allowed,
            ),
            (
                "2026-10-15T00:00:00Z",
                PolicyGate::ReadOnly,
                NewStudents::Allowed,
            ),
            (
                "2026-10-30T23:59:59Z",
                PolicyGate::ReadOnly,
                NewStudents::Allowed,
            ),
            (
                "2026-10-31T00:00:00Z",
                PolicyGate::ReadOnly,
                NewStudents::AfterAcceptance,
            ),
        ] {
            assert_eq!(policy_gate(&silent, instant(now)), gate, "{now}");
            assert_eq!(new_students(&silent, instant(now)), students, "{now}");
        }
    }

    #[test]
    fn pol_05_a_child_whose_parent_is_silent_goes_on_with_the_old_purposes_only() {
        for needed in [AcceptanceNeeded::Parent, AcceptanceNeeded::School] {
            for now in ["2026-10-01T00:00:00Z", "2030-01-01T00:00:00Z"] {
                let silent = facts(needed, AcceptanceState::Silent);
                assert_eq!(
                    policy_gate(&silent, instant(now)),
                    PolicyGate::OldPurposesOnly
                );
            }
        }
    }

    #[test]
    fn pol_05_who_accepted_or_need_not_passes() {
        let late = instant("2030-01-01T00:00:00Z");
        for facts in [
            facts(AcceptanceNeeded::OwnAct, AcceptanceState::Accepted),
            facts(AcceptanceNeeded::Parent, AcceptanceState::Accepted),
            facts(AcceptanceNeeded::None, AcceptanceState::Silent),
            facts(AcceptanceNeeded::ContinuedUse, AcceptanceState::Silent),
        ] {
            assert_eq!(policy_gate(&facts, late), PolicyGate::Ok);
            assert_eq!(new_students(&facts, late), NewStudents::Allowed);
        }
    }
}
