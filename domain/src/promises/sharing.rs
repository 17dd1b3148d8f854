//! Sharing (67 to 77).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(67, "No sale, no advertising, no commercial use")
        .operations(&["list_purposes"])
        .rules(&["SCH-05"])
        .kept(&[
            "sch_05_a_prohibited_use_is_no_purpose_of_the_table",
            "purposes_5_2_a_prohibited_use_has_a_basis_for_no_account",
            "every_page_is_small_closed_to_other_origins_and_without_a_dead_link",
        ]),
    Promise::of(68, "Nothing is shared without consent")
        .nothing("nothing is shared with others than school and family", &[]),
    Promise::of(69, "Partners are held to equal terms")
        .nothing("nothing is shared with partners", &[]),
    Promise::of(70, "Researchers do not re-identify")
        .nothing("nothing is shared with researchers", &[]),
    Promise::of(71, "Reports are de-identified")
        .operations(&["make_release", "list_releases", "show_release"])
        .rules(&["FER-18"])
        .kept(&[
            "a_release_tells_nothing_of_few_students_and_of_none_alone",
            "two_releases_that_tell_of_one_student_together_are_not_both_made",
            "fer_18_no_number_that_is_left_out_can_be_computed",
            "fer_18_also_of_those_who_know_that_nobody_is_counted_below_nothing",
        ]),
    Promise::of(72, "Legal disclosures are registered")
        .operations(&[
            "record_disclosure",
            "list_disclosures",
            "receive_legal_process",
            "validate_legal_process",
            "note_school_notice",
            "notify_rights_holder",
            "review_no_notice_order",
            "comply_with_legal_process",
            "quash_legal_process",
            "list_legal_processes",
            "show_legal_process",
        ])
        .rules(&["FER-07", "FER-09", "FER-13", "X-05"])
        .partly(
            &[
                "what_is_disclosed_and_what_is_refused_is_written_down_for_the_parents",
                "what_is_stated_of_a_subpoena_is_not_written_down",
                "fer_13_an_informal_request_of_the_police_opens_nothing",
                "a_subpoena_is_checked_by_two_told_to_the_family_and_complied_with_once",
                "under_an_order_the_family_reads_nothing_and_is_told_when_it_ends",
                "an_order_without_an_end_is_reviewed_and_then_the_family_is_told",
                "what_is_no_compulsory_process_is_refused_at_once_and_written_down",
                "a_process_that_is_quashed_or_not_valid_discloses_nothing",
            ],
            "legal process about adults",
        ),
    Promise::of(73, "Protective disclosures are registered")
        .operations(&[
            "record_disclosure",
            "list_disclosures",
            "record_emergency",
            "list_emergencies",
            "renew_emergency",
            "end_emergency",
        ])
        .rules(&["FER-09", "FER-12"])
        .kept(&[
            "an_emergency_needs_its_threat_in_words_which_stand_in_no_row_in_the_clear",
            "in_an_emergency_only_who_is_named_gets_what_is_named_until_it_is_over",
            "an_emergency_is_renewed_for_reasons_and_ended",
        ]),
    Promise::of(74, "A merger keeps protection").open("transfer of the service"),
    Promise::of(75, "Support sees data for one question only")
        .operations(&[
            "grant_support",
            "list_support_grants",
            "end_support_grant",
            "show_supported_student",
        ])
        .rules(&["FER-06"])
        .kept(&[
            "a_platform_operator_reaches_no_learner_but_by_the_form_of_a_parent_or_the_grant_of_a_district",
            "support_looks_for_one_question_at_one_student_masked_and_is_seen_to",
            "a_district_ends_what_it_opened_and_a_restriction_ends_it_too",
        ]),
    Promise::of(76, "Users do not write to one another")
        .operations(&["give_feedback", "list_feedback_codes"])
        .rules(&["COM-03", "X-04"])
        .kept(&[
            "feedback_is_a_code_that_reaches_its_student",
            "only_the_teacher_of_record_reads_answers_to_prompts",
            "every_code_says_something_of_its_own_in_each_language",
        ]),
    Promise::of(77, "Tests are separate from the service").kept(&[
        "a_database_that_no_demo_made_is_left_alone",
        "production_refuses_what_would_lay_records_open",
    ]),
];
