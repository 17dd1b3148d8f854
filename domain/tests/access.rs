//! The policy as a page for a lawyer, and the sentences that must stay true of it.

use std::fmt::Write as _;

use domain::{
    access::{
        ActionKind, Denial, Membership, Relationship, decide,
        visibility::{LoginSight, NameVisibility, can_see, login_sight, name_sight},
    },
    category::Category,
    text_enum::TextEnum,
};

fn matrix() -> String {
    let mut page = String::from(
        "# Who may do what\n\nPrinted from `domain/src/access/policy.rs`; `just update` rewrites it. \
         A cell names the ground on which the action is allowed. `–` is refused (403), an empty cell \
         is hidden (404).\n\n| action |",
    );
    for relationship in Relationship::ALL {
        let _ = write!(page, " {} |", relationship.as_str().replace('_', " "));
    }
    page.push_str("\n|---|");
    page.push_str(&"---|".repeat(Relationship::ALL.len()));
    for action in ActionKind::ALL {
        let _ = write!(page, "\n| {} |", action.as_str());
        for relationship in Relationship::ALL {
            let cell = match decide(*action, *relationship) {
                Ok(basis) => basis.as_str().replace('_', " "),
                Err(Denial::Forbidden) => "–".to_owned(),
                Err(Denial::Hidden) => String::new(),
            };
            let _ = write!(page, " {cell} |");
        }
    }
    page.push('\n');
    page.push_str(&record());
    page
}

/// What of a student each sees who may read of them at all (FER-04).
fn record() -> String {
    const READERS: [Relationship; 9] = [
        Relationship::StudentThemself,
        Relationship::EligibleStudent,
        Relationship::Parent,
        Relationship::Guardian,
        Relationship::TeacherOfRecord,
        Relationship::CoTeacher,
        Relationship::TeachingAssistant,
        Relationship::SchoolAdmin,
        Relationship::DistrictAdmin,
    ];
    let mut page = String::from(
        "\n# Who sees what of a student\n\nPrinted from `domain/src/access/visibility.rs` (FER-04). \
         Everybody else sees nothing. The district and the school see what a teacher of theirs was shown; \
         work that is not handed in is the student's alone.\n\n| of the student |",
    );
    for reader in READERS {
        let _ = write!(page, " {} |", reader.as_str().replace('_', " "));
    }
    page.push_str("\n|---|");
    page.push_str(&"---|".repeat(READERS.len()));
    let mut row = |what: &str, sees: &dyn Fn(Relationship) -> bool| {
        let _ = write!(page, "\n| {what} |");
        for reader in READERS {
            let _ = write!(page, " {} |", if sees(reader) { "reads" } else { "–" });
        }
    };
    row("family name", &|who| {
        name_sight(who) == NameVisibility::Full
    });
    row("username, of a present student", &|who| {
        login_sight(who, Membership::Present) == LoginSight::Shown
    });
    for category in Category::ALL.iter().copied() {
        let is_seen = READERS.iter().any(|reader| can_see(*reader, category));
        if is_seen && category != Category::Name {
            let name = category.as_str().replace('_', " ");
            row(&name, &|who| can_see(who, category));
        }
    }
    page.push('\n');
    page
}

#[test]
fn the_checked_in_matrix_is_the_policy() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/access-matrix.md");
    if std::env::var_os("HALLPASS_UPDATE").is_some() {
        std::fs::write(path, matrix()).unwrap();
    }
    let checked_in = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        checked_in == matrix(),
        "docs/access-matrix.md is stale: run `just update` and review"
    );
}

#[test]
fn a_stranger_may_do_nothing_and_learn_nothing() {
    for action in ActionKind::ALL {
        assert_eq!(
            decide(*action, Relationship::Stranger),
            Err(Denial::Hidden),
            "{action:?}"
        );
    }
}

#[test]
fn a_platform_operator_reaches_no_learner_but_by_the_form_of_a_parent_or_the_grant_of_a_district() {
    let allowed: Vec<_> = ActionKind::ALL
        .iter()
        .filter(|action| decide(**action, Relationship::PlatformOperator).is_ok())
        .map(|action| action.as_str())
        .collect();
    assert_eq!(
        allowed,
        [
            "create_organization",
            "list_organizations",
            "list_jobs",
            "read_version",
            "read_status",
            "read_organization",
            "list_open_grants",
            "read_supported_student",
            "set_consent_mode",
            "review_consent_forms",
            "read_request",
            "decide_request",
            "keep_request_clock",
            "undo_erasure",
            "lift_restriction",
            "review_privacy_enquiries"
        ]
    );
}

#[test]
fn what_the_district_sees_of_learning_a_teacher_of_record_sees_too() {
    use ActionKind as K;
    for action in [
        K::ReadClassProgress,
        K::ExportClassReport,
        K::ReadStudentWork,
        K::ReadStudent,
    ] {
        for admin in [Relationship::SchoolAdmin, Relationship::DistrictAdmin] {
            if decide(action, admin).is_ok() {
                assert!(
                    decide(action, Relationship::TeacherOfRecord).is_ok(),
                    "{action:?}"
                );
            }
        }
    }
}

#[test]
fn only_those_who_see_a_students_answers_may_take_them_out() {
    for relationship in Relationship::ALL {
        if decide(ActionKind::ExportClassReport, *relationship).is_ok() {
            assert!(decide(ActionKind::ReadClassProgress, *relationship).is_ok());
        }
    }
}
