//! Education records (36 to 45).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(36, "Progress is stored securely")
        .rules(&["SEC-11"])
        .kept(&[
            "what_a_student_wrote_never_stands_in_the_clear",
            "whoever_has_the_database_without_the_keys_reads_no_name",
        ]),
    Promise::of(
        37,
        "A teacher sees a student while the student is in the teacher's class",
    )
    .operations(&["show_student", "show_class_progress"])
    .rules(&["FER-03", "FER-05", "G-05"])
    .kept(&[
        "when_a_student_is_taken_out_access_is_gone_at_that_instant",
        "thirty_days_after_its_term_a_class_is_over",
        "a_teacher_whose_class_ended_a_moment_ago_sees_nothing",
        "a_teacher_reaches_a_student_while_an_open_class_links_them_and_at_no_other_time",
    ]),
    Promise::of(
        38,
        "School and district see what a teacher was shown, and no more",
    )
    .operations(&["show_class_progress"])
    .rules(&["FER-04"])
    .kept(&[
        "administrators_see_what_was_shared_with_a_teacher_and_no_more",
        "what_the_district_sees_of_learning_a_teacher_of_record_sees_too",
    ]),
    Promise::of(39, "Co-teachers and assistants have a part with an end")
        .operations(&[
            "appoint_class_staff",
            "update_class_staff",
            "end_class_staff",
        ])
        .rules(&["FER-03"])
        .kept(&[
            "a_co_teachers_time_ends_by_itself",
            "a_part_says_who_and_until_when",
            "ending_a_part_ends_access_and_the_last_teacher_of_record_stays",
        ]),
    Promise::of(40, "Records are reviewed for accuracy")
        .operations(&["list_accuracy_reviews", "confirm_accuracy"])
        .rules(&["RTS-06"])
        .partly(
            &[
                "a_school_confirms_in_each_session_that_its_roster_is_true",
                "rts_06_a_review_is_due_thirty_days_after_the_session_began_and_confirmed_it_is_not_overdue",
            ],
            "a yearly question to families at home",
        ),
    Promise::of(41, "Disclosures are recorded and shown")
        .operations(&[
            "list_audit_events",
            "show_access_log",
            "list_disclosures",
            "record_disclosure",
        ])
        .rules(&["SEC-09", "FER-09"])
        .kept(&[
            "the_log_answers_who_saw_a_student_and_in_which_lists",
            "every_event_is_linked_and_the_chain_holds",
            "the_access_log_says_who_looked_in_which_role_and_how_often",
            "what_is_disclosed_and_what_is_refused_is_written_down_for_the_parents",
            "under_an_order_the_family_reads_nothing_and_is_told_when_it_ends",
        ]),
    Promise::of(42, "Directory information can be opted out of")
        .operations(&[
            "record_annual_notice",
            "list_annual_notices",
            "withdraw_annual_notice",
            "show_model_notice",
            "designate_directory_information",
            "list_directory_designations",
            "end_directory_designation",
            "list_directory_information",
            "show_directory_choices",
            "refuse_directory_information",
            "rescind_directory_refusals",
        ])
        .rules(&["FER-15", "FER-16"])
        .kept(&[
            "a_notice_holds_for_twelve_months_and_the_school_is_reminded_once_after_eleven",
            "what_is_designated_is_released_when_the_time_to_refuse_is_over",
            "who_refused_the_name_is_in_no_list_and_nothing_tells_of_them",
            "who_refused_any_type_of_a_list_is_left_out_of_it_wholly",
            "any_one_parents_refusal_counts_and_only_they_take_it_back",
            "a_refusal_stays_after_eighteen_until_the_student_takes_it_back",
            "directory_information_of_a_student_is_released_by_the_facts_and_no_statement_counts",
        ]),
    Promise::of(
        43,
        "A teacher corrects a student's data and renews the passphrase",
    )
    .operations(&[
        "update_student",
        "reset_student_credential",
        "update_student_login",
    ])
    .rules(&["SEC-07", "SEC-08"])
    .kept(&[
        "a_correction_changes_what_it_names_and_the_display_name",
        "a_new_passphrase_ends_the_students_sessions",
        "a_student_signs_in_with_a_corrected_username_and_the_same_passphrase",
    ]),
    Promise::of(44, "A student sees little of the teacher")
        .operations(&["list_class_teachers"])
        .rules(&["FER-04"])
        .kept(&["a_student_sees_of_teachers_their_display_names_and_of_the_class_no_code"]),
    Promise::of(45, "Progress is reported")
        .operations(&["show_class_progress", "export_class_report"])
        .rules(&["LRN-03"])
        .kept(&[
            "a_teacher_sees_with_which_activity_the_class_is_stuck",
            "a_report_is_safe_to_open_in_a_spreadsheet",
            "five_failures_without_success_are_many",
        ]),
];
