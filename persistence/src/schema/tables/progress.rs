//! What learners did, the state derived from it, and feedback of teachers.

tables! {
    progress_events (organization_id, learner_id, id) for Learning, kept ByCategory {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Progress),
        id -> Uid = ID,
        course_organization_id -> Uid = ID,
        course_version_id -> Uid = ID,
        lesson_id -> Uid = ID,
        activity_id -> Nullable<Uid> = ID,
        kind -> Text = readable(Progress, KIND),
        outcome -> Nullable<Text> = readable(Progress, KIND),
        seconds -> Nullable<Integer> = readable(Progress, COUNT),
        content -> Nullable<Binary> = sealed(Work),
        collected_under -> Uid = ID,
        occurred_at -> Instant = readable(Progress, COUNT),
        received_at -> Instant = readable(Progress, COUNT),
        clock -> Text = readable(Progress, KIND),
    }

    activity_states (organization_id, learner_id, course_id, lesson_id, activity_id) for Learning, kept ByCategory {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Progress),
        course_id -> Uid = ID,
        lesson_id -> Uid = ID,
        activity_id -> Uid = ID,
        course_version_id -> Uid = ID,
        tries -> Integer = readable(Progress, COUNT),
        successes -> Integer = readable(Progress, COUNT),
        failures -> Integer = readable(Progress, COUNT),
        seconds -> Integer = readable(Progress, COUNT),
        first_seen_at -> Instant = readable(Progress, COUNT),
        last_seen_at -> Instant = readable(Progress, COUNT),
        first_passed_at -> Nullable<Instant> = readable(Progress, COUNT),
        completed_at -> Nullable<Instant> = readable(Progress, COUNT),
    }

    lesson_states (organization_id, learner_id, course_id) for Learning, kept ByCategory {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Progress),
        course_id -> Uid = ID,
        states -> Binary = readable(Progress, COUNT),
        oldest_seen_at -> Instant = readable(Progress, COUNT),
    }

    course_completions (organization_id, learner_id, course_id) for Learning, kept ByCategory {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Progress),
        course_id -> Uid = ID,
        status -> Text = readable(Progress, KIND),
        last_on -> Date = readable(Progress, DAY),
    }

    learner_progress (organization_id, learner_id) for Learning, kept ByCategory {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Progress),
        revision -> BigInt = PLAIN,
        latest_hour -> Nullable<Instant> = readable(Progress, HOUR),
        latest_hour_seconds -> Nullable<Integer> = readable(Progress, HOUR),
        day -> Nullable<Instant> = readable(Progress, DAY),
        day_bytes -> Nullable<Integer> = readable(Progress, DAY),
    }

    saved_work (organization_id, learner_id, activity_id) for Learning, kept ByCategory {
        organization_id -> Uid = ID,
        learner_id -> Uid = person(Work),
        activity_id -> Uid = ID,
        content -> Binary = sealed(Work),
        collected_under -> Uid = ID,
        updated_at -> Instant = readable(Work, COUNT),
    }

    feedback (organization_id, id) for AchievementReport, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        class_id -> Uid = ID,
        learner_id -> Uid = person(Assessment),
        activity_id -> Uid = ID,
        event_id -> Nullable<Uid> = ID,
        code -> Text = readable(Assessment, KIND),
        given_by -> Uid = person(Assessment),
        given_at -> Instant = readable(Assessment, COUNT),
        read_at -> Nullable<Instant> = readable(Assessment, COUNT),
        withdrawn_at -> Nullable<Instant> = readable(Assessment, COUNT),
    }
}
