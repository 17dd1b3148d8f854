-- What remains of a course once its lessons are so long ago that their states end.
CREATE TABLE course_completions (
    organization_id BLOB NOT NULL,
    learner_id      BLOB NOT NULL,
    course_id       BLOB NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('started', 'completed')),
    last_on         TEXT NOT NULL,
    PRIMARY KEY (organization_id, learner_id, course_id),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

-- When the learner was last in the lesson that they were in the longest ago. Of states that were there
-- before nobody knows: the next run looks at them.
ALTER TABLE lesson_states ADD COLUMN oldest_seen_at INTEGER NOT NULL DEFAULT 0;

-- That feedback or code of a learner ends on a day: at most one at a time for each rule.
CREATE TABLE record_warnings (
    organization_id BLOB NOT NULL,
    learner_id      BLOB NOT NULL,
    rule            TEXT NOT NULL CHECK (rule IN ('R-06', 'R-07')),
    ends_at         INTEGER NOT NULL,
    warned_at       INTEGER NOT NULL,
    run_id          BLOB NOT NULL,
    told_at         INTEGER,
    PRIMARY KEY (organization_id, learner_id, rule),
    FOREIGN KEY (organization_id, learner_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, run_id) REFERENCES retention_runs (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_warnings_run_id ON record_warnings (organization_id, run_id);
