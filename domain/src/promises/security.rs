//! Security (78 to 87).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(78, "Data is encrypted at rest and in transit")
        .rules(&["SEC-11"])
        .kept(&[
            "whoever_has_the_database_without_the_keys_reads_no_name",
            "a_sealed_value_opens_in_its_own_row_column_and_organization_only",
            "after_a_rotation_the_old_master_key_opens_nothing",
            "without_tls_a_far_postgresql_is_refused_in_every_environment",
        ]),
    Promise::of(
        79,
        "Access depends on the role and on the relationship that holds",
    )
    .rules(&["FER-03", "FER-04"])
    .kept(&[
        "every_operation_refuses_everybody_whom_the_policy_does_not_let_in",
        "the_checked_in_matrix_is_the_policy",
        "nobody_but_an_operator_opens_or_lists_districts",
    ]),
    Promise::of(80, "Staff sign in with a second factor").open("a second factor"),
    Promise::of(81, "Access is reviewed")
        .operations(&["list_district_staff", "list_staff", "end_staff_roles"])
        .partly(
            &[
                "a_district_lists_everybody_with_their_roles",
                "an_administrator_who_leaves_the_district_is_out_with_their_next_request",
            ],
            "attestation by the quarter",
        ),
    Promise::of(82, "Everything is logged, reads included")
        .operations(&["list_audit_events"])
        .rules(&["SEC-09"])
        .kept(&[
            "every_operation_leaves_in_the_log_what_it_declares",
            "an_event_names_the_ids_of_its_request_and_the_persons_and_changes_of_its_answer",
            "every_kind_of_tampering_is_found",
            "the_database_refuses_to_change_the_log",
        ]),
    Promise::of(83, "Abuse is prevented")
        .operations(&["sign_in", "class_sign_in"])
        .rules(&["SEC-07"])
        .partly(
            &[
                "a_list_of_stolen_passwords_is_stopped_after_twenty_accounts",
                "whoever_goes_through_a_class_is_stopped_at_eight_names",
                "who_sends_much_sends_less_often",
            ],
            "alerts and decoys",
        ),
    Promise::of(84, "Security is audited and staff are trained").open("a register of evidence"),
    Promise::of(85, "People are told of a breach")
        .operations(&["list_audit_events"])
        .rules(&["SEC-09"])
        .partly(
            &["the_log_answers_who_saw_a_student_and_in_which_lists"],
            "a register of incidents, its clocks and its notices",
        ),
    Promise::of(86, "Identity is verified before access and correction")
        .operations(&["file_parent_request", "decide_guardianship"])
        .rules(&["SCH-07", "FER-02"])
        .kept(&[
            "who_is_not_verified_within_14_days_gets_nothing",
            "a_code_that_was_sent_home_makes_a_claim_until_the_school_verifies_it",
            "a_contested_guardianship_has_no_rights_and_the_last_one_ends_only_knowingly",
        ]),
    Promise::of(87, "Sessions are short and can be ended")
        .operations(&[
            "refresh_session",
            "list_my_sessions",
            "end_my_session",
            "sign_out",
        ])
        .rules(&["SEC-06", "G-RT1", "G-RT3", "G-SES1", "G-SES2"])
        .kept(&[
            "a_token_presented_again_ends_the_session_at_once",
            "signing_out_holds_on_the_next_request",
            "a_session_ends_twelve_hours_after_it_began_however_busy_it_is",
            "a_changed_password_ends_every_other_session",
        ]),
];
