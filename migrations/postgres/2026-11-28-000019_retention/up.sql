-- When the person last signed in. Rosters, work and messages leave it as it is (RET-07).
ALTER TABLE users ADD COLUMN last_used_at timestamptz;
-- Nobody knows of accounts that were there before: their time begins with this release. Students of
-- schools are counted from the end of their last class.
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
ALTER TABLE households NO FORCE ROW LEVEL SECURITY;
UPDATE users SET last_used_at = now()
    WHERE kind = 'adult' OR organization_id IN (SELECT organization_id FROM households);
ALTER TABLE households FORCE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;

-- When everything that named an adult was erased. The row stays for students' records.
ALTER TABLE users ADD COLUMN erased_at timestamptz;

-- What must not be deleted, for which matter, and until when unless somebody looks at it again.
CREATE TABLE legal_holds (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    scope           text NOT NULL,
    subject_id      uuid,
    school_id       uuid,
    matter          text NOT NULL,
    key_id          uuid NOT NULL,
    reference       bytea NOT NULL,
    owner_id        uuid NOT NULL,
    placed_at       timestamptz NOT NULL,
    review_by       timestamptz NOT NULL,
    reviewed_at     timestamptz,
    released_by     uuid,
    released_at     timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((subject_id IS NOT NULL) = (scope = 'person')),
    CHECK ((school_id IS NOT NULL) = (scope = 'school')),
    CHECK ((released_by IS NULL) = (released_at IS NULL))
);
SELECT hold_to_tenant('legal_holds');
CREATE INDEX legal_holds_review_by ON legal_holds (organization_id, review_by);

-- The daily runs over what is past its time. Counts only.
CREATE TABLE retention_runs (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    day             timestamptz NOT NULL,
    state           text NOT NULL,
    active          integer NOT NULL DEFAULT 0,
    candidates      integer NOT NULL DEFAULT 0,
    cap             integer NOT NULL DEFAULT 0,
    held            integer NOT NULL DEFAULT 0,
    inspected       integer NOT NULL DEFAULT 0,
    spared          integer NOT NULL DEFAULT 0,
    warned          integer NOT NULL DEFAULT 0,
    purged          integer NOT NULL DEFAULT 0,
    reduced         integer NOT NULL DEFAULT 0,
    released_by     uuid,
    released_at     timestamptz,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, day)
);
SELECT hold_to_tenant('retention_runs');

-- Of whose end somebody was warned, and from when their time counted then: once it counts anew, the
-- warning is void.
CREATE TABLE retention_warnings (
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    nth             text NOT NULL,
    rule            text NOT NULL,
    counted_from    timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    school_id       uuid,
    run_id          uuid NOT NULL,
    warned_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id, nth),
    FOREIGN KEY (organization_id, run_id) REFERENCES retention_runs (organization_id, id)
);
SELECT hold_to_tenant('retention_warnings');
CREATE INDEX retention_warnings_run_id ON retention_warnings (organization_id, run_id);
