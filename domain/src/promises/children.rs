//! Children, parents and schools (20 to 35).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(
        20,
        "A visitor's age is asked before anything else, neutrally, and once",
    )
    .operations(&["answer_age_gate"])
    .rules(&["AGE-09", "G-06"])
    .kept(&[
        "there_is_no_gate_where_everybody_counts_as_a_child",
        "twelve_and_thirteen_differ_in_the_page_and_the_token_alone",
        "the_youngest_answer_binds_for_a_day",
        "what_cannot_be_an_answer_hints_at_no_age",
    ]),
    Promise::of(21, "A parent's consent is verified")
        .operations(&[
            "ask_for_consent",
            "show_consent_notice",
            "decide_consent",
            "revoke_consent",
            "return_consent_form",
            "decide_consent_form",
            "renew_consent",
        ])
        .rules(&["COM-01", "VPC-06", "VPC-09", "VPC-12"])
        .partly(
            &[
                "a_material_change_asks_the_parent_again_and_stops_what_it_changes",
                "a_form_that_nobody_opened_is_not_approved",
                "in_france_the_child_consents_too",
                "a_parent_consents_and_the_child_learns",
                "a_consent_is_active_a_day_after_it_was_given",
                "looking_at_a_link_changes_nothing",
                "the_newest_link_wins",
                "who_never_agreed_ends_it_and_nothing_of_the_child_is_left",
                "a_consent_without_what_an_account_needs_is_refused",
                "a_parent_signs_a_form_and_the_child_learns",
                "vpc_03_thirty_six_cells_say_what_each_method_may_unlock",
            ],
            "the seven methods that need a provider",
        ),
    Promise::of(
        22,
        "A school or a teacher authorizes and attests that it may",
    )
    .operations(&[
        "record_agreement",
        "activate_agreement",
        "send_school_notice",
        "attest_students",
        "create_students",
        "create_sandbox_students",
        "leave_sandbox",
    ])
    .rules(&["SCH-02", "SCH-03", "SCH-04", "X-01"])
    .partly(
        &[
            "a_school_without_an_agreement_has_no_students",
            "when_the_agreement_ends_no_student_is_created_any_more",
            "each_condition_that_lacks_is_named",
            "an_agreement_that_lacks_a_term_stays_a_draft",
            "without_an_attestation_no_student_is_created",
            "an_attestation_ends_with_its_academic_session",
            "sch_04_nobody_gets_a_name_in_a_sandbox",
            "sch_04_a_class_leaves_the_sandbox_under_an_agreement_and_names_are_attached",
        ],
        "attestations of those who import a roster",
    ),
    Promise::of(23, "Of a young person little is collected")
        .operations(&["create_students", "record_progress"])
        .rules(&["VPC-10"])
        .kept(&[
            "only_what_the_agreement_lists_is_recorded",
            "a_school_chooses_usernames_and_may_leave_family_names_out",
            "an_unknown_field_is_refused_on_every_level",
            "sch_04_students_of_a_sandbox_get_an_alias_and_no_name",
            "sch_04_what_tells_who_somebody_is_is_not_stored",
            "sch_04_a_sandbox_is_purged_on_day_30_and_not_a_second_before",
        ]),
    Promise::of(24, "Who may see a young person's data is limited")
        .operations(&["show_student", "list_students"])
        .rules(&["FER-03", "FER-04"])
        .kept(&[
            "every_operation_refuses_everybody_whom_the_policy_does_not_let_in",
            "to_a_stranger_what_exists_is_answered_like_what_does_not",
            "a_stranger_may_do_nothing_and_learn_nothing",
            "a_teacher_reaches_a_student_while_an_open_class_links_them_and_at_no_other_time",
        ]),
    Promise::of(25, "Settings protect by default")
        .operations(&["list_settings", "show_my_settings", "show_student_settings"])
        .rules(&["RTS-05"])
        .kept(&[
            "everybody_under_18_has_the_same_settings_that_protect",
            "nobody_switches_on_what_is_off_for_everybody",
            "anybody_reads_the_registry_of_settings",
        ]),
    Promise::of(26, "A parent reviews the child's data")
        .operations(&[
            "show_education_record",
            "issue_record_link",
            "show_student_progress",
            "list_student_timeline",
            "show_household",
            "list_consents",
        ])
        .rules(&["FER-02", "FER-04"])
        .kept(&[
            "the_record_has_everything_of_the_student_and_nothing_of_others",
            "a_parent_prints_the_record_with_who_looked_and_to_whom_it_was_disclosed",
            "a_parent_whom_the_school_knows_registers_and_reads",
            "a_parent_at_home_reads_the_record_of_the_child",
            "a_parent_consents_and_the_child_learns",
            "a_parent_of_another_household_finds_nothing",
            "a_guardian_of_one_child_learns_nothing_of_another_with_the_same_name",
        ]),
    Promise::of(27, "A parent asks for deletion")
        .operations(&["withdraw_consent", "file_parent_request", "answer_parent_request"])
        .partly(
            &[
                "a_withdrawal_deletes_what_is_held_if_the_parent_wants_it",
                "what_a_verified_parent_wants_deleted_is_deleted_on_day_10_unless_the_school_owns_it",
                "of_a_student_who_left_the_district_60_days_ago_a_deletion_cannot_be_refused",
                "a_contact_who_registers_with_the_address_of_the_roster_is_verified_by_it",
            "a_guardian_by_the_roster_is_one_as_long_as_it_names_them_at_their_address",
            "who_is_not_verified_within_14_days_gets_nothing",
            ],
            "a parent of a student at school who asks with an account of their own",
        ),
    Promise::of(28, "A parent approves changes of privacy settings")
        .operations(&[
            "change_my_setting",
            "decide_setting_change",
            "list_waiting_setting_changes",
            "withdraw_setting_change",
        ])
        .rules(&["RTS-05", "AGE-12"])
        .kept(&[
            "a_guardian_approves_what_a_child_asks_and_it_is_changed",
            "a_parent_at_home_decides_about_what_a_child_asks",
            "a_change_that_nobody_decides_lapses_to_no_after_seven_days",
            "what_one_guardian_refused_another_does_not_approve",
            "a_guardian_without_rights_decides_nothing",
            "without_a_guardian_the_school_decides",
            "from_thirteen_on_a_parent_at_home_changes_nothing_alone",
        ]),
    Promise::of(29, "Consent is withdrawn at any time")
        .operations(&["withdraw_consent", "withdraw_consent_request", "renew_consent"])
        .partly(
            &[
                "an_answer_is_taken_back_before_it_is_confirmed",
                "a_withdrawal_closes_a_renewal_that_waits",
                "a_withdrawal_that_deletes_says_so",
                "a_consent_that_was_withdrawn_is_given_anew_and_the_child_signs_in_again",
                "a_withdrawal_ends_the_childs_session",
                "a_withdrawal_deletes_what_is_held_if_the_parent_wants_it",
            ],
            "word to processors, and a receipt",
        ),
    Promise::of(30, "A parent inspects the record through the teacher")
        .operations(&["invite_to_record", "show_record_together"])
        .rules(&["FER-10"])
        .kept(&[
            "a_guardian_looks_at_the_record_together_with_a_teacher_for_fifteen_minutes",
        ]),
    Promise::of(31, "What was taken without consent is deleted")
        .operations(&["ask_for_consent"])
        .rules(&["COM-01"])
        .kept(&[
            "without_an_answer_nothing_of_the_child_is_left",
            "a_consent_under_which_no_account_is_opened_ends_after_a_year",
            "forms_keep_a_question_open_for_28_days_at_the_longest",
            "the_name_of_the_question_goes_when_there_is_an_account",
            "a_consent_of_which_nobody_is_told_ends_and_the_child_is_purged",
        ]),
    Promise::of(32, "A child's account is ended and none is opened again")
        .operations(&["file_parent_request", "show_suppressions", "lift_suppression"])
        .rules(&["SCH-07"])
        .partly(
            &[
                "ret_02_an_erased_student_comes_back_by_no_roster_before_the_district_lets_them",
                "a_student_whose_account_was_locked_is_brought_back_by_no_roster",
            ],
            "marks that are asked when a student is created by hand or registers at home",
        ),
    Promise::of(33, "Who asks, and for whom, is verified")
        .operations(&[
            "issue_pairing_code",
            "register_guardian",
            "invite_guardian_contact",
            "decide_guardianship",
            "limit_guardian",
            "file_parent_request",
            "return_consent_form",
        ])
        .rules(&["SCH-07", "FER-02"])
        .kept(&[
            "a_code_that_was_sent_home_makes_a_claim_until_the_school_verifies_it",
            "a_court_order_takes_the_rights_of_one_parent_and_looks_like_no_student",
            "who_is_not_verified_within_14_days_gets_nothing",
            "a_parent_signs_a_form_and_the_child_learns",
        ]),
    Promise::of(34, "The age of consent is that of the law of the place")
        .operations(&["show_student_age"])
        .rules(&["G-03"])
        .partly(
            &[
                "age_06_every_country_has_the_age_of_its_law",
                "age_06_a_law_that_changes_holds_from_its_day_on",
                "age_06_an_unknown_country_has_the_age_of_the_gdpr",
            ],
            "decisions by it; consent at home asks a parent at every age",
        ),
    Promise::of(
        35,
        "At thirteen, sixteen and eighteen rights pass to the young person",
    )
    .operations(&["show_own_age", "record_age_evidence"])
    .rules(&["G-05"])
    .partly(
        &[
            "thirteen_is_announced_and_reached_at_the_midnight_of_the_school",
            "eighteen_is_reached_at_the_midnight_of_the_school",
            "a_parent_sees_nothing_of_a_child_who_is_an_adult",
            "age_12_the_parents_view_ends_with_the_grace_unless_the_person_keeps_it",
        ],
        "the grace at thirteen in a family, during which a parent still reads",
    ),
];
