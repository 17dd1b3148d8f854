//! What is held from being deleted, and the daily runs over what is past its time.

tables! {
    legal_holds (organization_id, id) for LegalDuty, kept Rule(R24) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        scope -> Text = readable(Authorization, KIND),
        subject_id -> Nullable<Uid> = person(Authorization),
        school_id -> Nullable<Uid> = ID,
        matter -> Text = readable(Authorization, KIND),
        key_id -> Uid = ID,
        reference -> Binary = sealed(Authorization),
        owner_id -> Uid = person(Authorization),
        placed_at -> Instant = readable(Authorization, INTERVAL),
        review_by -> Instant = readable(Authorization, INTERVAL),
        reviewed_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        released_by -> Nullable<Uid> = person(Authorization),
        released_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    retention_runs (organization_id, id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        day -> Instant = PLAIN,
        state -> Text = PLAIN,
        active -> Integer = PLAIN,
        candidates -> Integer = PLAIN,
        cap -> Integer = PLAIN,
        held -> Integer = PLAIN,
        inspected -> Integer = PLAIN,
        spared -> Integer = PLAIN,
        warned -> Integer = PLAIN,
        purged -> Integer = PLAIN,
        reduced -> Integer = PLAIN,
        released_by -> Nullable<Uid> = person(AuditTrail),
        released_at -> Nullable<Instant> = PLAIN,
        ended_at -> Nullable<Instant> = PLAIN,
    }

    retention_warnings (organization_id, user_id, nth) for LegalDuty, kept ByCategory {
        organization_id -> Uid = ID,
        user_id -> Uid = person(Enrollment),
        nth -> Text = readable(Enrollment, KIND),
        rule -> Text = readable(Enrollment, KIND),
        counted_from -> Instant = readable(Enrollment, INTERVAL),
        ends_at -> Instant = readable(Enrollment, INTERVAL),
        school_id -> Nullable<Uid> = ID,
        run_id -> Uid = ID,
        warned_at -> Instant = readable(Enrollment, INTERVAL),
    }

    record_warnings (organization_id, learner_id, rule) for LegalDuty, kept Rule(R07) {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Progress),
        rule -> Text = readable(Progress, KIND),
        ends_at -> Instant = readable(Progress, INTERVAL),
        warned_at -> Instant = readable(Progress, INTERVAL),
        run_id -> Uid = ID,
        told_at -> Nullable<Instant> = readable(Progress, INTERVAL),
    }
}
