//! Rights of the person (46 to 59).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(46, "A person gets a copy of their data")
        .operations(&[
            "ask_for_my_export",
            "ask_for_student_export",
            "show_export",
            "fetch_export",
        ])
        .rules(&["RTS-02", "RTS-03", "FER-04"])
        .kept(&[
            "a_student_gets_a_copy_of_everything_that_is_held",
            "a_parent_gets_a_copy_of_everything_that_is_held_of_the_child",
            "an_adult_gets_a_copy_too",
            "rts_02_every_table_of_the_inventory_is_in_a_copy_or_exempt_by_name",
            "a_copy_has_nothing_of_classmates_and_of_staff_the_display_name",
            "a_school_gets_what_a_teacher_was_shown",
            "nobody_else_gets_a_copy_of_a_student",
        ]),
    Promise::of(47, "Learning progress can be taken along")
        .operations(&[
            "ask_for_my_export",
            "fetch_export",
            "show_signing_keys",
            "export_class_report",
            "list_my_timeline",
        ])
        .rules(&["RTS-02"])
        .kept(&[
            "a_copy_validates_against_its_own_schemas_and_reads_back",
            "a_copy_is_verified_offline_and_a_changed_one_is_not",
            "a_copy_is_fetched_once_by_who_asked_for_it",
            "a_copy_that_is_not_fetched_in_seven_days_is_deleted",
            "a_copy_is_sealed_and_goes_with_the_student",
            "a_report_is_safe_to_open_in_a_spreadsheet",
        ]),
    Promise::of(48, "Settings are seen and changed in one place").open("a registry of settings"),
    Promise::of(49, "Data is corrected")
        .operations(&["update_me", "update_student"])
        .partly(
            &[
                "an_adult_changes_how_others_see_them_and_a_student_does_not",
                "a_profile_is_corrected_by_the_teacher_of_record_or_the_schools_admin",
                "what_was_corrected_by_hand_stays_until_the_roster_says_something_else_of_it",
            ],
            "amendment and statement of disagreement",
        ),
    Promise::of(50, "An account is deleted")
        .operations(&[
            "withdraw_consent",
            "remove_student",
            "revoke_student",
            "answer_parent_request",
        ])
        .rules(&["SCH-06", "SCH-07", "SEC-11"])
        .partly(
            &[
                "a_student_whose_authorization_is_revoked_is_out_at_once_and_deleted_within_30_days",
                "a_student_whose_account_was_locked_is_brought_back_by_no_roster",
                "a_withdrawal_deletes_what_is_held_if_the_parent_wants_it",
                "secrets_do_not_outlive_the_key_of_the_student_whose_they_are",
            ],
            "deletion of the account of an adult",
        ),
    Promise::of(51, "Single data is removed").open("removal by category, course and dates"),
    Promise::of(52, "The learning history is erased")
        .open("erasure of the history with the account kept"),
    Promise::of(53, "A subscription is cancelled").nothing("nothing is sold", &[]),
    Promise::of(54, "Processing is restricted").open("restriction"),
    Promise::of(55, "A person objects").open("objections"),
    Promise::of(56, "Requests are answered in time")
        .operations(&["file_parent_request", "answer_parent_request"])
        .rules(&["SCH-07"])
        .partly(
            &[
                "what_a_verified_parent_wants_deleted_is_deleted_on_day_10_unless_the_school_owns_it",
                "of_a_student_who_left_the_district_60_days_ago_a_deletion_cannot_be_refused",
            ],
            "the clocks of other requests",
        ),
    Promise::of(57, "Somebody asks for another person")
        .operations(&["file_parent_request"])
        .rules(&["SCH-07"])
        .partly(
            &["who_is_not_verified_within_14_days_gets_nothing"],
            "others than a parent of a student at school",
        ),
    Promise::of(58, "Questions about privacy are taken without an account").open("an intake"),
    Promise::of(59, "A person decides which messages they get")
        .rules(&["COM-01"])
        .partly(
            &["a_student_cannot_have_an_address"],
            "choices of adults; the few messages that are sent are required ones",
        ),
];
