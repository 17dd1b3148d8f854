//! Policies, communication, payment and rosters (88 to 96).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(88, "Policies have versions and dates").partly(
        &[
            "pol_01_a_version_is_in_force_when_it_can_be_read_and_for_someone",
            "pol_02_an_added_category_is_material",
        ],
        "versions over HTTP",
    ),
    Promise::of(89, "Changes are announced").partly(
        &["pol_03_a_change_that_people_rely_on_is_announced_thirty_days_before"],
        "announcements",
    ),
    Promise::of(90, "Continued use counts as acceptance where it may").partly(
        &[
            "pol_06_a_record_is_made_by_a_method_that_accepts_and_by_no_other",
            "pol_04_whose_account_it_is_and_how_much_changed_decide_who_accepts",
        ],
        "records of acceptance",
    ),
    Promise::of(91, "Optional uses need a consent of their own")
        .operations(&["decide_consent"])
        .rules(&["VPC-10"])
        .partly(
            &[
                "a_consent_without_what_an_account_needs_is_refused",
                "a_parent_consents_and_the_child_learns",
            ],
            "optional features of adults; there is no marketing",
        ),
    Promise::of(92, "Announcements reach their audience").open("announcements"),
    Promise::of(93, "A district or an adult pays").nothing("nothing is sold", &[]),
    Promise::of(94, "Rosters come from the school's systems")
        .operations(&[
            "stage_roster_import",
            "apply_roster_import",
            "list_planned_changes",
        ])
        .partly(
            &[
                "a_bundle_is_staged_and_shown_before_anything_of_it_is_in_effect",
                "many_students_end_only_if_somebody_accepts_it",
                "what_hallpass_does_not_need_is_dropped_at_the_door",
                "the_same_bundle_again_changes_nothing",
            ],
            "OneRoster over REST",
        ),
    Promise::of(95, "Learning is personal by progress alone")
        .open("a suggestion of the next lesson and its explanation"),
    Promise::of(96, "Terms of law are text").partly(
        &["pol_07_a_notice_lacks_each_part_that_is_left_out"],
        "the text over HTTP",
    ),
];
