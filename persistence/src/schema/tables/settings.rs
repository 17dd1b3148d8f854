//! What people chose of their settings, and what was changed of them.

tables! {
    setting_values (organization_id, user_id, setting) for OptionalFeature, kept Rule(R04) {
        organization_id -> Uid = ID,
        user_id -> Uid = person(Profile),
        setting -> Text = readable(Profile, KIND),
        value -> Text = readable(Profile, KIND),
        chosen_by -> Text = readable(Profile, KIND),
        chosen_at -> Instant = readable(Profile, INTERVAL),
    }

    setting_changes (organization_id, id) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        user_id -> Uid = person(Profile),
        setting -> Text = readable(Profile, KIND),
        value_before -> Text = readable(Profile, KIND),
        value_after -> Text = readable(Profile, KIND),
        asked_as -> Text = readable(Profile, KIND),
        asked_by -> Nullable<Uid> = person(Authorization),
        asked_at -> Instant = readable(Profile, INTERVAL),
        state -> Text = readable(Profile, KIND),
        decider -> Nullable<Text> = readable(Profile, KIND),
        lapses_at -> Nullable<Instant> = readable(Profile, INTERVAL),
        decided_by -> Nullable<Uid> = person(Authorization),
        ended_at -> Nullable<Instant> = readable(Profile, INTERVAL),
    }
}
