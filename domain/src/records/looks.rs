//! What the access log tells one parent of another.

use crate::access::ActionKind;

/// Whether an action of a parent is a look at the student's record. Of another parent the family is told no
/// more: what they ask for, contest, choose or invite to is theirs.
pub fn is_look(action: ActionKind) -> bool {
    matches!(
        action,
        ActionKind::ReadEducationRecord
            | ActionKind::PrintEducationRecord
            | ActionKind::ReadStudent
            | ActionKind::ReadStudentAge
            | ActionKind::ReadStudentSettings
            | ActionKind::ReadStudentWork
            | ActionKind::ReadAccessLog
            | ActionKind::ReadDirectoryChoices
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Relationship, permitted},
        text_enum::TextEnum as _,
    };

    #[test]
    fn fer_09_of_another_parent_the_log_tells_looks_and_nothing_that_they_ask_for_or_decide() {
        for (action, expected) in [
            (ActionKind::ReadEducationRecord, true),
            (ActionKind::PrintEducationRecord, true),
            (ActionKind::ReadStudentWork, true),
            (ActionKind::ReadAccessLog, true),
            (ActionKind::FileRequest, false),
            (ActionKind::PlanErasure, false),
            (ActionKind::ContestRecord, false),
            (ActionKind::ReadAmendments, false),
            (ActionKind::CloseAmendment, false),
            (ActionKind::InviteToRecord, false),
            (ActionKind::ExportStudent, false),
            (ActionKind::ChooseDirectory, false),
            (ActionKind::ChangeStudentSettings, false),
            (ActionKind::DecideSettingChange, false),
        ] {
            assert_eq!(is_look(action), expected, "{action:?}");
        }
    }

    #[test]
    fn fer_09_a_look_is_permitted_to_a_guardian() {
        for action in ActionKind::ALL.iter().filter(|action| is_look(**action)) {
            let readers: Vec<Relationship> = permitted(*action).collect();
            assert!(readers.contains(&Relationship::Guardian), "{action:?}");
        }
    }
}
