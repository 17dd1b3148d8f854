//! Rights of the person (46 to 59).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(46, "A person gets a copy of their data")
        .operations(&[
            "file_request",
            "ask_for_my_export",
            "ask_for_student_export",
            "show_export",
            "fetch_export",
        ])
        .rules(&["RTS-01", "RTS-02", "RTS-03", "FER-04"])
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
    Promise::of(48, "Settings are seen and changed in one place")
        .operations(&[
            "show_my_settings",
            "change_my_setting",
            "list_my_setting_changes",
            "show_student_settings",
            "change_student_setting",
            "list_student_setting_changes",
        ])
        .rules(&["RTS-05"])
        .kept(&[
            "a_setting_says_what_it_does_why_and_who_changes_it",
            "an_adult_changes_their_own_settings_at_once",
            "more_privacy_is_at_once_and_a_school_never_lowers_it",
            "settings_of_a_student_are_read_and_changed_by_few",
            "settings_are_in_the_copy_and_in_the_record",
        ]),
    Promise::of(49, "Data is corrected")
        .operations(&[
            "update_me",
            "update_student",
            "contest_record",
            "decide_amendment",
            "request_hearing",
            "schedule_hearing",
            "conclude_amendment",
            "place_statement",
            "list_correction_recipients",
        ])
        .rules(&["FER-14"])
        .kept(&[
            "an_adult_changes_how_others_see_them_and_a_student_does_not",
            "a_profile_is_corrected_by_the_teacher_of_record_or_the_schools_admin",
            "what_was_corrected_by_hand_stays_until_the_roster_says_something_else_of_it",
            "what_the_school_accepts_is_corrected_at_once_and_earlier_recipients_are_told",
            "what_a_hearing_finds_wrong_is_corrected_in_the_same_step",
            "a_statement_goes_along_with_every_later_disclosure_record_and_copy",
            "the_merit_of_a_grade_is_not_contested_and_an_item_is_one_of_the_record",
            "nothing_is_destroyed_of_a_record_that_is_contested",
            "nobody_decides_about_a_record_of_their_own_family",
            "fer_14_what_happens_from_where_by_whom_and_nothing_else_does",
        ]),
    Promise::of(50, "An account is deleted")
        .operations(&[
            "withdraw_consent",
            "remove_student",
            "revoke_student",
            "answer_parent_request",
            "file_request",
            "decide_request",
            "show_erasure_plan",
            "show_erasure_receipt",
            "show_suppressions",
            "lift_suppression",
            "show_school_exit",
            "ask_for_school_export",
            "fetch_school_export",
            "list_destruction_certificates",
        ])
        .rules(&["RTS-04", "RET-04", "RET-05", "SCH-06", "SCH-07", "SEC-11"])
        .kept(
            &[
                "a_plan_counts_what_goes_what_stays_and_why_and_changes_nothing",
                "an_erased_student_is_out_and_hidden_at_once_and_deleted_after_30_days",
                "an_adult_who_is_erased_leaves_the_records_of_students_without_a_name",
                "a_parent_is_erased_after_the_children_and_leaves_a_row_without_a_name",
                "ret_03_an_inspection_that_is_open_keeps_what_is_held_and_no_account_open",
                "a_receipt_names_rules_and_counts_and_nobody_and_the_installation_signed_it",
                "ret_04_every_table_that_names_a_person_has_a_fate",
                "a_student_whose_authorization_is_revoked_is_out_at_once_and_deleted_within_30_days",
                "a_student_whom_a_school_gives_up_leaves_a_certificate_of_their_own",
                "a_school_that_leaves_takes_everything_out_until_day_30_and_is_deleted_by_day_60",
                "of_a_student_of_a_second_school_only_the_records_of_the_first_go",
                "a_student_whose_account_was_locked_is_brought_back_by_no_roster",
                "a_withdrawal_deletes_what_is_held_if_the_parent_wants_it",
                "secrets_do_not_outlive_the_key_of_the_student_whose_they_are",
                "ret_04_what_was_typed_about_an_erased_student_is_nowhere",
                "ret_02_an_erased_student_comes_back_by_no_roster_before_the_district_lets_them",
                "ret_04_who_was_erased_after_a_backup_is_erased_again_before_it_serves",
            ],
        ),
    Promise::of(51, "Single data is removed")
        .operations(&["file_request", "show_erasure_plan"])
        .rules(&["RTS-04"])
        .partly(
            &["the_learning_history_is_erased_and_the_account_stays"],
            "selection by course and dates",
        ),
    Promise::of(52, "The learning history is erased")
        .operations(&["file_request", "decide_request", "show_erasure_plan"])
        .rules(&["RTS-04"])
        .kept(&["the_learning_history_is_erased_and_the_account_stays"]),
    Promise::of(53, "A subscription is cancelled").nothing("nothing is sold", &[]),
    Promise::of(54, "Processing is restricted")
        .operations(&["file_request", "decide_request", "lift_restriction"])
        .rules(&["RTS-02"])
        .partly(
            &[
                "a_restricted_record_is_read_by_the_student_and_the_parents_alone",
                "a_restricted_learning_history_leaves_the_student_in_class_until_a_week_after_notice",
                "no_operation_shows_staff_a_student_whose_data_is_restricted",
                "who_lost_the_rights_of_a_parent_does_not_lift_what_they_asked_for",
            ],
            "restrictions of adults in lists of staff; names in previews and merges of rosters",
        ),
    Promise::of(55, "A person objects")
        .operations(&["file_request", "decide_request"])
        .rules(&["RTS-02"])
        .partly(
            &["rts_04_a_request_is_refused_for_reasons_that_fit_it_alone"],
            "uses that stop by themselves; there are none that rest on an interest alone",
        ),
    Promise::of(56, "Requests are answered in time")
        .operations(&[
            "file_request",
            "list_requests",
            "pause_request",
            "resume_request",
            "extend_request",
            "file_parent_request",
            "answer_parent_request",
        ])
        .rules(&["RTS-01", "SCH-07"])
        .partly(
            &[
                "every_clock_that_runs_is_kept_and_what_is_overdue_is_seen",
                "an_operator_pauses_and_extends_what_an_adult_asks_and_is_not_told_who_it_is",
                "rts_01_a_month_is_cut_to_the_end_of_a_shorter_one",
                "rts_01_ccpa_acknowledges_in_ten_business_days_across_a_holiday",
                "rts_01_more_time_is_taken_on_the_last_day_and_not_on_the_day_after",
                "what_a_verified_parent_wants_deleted_is_deleted_on_day_10_unless_the_school_owns_it",
                "of_a_student_who_left_the_district_60_days_ago_a_deletion_cannot_be_refused",
            ],
            "public numbers of how long answers take",
        ),
    Promise::of(57, "Somebody asks for another person")
        .operations(&["file_request", "file_parent_request"])
        .rules(&["RTS-03", "SCH-07"])
        .partly(
            &[
                "what_a_teacher_asks_the_school_decides_and_nobody_decides_their_own",
                "a_child_at_home_asks_and_the_parent_decides",
                "the_same_request_is_answered_again_and_another_persons_is_another",
                "who_is_not_verified_within_14_days_gets_nothing",
            ],
            "a parent of a student at school who asks with an account of their own",
        ),
    Promise::of(58, "Questions about privacy are taken without an account")
        .operations(&[
            "file_privacy_enquiry",
            "list_privacy_enquiries",
            "close_privacy_enquiry",
        ])
        .kept(&[
            "anybody_asks_about_privacy_and_learns_nothing",
            "who_asks_about_privacy_too_often_has_to_wait",
        ]),
    Promise::of(59, "A person decides which messages they get")
        .rules(&["COM-01"])
        .partly(
            &["a_student_cannot_have_an_address"],
            "choices of adults; the few messages that are sent are required ones",
        ),
];
