//! Who gets data of a category in the ordinary course (GDPR Art. 15(1)(c)).

use crate::{
    access::{ActionKind, Relationship, permitted, visibility::can_see},
    category::Category,
};

/// Those to whom the policy shows data of this category about a student, beside the student.
///
/// Derived from the policy: whoever sees the category in a student's work, or is permitted the action
/// that shows it.
pub fn recipients(category: Category) -> Vec<Relationship> {
    let mut found: Vec<Relationship> = match category {
        Category::LoginIdentifier => permitted(ActionKind::ManageStudentLogin).collect(),
        Category::AgeEvidence => permitted(ActionKind::ReadStudentAge).collect(),
        Category::Profile => permitted(ActionKind::ReadStudent)
            .chain(permitted(ActionKind::ReadStudentSettings))
            .chain(permitted(ActionKind::ReadStudentSettingChanges))
            .collect(),
        Category::Authorization => permitted(ActionKind::ManageParentRequests)
            .chain(permitted(ActionKind::ReadHousehold))
            .collect(),
        Category::ParentContact => permitted(ActionKind::ReadHousehold)
            .chain(permitted(ActionKind::ManageGuardians))
            .collect(),
        Category::AuditTrail => permitted(ActionKind::ReadAuditLog)
            .chain(permitted(ActionKind::ReadAccessLog))
            .collect(),
        Category::AuthoredCourse => permitted(ActionKind::ReadPublishedCourse).collect(),
        _ => permitted(ActionKind::ReadStudentWork)
            .filter(|relationship| can_see(*relationship, category))
            .collect(),
    };
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rts_02_recipients_are_those_of_the_policy() {
        use Relationship as R;
        let work = recipients(Category::Work);
        assert!(work.contains(&R::TeacherOfRecord) && work.contains(&R::TeachingAssistant));
        let attitudes = recipients(Category::AttitudinalAnswer);
        assert_eq!(attitudes, [R::TeacherOfRecord, R::Parent, R::Guardian]);
        assert_eq!(recipients(Category::Credential), []);
        assert_eq!(recipients(Category::Technical), []);
        let log = recipients(Category::AuditTrail);
        assert!(log.contains(&R::DistrictAdmin) && log.contains(&R::Guardian));
    }
}
