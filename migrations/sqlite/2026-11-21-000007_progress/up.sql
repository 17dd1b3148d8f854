CREATE TABLE progress_events (
    organization_id        BLOB NOT NULL,
    learner_id             BLOB NOT NULL,
    id                     BLOB NOT NULL,
    course_organization_id BLOB NOT NULL,
    course_version_id      BLOB NOT NULL,
    lesson_id              BLOB NOT NULL,
    activity_id            BLOB,
    kind                   TEXT NOT NULL CHECK (kind IN ('lesson_opened', 'attempted', 'completed', 'time_spent', 'prompt_answered')),
    outcome                TEXT,
    seconds                INTEGER,
    content                BLOB,
    collected_under        BLOB NOT NULL,
    occurred_at            INTEGER NOT NULL,
    received_at            INTEGER NOT NULL,
    clock                  TEXT NOT NULL CHECK (clock IN ('plausible', 'ahead')),
    PRIMARY KEY (organization_id, learner_id, id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (course_organization_id, course_version_id, lesson_id)
        REFERENCES lessons (organization_id, course_version_id, id),
    FOREIGN KEY (course_organization_id, course_version_id, activity_id)
        REFERENCES activities (organization_id, course_version_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id)
) STRICT;
CREATE INDEX progress_events_learner_id_occurred_at ON progress_events (organization_id, learner_id, occurred_at, id);
CREATE TRIGGER progress_events_refuses_update BEFORE UPDATE ON progress_events
BEGIN
    SELECT RAISE(ABORT, 'progress_events is written once');
END;

CREATE TABLE activity_states (
    organization_id   BLOB NOT NULL,
    learner_id        BLOB NOT NULL,
    course_id         BLOB NOT NULL,
    lesson_id         BLOB NOT NULL,
    activity_id       BLOB NOT NULL,
    course_version_id BLOB NOT NULL,
    tries             INTEGER NOT NULL,
    successes         INTEGER NOT NULL,
    failures          INTEGER NOT NULL,
    seconds           INTEGER NOT NULL,
    first_seen_at     INTEGER NOT NULL,
    last_seen_at      INTEGER NOT NULL,
    first_passed_at   INTEGER,
    completed_at      INTEGER,
    PRIMARY KEY (organization_id, learner_id, course_id, lesson_id, activity_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What events add up to in the lessons of a course, packed: a class is read by one row a student.
CREATE TABLE lesson_states (
    organization_id   BLOB NOT NULL,
    learner_id        BLOB NOT NULL,
    course_id         BLOB NOT NULL,
    states            BLOB NOT NULL,
    PRIMARY KEY (organization_id, learner_id, course_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE learner_progress (
    organization_id     BLOB NOT NULL,
    learner_id          BLOB NOT NULL,
    revision            INTEGER NOT NULL,
    latest_hour         INTEGER,
    latest_hour_seconds INTEGER,
    day                 INTEGER,
    day_bytes           INTEGER,
    PRIMARY KEY (organization_id, learner_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_work (
    organization_id BLOB NOT NULL,
    learner_id      BLOB NOT NULL,
    activity_id     BLOB NOT NULL,
    content         BLOB NOT NULL,
    collected_under BLOB NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, learner_id, activity_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    class_id        BLOB NOT NULL,
    learner_id      BLOB NOT NULL,
    activity_id     BLOB NOT NULL,
    event_id        BLOB,
    code            TEXT NOT NULL,
    given_by        BLOB NOT NULL,
    given_at        INTEGER NOT NULL,
    read_at         INTEGER,
    withdrawn_at    INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, learner_id, event_id)
        REFERENCES progress_events (organization_id, learner_id, id),
    FOREIGN KEY (organization_id, given_by) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_learner_id ON feedback (organization_id, learner_id, id);
