-- What remains of a course once its lessons are so long ago that their states end.
CREATE TABLE course_completions (
    organization_id uuid NOT NULL,
    learner_id      uuid NOT NULL,
    course_id       uuid NOT NULL,
    status          text NOT NULL CHECK (status IN ('started', 'completed')),
    last_on         date NOT NULL,
    PRIMARY KEY (organization_id, learner_id, course_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('course_completions');

-- When the learner was last in the lesson that they were in the longest ago. Of states that were there
-- before nobody knows: the next run looks at them.
ALTER TABLE lesson_states ADD COLUMN oldest_seen_at timestamptz NOT NULL DEFAULT 'epoch';

-- That feedback or code of a learner ends on a day: at most one at a time for each rule.
CREATE TABLE record_warnings (
    organization_id uuid NOT NULL,
    learner_id      uuid NOT NULL,
    rule            text NOT NULL CHECK (rule IN ('R-06', 'R-07')),
    ends_at         timestamptz NOT NULL,
    warned_at       timestamptz NOT NULL,
    run_id          uuid NOT NULL,
    told_at         timestamptz,
    PRIMARY KEY (organization_id, learner_id, rule),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, run_id) REFERENCES retention_runs (organization_id, id)
);
SELECT hold_to_tenant('record_warnings');
CREATE INDEX record_warnings_run_id ON record_warnings (organization_id, run_id);
