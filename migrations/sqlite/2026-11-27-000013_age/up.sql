-- From when on an account is suspended because data was collected from a child without a ground.
ALTER TABLE users ADD COLUMN suspended_at INTEGER;

-- For whom an organization offers its courses (16 CFR 312.2).
ALTER TABLE organizations ADD COLUMN audience TEXT NOT NULL DEFAULT 'child_directed_primary'
    CHECK (audience IN ('child_directed_primary', 'mixed_audience', 'general_audience'));

-- Evidence of a student's age, as coarse as it serves: what was stated, on whose word, and whether it
-- is the evidence that is kept or contradicts it. What was replaced is deleted.
CREATE TABLE age_statements (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    source          TEXT NOT NULL,
    evidence        BLOB NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('current', 'contested')),
    stated_by       BLOB,
    collected_under BLOB,
    stated_at       INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX age_statements_user_id ON age_statements (organization_id, user_id);
CREATE INDEX age_statements_contested ON age_statements (organization_id, id) WHERE state = 'contested';

-- What was announced and what was reached, once each.
CREATE TABLE age_transitions (
    organization_id BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    milestone       TEXT NOT NULL,
    stage           TEXT NOT NULL CHECK (stage IN ('announced', 'reached')),
    took_effect_on  TEXT NOT NULL,
    fired_at        INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id, milestone, stage),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

-- Answers to the age gate that still bind a visitor: the page to which they led, and no date.
CREATE TABLE age_gate_answers (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    token_digest    BLOB NOT NULL,
    next_page       TEXT NOT NULL,
    answered_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, token_digest)
) STRICT, WITHOUT ROWID;
