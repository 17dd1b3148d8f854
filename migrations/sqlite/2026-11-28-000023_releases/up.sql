-- Tables about students in which nobody can be found: what was released of which course, and when.
CREATE TABLE releases (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    course_id       BLOB NOT NULL,
    form            TEXT NOT NULL,
    students        INTEGER NOT NULL CHECK (students >= 10),
    released_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX releases_course_id ON releases (organization_id, course_id, released_at);

-- The numbers of a release, as they were published: of a school or of all, with an outcome or of all. A
-- number that was left out is NULL.
CREATE TABLE release_numbers (
    organization_id BLOB NOT NULL,
    release_id      BLOB NOT NULL,
    line            INTEGER NOT NULL,
    place           INTEGER NOT NULL,
    school_id       BLOB,
    outcome         TEXT,
    students        INTEGER CHECK (students = 0 OR students >= 10),
    PRIMARY KEY (organization_id, release_id, line, place),
    FOREIGN KEY (organization_id, release_id) REFERENCES releases (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id)
) STRICT, WITHOUT ROWID;

-- Of whom a release tells: what a later one is compared with. Who is erased is not here any more.
CREATE TABLE release_members (
    organization_id BLOB NOT NULL,
    release_id      BLOB NOT NULL,
    user_id         BLOB NOT NULL,
    school_id       BLOB NOT NULL,
    PRIMARY KEY (organization_id, release_id, user_id),
    FOREIGN KEY (organization_id, release_id) REFERENCES releases (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_members_user_id ON release_members (organization_id, user_id);
