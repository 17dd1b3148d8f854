//! Accounts, classes and what is collected (1 to 19).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(
        1,
        "An account holds a name, one identifier and a secret, a student's no address",
    )
    .operations(&["create_students", "sign_in", "show_me"])
    .rules(&["VPC-10", "SEC-11"])
    .kept(&[
        "a_teacher_creates_thirty_students_and_gets_their_slips",
        "no_address_of_a_student_is_kept",
        "a_student_cannot_have_an_address",
        "students_and_staff_are_hashed_with_the_costs_of_the_plan",
        "every_column_of_sqlite_is_classified_once",
    ]),
    Promise::of(
        2,
        "A teacher signs in with the account of an identity provider",
    )
    .open("signing in by an identity provider"),
    Promise::of(
        3,
        "A profile has a picture, a text about oneself and preferences",
    )
    .nothing(
        "no picture and no text about oneself is collected, of nobody",
        &[],
    ),
    Promise::of(
        4,
        "Students see the display name of their teacher and little more",
    )
    .operations(&["list_class_teachers"])
    .rules(&["FER-04"])
    .kept(&["a_student_sees_of_teachers_their_display_names_and_of_the_class_no_code"]),
    Promise::of(
        5,
        "A person belongs to a school of a district, and the school has its agreement",
    )
    .operations(&["list_schools", "record_agreement"])
    .rules(&["SCH-02"])
    .kept(&[
        "a_district_administrator_adds_and_changes_a_school",
        "an_agreement_is_recorded_listed_and_ended_early",
        "every_row_belongs_to_an_organization",
    ]),
    Promise::of(6, "Classes are opened and joined with a code")
        .operations(&[
            "create_class",
            "issue_join_code",
            "join_class",
            "revoke_join_code",
        ])
        .kept(&[
            "a_student_joins_a_class_by_its_code",
            "every_code_that_opens_nothing_is_refused_alike",
            "a_code_holds_until_the_instant_at_which_it_expires",
            "after_ten_wrong_codes_a_student_waits_longer_and_longer",
        ]),
    Promise::of(
        7,
        "A student's address is an identifier and nothing else; no mail goes to a student",
    )
    .rules(&["COM-01"])
    .kept(&[
        "a_student_cannot_have_an_address",
        "no_address_of_a_student_is_kept",
    ]),
    Promise::of(
        8,
        "A student is one person in all classes and schools of the district",
    )
    .operations(&["merge_accounts", "undo_account_merge", "enroll_student"])
    .partly(
        &[
            "only_accounts_that_can_be_one_persons_are_merged",
            "a_student_whom_a_new_system_gives_another_key_keeps_their_work",
        ],
        "a transfer between districts",
    ),
    Promise::of(
        9,
        "Progress is recorded and a learner goes on where they stopped",
    )
    .operations(&["record_progress", "show_my_progress", "save_my_work"])
    .rules(&["SCH-06", "LRN-01", "LRN-02"])
    .kept(&[
        "a_student_learns_and_the_teacher_watches",
        "repeated_shuffled_and_split_batches_give_the_same_dashboard",
        "a_learner_goes_on_where_they_left_off",
        "a_student_goes_on_with_their_work_at_another_device",
        "it_is_recorded_under_the_agreement_that_holds_when_it_arrives",
    ]),
    Promise::of(10, "Teachers learn too, with progress of their own").open("progress of teachers"),
    Promise::of(
        11,
        "Surveys are voluntary, and demographics are not shown to teachers",
    )
    .nothing("no survey and no demographics are collected", &[]),
    Promise::of(12, "Teachers write courses and give them to classes")
        .operations(&[
            "create_authored_course",
            "write_draft",
            "publish_course",
            "assign_course",
        ])
        .partly(
            &[
                "a_teacher_writes_a_course_and_publishes_it",
                "a_class_works_in_the_course_that_its_teacher_gave_it",
                "only_its_author_sees_a_draft_and_changes_a_course",
            ],
            "courses for teachers, and what becomes of a course whose author is erased",
        ),
    Promise::of(13, "The catalogue can be read without an account")
        .operations(&["list_courses", "show_course", "show_lesson"])
        .kept(&[
            "anybody_browses_the_catalogue_without_an_account",
            "browsing_writes_no_row_and_sets_no_cookie",
        ]),
    Promise::of(14, "Technical data is little and soon gone")
        .rules(&["SEC-09"])
        .partly(
            &[
                "an_event_says_from_which_network_and_kind_of_client_its_request_came",
                "a_request_leaves_its_id_method_route_status_and_time_and_nothing_else",
                "what_is_past_any_use_is_deleted_and_what_is_not_stays",
            ],
            "networks in the audit log last as long as the log",
        ),
    Promise::of(15, "No cookie but one without which nothing works")
        .operations(&["sign_in", "refresh_session"])
        .partly(
            &[
                "without_being_asked_no_cookie_is_set",
                "browsing_writes_no_row_and_sets_no_cookie",
            ],
            "a register of cookies, and the signal GPC",
        ),
    Promise::of(
        16,
        "Of what an identity provider or a roster says only what is needed is taken",
    )
    .operations(&["stage_roster_import"])
    .partly(
        &[
            "what_hallpass_does_not_need_is_dropped_at_the_door",
            "no_address_of_a_student_is_kept",
        ],
        "identity providers",
    ),
    Promise::of(
        17,
        "Payments are handled by a provider, and never by minors",
    )
    .nothing("nothing is sold", &[]),
    Promise::of(18, "Service providers are listed").open("a register of processors"),
    Promise::of(19, "Each datum has its purpose and its legal basis")
        .operations(&["list_purposes"])
        .rules(&["G-03"])
        .partly(
            &[
                "every_column_of_sqlite_is_classified_once",
                "every_column_of_postgres_is_classified_once",
                "purposes_5_2_every_category_of_a_learner_has_a_purpose",
                "purposes_5_2_a_purpose_has_the_basis_of_whose_account_it_is",
            ],
            "purposes on every request",
        ),
];
