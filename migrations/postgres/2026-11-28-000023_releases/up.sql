-- Tables about students in which nobody can be found: what was released of which course, and when.
CREATE TABLE releases (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    course_id       uuid NOT NULL,
    form            text NOT NULL CHECK (form IN ('counts', 'shares')),
    students        integer NOT NULL CHECK (students >= 10),
    released_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX releases_course_id ON releases (organization_id, course_id, released_at);
SELECT hold_to_tenant('releases');

-- The numbers of a release, as they were published: of a school or of all, with an outcome or of all. A
-- number that was left out is NULL.
CREATE TABLE release_numbers (
    organization_id uuid NOT NULL,
    release_id      uuid NOT NULL,
    line            integer NOT NULL,
    place           integer NOT NULL,
    school_id       uuid,
    outcome         text CHECK (outcome IN ('not_started', 'begun', 'half_done', 'completed')),
    students        integer CHECK (students = 0 OR students >= 10),
    PRIMARY KEY (organization_id, release_id, line, place),
    FOREIGN KEY (organization_id, release_id) REFERENCES releases (organization_id, id),
    FOREIGN KEY (organization_id, school_id) REFERENCES schools (organization_id, id)
);
SELECT hold_to_tenant('release_numbers');

-- Of whom a release tells: what a later one is compared with. Who is erased is not here any more.
CREATE TABLE release_members (
    organization_id uuid NOT NULL,
    release_id      uuid NOT NULL,
    user_id         uuid NOT NULL,
    school_id       uuid NOT NULL,
    PRIMARY KEY (organization_id, release_id, user_id),
    FOREIGN KEY (organization_id, release_id) REFERENCES releases (organization_id, id)
);
CREATE INDEX release_members_user_id ON release_members (organization_id, user_id);
SELECT hold_to_tenant('release_members');
