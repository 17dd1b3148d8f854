//! Retention, recovery and deletion (60 to 66).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(
        60,
        "Data is kept as long as it is needed, by a public schedule",
    )
    .operations(&["show_retention_schedule", "list_retention_runs"])
    .rules(&["G-03", "RET-01", "RET-02", "RET-03"])
    .partly(
        &[
            "ret_01_every_row_has_a_need_and_an_end_unless_it_is_about_nobody",
            "ret_01_every_category_ends_by_a_row_that_names_it",
            "without_an_answer_nothing_of_the_child_is_left",
            "what_is_past_any_use_is_deleted_and_what_is_not_stays",
            "anybody_reads_how_long_data_is_kept",
            "ret_02_three_years_go_by",
            "ret_02_a_run_of_more_than_200_stops_and_a_release_lets_it_go",
        ],
        "the rows that the schedule itself says are not yet carried out",
    ),
    Promise::of(61, "A deleted account can be recovered for a time")
        .operations(&["undo_erasure", "recover_account"])
        .rules(&["RET-06", "X-07"])
        .partly(
            &[
                "what_a_teacher_deleted_is_restored_once_within_30_days",
                "on_day_30_and_after_the_agreement_ended_nothing_is_restored",
                "an_adult_restores_their_account_by_the_code_of_a_message",
            ],
            "a shorter time that a district chooses",
        ),
    Promise::of(62, "An account is deleted for good on request")
        .operations(&["file_request", "withdraw_consent", "answer_parent_request"])
        .rules(&["X-07", "SCH-07"])
        .partly(
            &[
                "what_a_school_directs_has_no_way_back",
                "an_adult_who_is_erased_leaves_the_records_of_students_without_a_name",
                "what_a_verified_parent_wants_deleted_is_deleted_on_day_10_unless_the_school_owns_it",
            ],
            "a second proof of who asks",
        ),
    Promise::of(63, "Accounts that are not used are ended after a warning")
        .operations(&["list_retention_runs", "release_retention_run"])
        .rules(&["RET-02", "RET-07"])
        .kept(&[
            "ret_02_a_student_in_no_class_is_warned_of_twice_and_deleted_after_12_months",
            "ret_07_a_student_whom_only_rosters_name_ends_and_one_who_comes_back_stays",
            "ret_07_a_parents_sign_in_in_month_eleven_begins_the_time_anew",
            "ret_07_a_guardians_sign_in_keeps_the_account_of_a_student",
            "ret_02_a_teacher_who_is_not_there_for_two_years_leaves_classes_and_no_name",
            "ret_02_nothing_ends_of_which_nobody_was_warned_in_time",
        ]),
    Promise::of(
        64,
        "Data is kept longer where a law or a contract demands it",
    )
    .operations(&[
        "place_legal_hold",
        "list_legal_holds",
        "show_legal_hold",
        "renew_legal_hold",
        "release_legal_hold",
    ])
    .rules(&["RET-03"])
    .partly(
        &[
            "ret_03_a_hold_keeps_exactly_whom_it_names_and_ends_by_itself",
            "ret_03_a_review_renews_a_hold_and_a_release_lets_go_at_the_next_run",
            "ret_03_what_a_parent_wants_deleted_waits_locked_for_a_hold_of_the_district",
            "ret_03_only_administrators_of_the_district_place_see_and_release",
        ],
        "holds on what is held of a home",
    ),
    Promise::of(65, "Deletion reaches third parties").nothing("no third party is given data", &[]),
    Promise::of(66, "Backups are secure")
        .rules(&["SEC-11", "RET-04"])
        .partly(
            &[
                "ret_04_who_was_erased_after_a_backup_is_erased_again_before_it_serves",
                "ret_04_a_line_that_was_changed_taken_out_or_cut_off_is_found",
                "sec_11_a_backup_that_was_cut_off_or_changed_does_not_open",
                "sec_11_a_backup_opens_with_the_master_key_and_with_no_other",
                "ret_02_backups_of_35_days_are_deleted_and_nothing_else_is",
                "after_a_rotation_the_old_master_key_opens_nothing",
                "whoever_has_the_database_without_the_keys_reads_no_name",
            ],
            "a record of the quarterly trial of a restoration",
        ),
];
