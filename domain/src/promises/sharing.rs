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
    Promise::of(71, "Reports are de-identified").open("de-identified releases"),
    Promise::of(72, "Legal disclosures are registered").open("a register of legal process"),
    Promise::of(73, "Protective disclosures are registered")
        .open("a register of disclosures in an emergency"),
    Promise::of(74, "A merger keeps protection").open("transfer of the service"),
    Promise::of(75, "Support sees data for one question only")
        .rules(&["FER-06"])
        .partly(
            &["a_platform_operator_reaches_no_learner_but_by_a_form_that_a_parent_sent"],
            "grants for one question; support sees consent forms and nothing else",
        ),
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
