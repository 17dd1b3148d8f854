-- When the person last signed in. Rosters, work and messages leave it as it is (RET-07).
ALTER TABLE users ADD COLUMN last_used_at INTEGER;
-- Nobody knows of accounts that were there before: their time begins with this release. Students of
-- schools are counted from the end of their last class.
UPDATE users SET last_used_at = CAST(unixepoch('subsec') * 1000000 AS INTEGER)
    WHERE kind = 'adult' OR organization_id IN (SELECT organization_id FROM households);

-- When everything that named an adult was erased. The row stays for students' records.
ALTER TABLE users ADD COLUMN erased_at INTEGER;

-- What must not be deleted, for which matter, and until when unless somebody looks at it again.
CREATE TABLE legal_holds (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    scope           TEXT NOT NULL,
    subject_id      BLOB,
    school_id       BLOB,
    matter          TEXT NOT NULL,
    key_id          BLOB NOT NULL,
    reference       BLOB NOT NULL,
    owner_id        BLOB NOT NULL,
    placed_at       INTEGER NOT NULL,
    review_by       INTEGER NOT NULL,
    reviewed_at     INTEGER,
    released_by     BLOB,
    released_at     INTEGER,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id),
    CHECK ((subject_id IS NOT NULL) = (scope = 'person')),
    CHECK ((school_id IS NOT NULL) = (scope = 'school')),
    CHECK ((released_by IS NULL) = (released_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX legal_holds_review_by ON legal_holds (organization_id, review_by);

-- The daily runs over what is past its time. Counts only.
CREATE TABLE retention_runs (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    day             INTEGER NOT NULL,
    state           TEXT NOT NULL,
    active          INTEGER NOT NULL DEFAULT 0,
    candidates      INTEGER NOT NULL DEFAULT 0,
    cap             INTEGER NOT NULL DEFAULT 0,
    held            INTEGER NOT NULL DEFAULT 0,
    inspected       INTEGER NOT NULL DEFAULT 0,
    spared          INTEGER NOT NULL DEFAULT 0,
    warned          INTEGER NOT NULL DEFAULT 0,
    purged          INTEGER NOT NULL DEFAULT 0,
    reduced         INTEGER NOT NULL DEFAULT 0,
    released_by     BLOB,
    released_at     INTEGER,
    ended_at        INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, day)
) STRICT, WITHOUT ROWID;

-- Of whose end somebody was warned, and from when their time counted then: once it counts anew, the
-- warning is void.
CREATE TABLE retention_warnings (
    organization_id BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    nth             TEXT NOT NULL,
    rule            TEXT NOT NULL,
    counted_from    INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    school_id       BLOB,
    run_id          BLOB NOT NULL,
    warned_at       INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id, nth),
    FOREIGN KEY (organization_id, run_id) REFERENCES retention_runs (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_warnings_run_id ON retention_warnings (organization_id, run_id);
