//! What learners did, the state derived from it, and teachers' feedback.

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    progress_events (organization_id, learner_id, id) {
        organization_id -> Uid,
        learner_id -> Uid,
        id -> Uid,
        course_organization_id -> Uid,
        course_version_id -> Uid,
        lesson_id -> Uid,
        activity_id -> Nullable<Uid>,
        kind -> Text,
        outcome -> Nullable<Text>,
        seconds -> Nullable<Integer>,
        content -> Nullable<Binary>,
        collected_under -> Uid,
        occurred_at -> Instant,
        received_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Nullable};

    use crate::sql_types::{Instant, Uid};

    activity_states (organization_id, learner_id, course_version_id, lesson_id, activity_id) {
        organization_id -> Uid,
        learner_id -> Uid,
        course_version_id -> Uid,
        lesson_id -> Uid,
        activity_id -> Uid,
        tries -> Integer,
        successes -> Integer,
        failures -> Integer,
        seconds -> Integer,
        first_seen_at -> Instant,
        last_seen_at -> Instant,
        first_passed_at -> Nullable<Instant>,
        completed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::Binary;

    use crate::sql_types::Uid;

    lesson_states (organization_id, learner_id, course_version_id) {
        organization_id -> Uid,
        learner_id -> Uid,
        course_version_id -> Uid,
        states -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Nullable};

    use crate::sql_types::{Instant, Uid};

    learner_progress (organization_id, learner_id) {
        organization_id -> Uid,
        learner_id -> Uid,
        revision -> BigInt,
        latest_hour -> Nullable<Instant>,
        latest_hour_seconds -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;

    use crate::sql_types::{Instant, Uid};

    feedback (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        class_id -> Uid,
        learner_id -> Uid,
        activity_id -> Uid,
        code -> Text,
        given_by -> Uid,
        given_at -> Instant,
    }
}
