-- What a person chose of a setting. A setting at its default has no row.
CREATE TABLE setting_values (
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    setting         text NOT NULL,
    value           text NOT NULL CHECK (value IN ('off', 'on', 'en', 'es')),
    chosen_by       text NOT NULL CHECK (chosen_by IN ('oneself', 'parent', 'school')),
    chosen_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id, setting),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
SELECT hold_to_tenant('setting_values');

-- What was changed of settings, and what waits for somebody who decides.
CREATE TABLE setting_changes (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    user_id         uuid NOT NULL,
    setting         text NOT NULL,
    value_before    text NOT NULL CHECK (value_before IN ('off', 'on', 'en', 'es')),
    value_after     text NOT NULL CHECK (value_after IN ('off', 'on', 'en', 'es')),
    asked_as        text NOT NULL CHECK (asked_as IN ('oneself', 'parent', 'school')),
    asked_by        uuid,
    asked_at        timestamptz NOT NULL,
    state           text NOT NULL CHECK (state IN ('applied', 'waiting', 'approved', 'denied', 'lapsed', 'withdrawn', 'closed')),
    decider         text CHECK (decider IN ('parent', 'school')),
    lapses_at       timestamptz,
    decided_by      uuid,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    -- Who acts for another is named; who acts for themselves is the person.
    CHECK ((asked_as = 'oneself') = (asked_by IS NULL)),
    -- What waits or waited says for whom, and until when; what was made at once does not.
    CHECK ((state = 'applied') = (decider IS NULL)),
    CHECK ((decider IS NULL) = (lapses_at IS NULL)),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK ((state IN ('approved', 'denied')) = (decided_by IS NOT NULL))
);
CREATE INDEX setting_changes_user_id ON setting_changes (organization_id, user_id);
-- Of each setting one change waits at a time.
CREATE UNIQUE INDEX setting_changes_waiting ON setting_changes (organization_id, user_id, setting) WHERE state = 'waiting';
SELECT hold_to_tenant('setting_changes');
