CREATE TABLE progress_events (
    organization_id        uuid NOT NULL,
    learner_id             uuid NOT NULL,
    id                     uuid NOT NULL,
    course_organization_id uuid NOT NULL,
    course_version_id      uuid NOT NULL,
    lesson_id              uuid NOT NULL,
    activity_id            uuid,
    kind                   text NOT NULL CHECK (kind IN ('lesson_opened', 'attempted', 'completed', 'time_spent', 'prompt_answered')),
    outcome                text,
    seconds                integer,
    content                bytea,
    collected_under        uuid NOT NULL,
    occurred_at            timestamptz NOT NULL,
    received_at            timestamptz NOT NULL,
    clock                  text NOT NULL CHECK (clock IN ('plausible', 'ahead')),
    PRIMARY KEY (organization_id, learner_id, id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (course_organization_id, course_version_id, lesson_id)
        REFERENCES lessons (organization_id, course_version_id, id),
    FOREIGN KEY (course_organization_id, course_version_id, activity_id)
        REFERENCES activities (organization_id, course_version_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id)
);
CREATE INDEX progress_events_learner_id_occurred_at ON progress_events (organization_id, learner_id, occurred_at, id);
SELECT hold_to_tenant('progress_events');
CREATE TRIGGER progress_events_is_written_once BEFORE UPDATE ON progress_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE activity_states (
    organization_id   uuid NOT NULL,
    learner_id        uuid NOT NULL,
    course_id         uuid NOT NULL,
    lesson_id         uuid NOT NULL,
    activity_id       uuid NOT NULL,
    course_version_id uuid NOT NULL,
    tries             integer NOT NULL,
    successes         integer NOT NULL,
    failures          integer NOT NULL,
    seconds           integer NOT NULL,
    first_seen_at     timestamptz NOT NULL,
    last_seen_at      timestamptz NOT NULL,
    first_passed_at   timestamptz,
    completed_at      timestamptz,
    PRIMARY KEY (organization_id, learner_id, course_id, lesson_id, activity_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('activity_states');

-- What events add up to in the lessons of a course, packed: a class is read by one row a student.
CREATE TABLE lesson_states (
    organization_id   uuid NOT NULL,
    learner_id        uuid NOT NULL,
    course_id         uuid NOT NULL,
    states            bytea NOT NULL,
    PRIMARY KEY (organization_id, learner_id, course_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('lesson_states');

CREATE TABLE learner_progress (
    organization_id     uuid NOT NULL,
    learner_id          uuid NOT NULL,
    revision            bigint NOT NULL,
    latest_hour         timestamptz,
    latest_hour_seconds integer,
    day                 timestamptz,
    day_bytes           integer,
    PRIMARY KEY (organization_id, learner_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('learner_progress');

CREATE TABLE saved_work (
    organization_id uuid NOT NULL,
    learner_id      uuid NOT NULL,
    activity_id     uuid NOT NULL,
    content         bytea NOT NULL,
    collected_under uuid NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, learner_id, activity_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id)
);
SELECT hold_to_tenant('saved_work');

CREATE TABLE feedback (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    class_id        uuid NOT NULL,
    learner_id      uuid NOT NULL,
    activity_id     uuid NOT NULL,
    event_id        uuid,
    code            text NOT NULL,
    given_by        uuid NOT NULL,
    given_at        timestamptz NOT NULL,
    read_at         timestamptz,
    withdrawn_at    timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, learner_id, event_id)
        REFERENCES progress_events (organization_id, learner_id, id),
    FOREIGN KEY (organization_id, given_by) REFERENCES users (organization_id, id)
);
CREATE INDEX feedback_learner_id ON feedback (organization_id, learner_id, id);
SELECT hold_to_tenant('feedback');
