//! How old students are, as far as it is known, and what followed from it.

tables! {
    age_statements (organization_id, id) for Account, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        user_id -> Uid = person(AgeEvidence),
        source -> Text = readable(AgeEvidence, KIND),
        evidence -> Binary = sealed(AgeEvidence),
        state -> Text = readable(AgeEvidence, KIND),
        stated_by -> Nullable<Uid> = person(AgeEvidence),
        collected_under -> Nullable<Uid> = ID,
        stated_at -> Instant = readable(AgeEvidence, INTERVAL),
    }

    age_transitions (organization_id, user_id, milestone, stage) for LegalDuty, kept ByCategory {
        organization_id -> Uid = ID,
        user_id -> Uid = person(AgeEvidence),
        milestone -> Text = readable(AgeEvidence, KIND),
        stage -> Text = readable(AgeEvidence, KIND),
        took_effect_on -> Date = readable(AgeEvidence, INTERVAL),
        fired_at -> Instant = readable(AgeEvidence, INTERVAL),
    }

    age_gate_answers (organization_id, token_digest) for Account, kept Rule(R18) {
        organization_id -> Uid = ID,
        token_digest -> Binary = hashed(AgeEvidence),
        next_page -> Text = readable(AgeEvidence, KIND),
        answered_at -> Instant = readable(AgeEvidence, INTERVAL),
    }
}
