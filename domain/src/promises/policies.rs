//! Policies, communication, payment and rosters (88 to 96).

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise::of(88, "Policies have versions and dates")
        .operations(&["list_policies", "show_policy_version"])
        .rules(&["POL-01", "POL-02", "POL-07"])
        .kept(&[
            "anybody_reads_every_version_of_the_policy_in_words_of_their_own",
            "pol_02_a_version_has_the_number_that_follows_from_what_changed",
            "vpc_09_the_newest_version_states_the_practices_of_today",
            "pol_07_the_bundled_versions_can_be_published",
        ]),
    Promise::of(89, "Changes are announced")
        .rules(&["POL-03", "COM-01"])
        .kept(&[
            "a_material_change_is_told_to_adults_and_accepted_anew",
            "pol_02_a_version_has_the_number_that_follows_from_what_changed",
        ]),
    Promise::of(90, "Continued use counts as acceptance where it may")
        .operations(&["show_my_policies", "accept_policy"])
        .rules(&["POL-04", "POL-05", "POL-06"])
        .partly(
            &[
                "who_is_silent_is_reminded_for_a_fortnight_and_then_reads",
                "a_version_is_accepted_once_by_an_adult_and_the_record_stays",
                "silence_takes_no_right_away",
            ],
            "a record of its own for continued use",
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
        .operations(&["show_my_next_lesson", "change_my_setting"])
        .rules(&["RTS-05"])
        .kept(&[
            "the_next_lesson_rests_on_ones_own_progress_and_says_so",
            "nothing_is_suggested_of_restricted_data_or_without_an_agreement",
        ]),
    Promise::of(96, "Terms of law are text")
        .operations(&["show_policy_version"])
        .rules(&["POL-07"])
        .kept(&["anybody_reads_every_version_of_the_policy_in_words_of_their_own"]),
];
