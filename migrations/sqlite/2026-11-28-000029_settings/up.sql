-- What a person chose of a setting. A setting at its default has no row.
CREATE TABLE setting_values (
    organization_id BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    setting         TEXT NOT NULL,
    value           TEXT NOT NULL CHECK (value IN ('off', 'on', 'en', 'es')),
    chosen_by       TEXT NOT NULL CHECK (chosen_by IN ('oneself', 'parent', 'school')),
    chosen_at       INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id, setting),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What was changed of settings, and what waits for somebody who decides.
CREATE TABLE setting_changes (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    setting         TEXT NOT NULL,
    value_before    TEXT NOT NULL CHECK (value_before IN ('off', 'on', 'en', 'es')),
    value_after     TEXT NOT NULL CHECK (value_after IN ('off', 'on', 'en', 'es')),
    asked_as        TEXT NOT NULL CHECK (asked_as IN ('oneself', 'parent', 'school')),
    asked_by        BLOB,
    asked_at        INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('applied', 'waiting', 'approved', 'denied', 'lapsed', 'withdrawn', 'closed')),
    decider         TEXT CHECK (decider IN ('parent', 'school')),
    lapses_at       INTEGER,
    decided_by      BLOB,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
    -- Who acts for another is named; who acts for themselves is the person.
    CHECK ((asked_as = 'oneself') = (asked_by IS NULL)),
    -- What waits or waited says for whom, and until when; what was made at once does not.
    CHECK ((state = 'applied') = (decider IS NULL)),
    CHECK ((decider IS NULL) = (lapses_at IS NULL)),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK ((state IN ('approved', 'denied')) = (decided_by IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX setting_changes_user_id ON setting_changes (organization_id, user_id);
-- Of each setting one change waits at a time.
CREATE UNIQUE INDEX setting_changes_waiting ON setting_changes (organization_id, user_id, setting) WHERE state = 'waiting';
