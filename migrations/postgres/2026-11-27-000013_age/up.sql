-- From when on an account is suspended because data was collected from a child without a ground.
ALTER TABLE users ADD COLUMN suspended_at timestamptz;

-- For whom an organization offers its courses (16 CFR 312.2).
ALTER TABLE organizations ADD COLUMN audience text NOT NULL DEFAULT 'child_directed_primary'
    CHECK (audience IN ('child_directed_primary', 'mixed_audience', 'general_audience'));

-- Evidence of a student's age, as coarse as it serves: what was stated, on whose word, and whether it
-- is the evidence that is kept or contradicts it. What was replaced is deleted.
CREATE TABLE age_statements (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    user_id         uuid NOT NULL,
    source          text NOT NULL,
    evidence        bytea NOT NULL,
    state           text NOT NULL CHECK (state IN ('current', 'contested')),
    stated_by       uuid,
    collected_under uuid,
    stated_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, collected_under) REFERENCES grounds (organization_id, id)
);
CREATE INDEX age_statements_user_id ON age_statements (organization_id, user_id);
CREATE INDEX age_statements_contested ON age_statements (organization_id, id) WHERE state = 'contested';
SELECT hold_to_tenant('age_statements');

-- What was announced and what was reached, once each.
CREATE TABLE age_transitions (
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    milestone       text NOT NULL,
    stage           text NOT NULL CHECK (stage IN ('announced', 'reached')),
    took_effect_on  date NOT NULL,
    fired_at        timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id, milestone, stage),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('age_transitions');

-- Answers to the age gate that still bind a visitor: the page to which they led, and no date.
CREATE TABLE age_gate_answers (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    token_digest    bytea NOT NULL,
    next_page       text NOT NULL,
    answered_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, token_digest)
);
SELECT hold_to_tenant('age_gate_answers');
