CREATE TABLE courses (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    author_id       BLOB,
    slug            TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, slug),
    FOREIGN KEY (organization_id, author_id) REFERENCES users (organization_id, id)
) STRICT;
CREATE INDEX courses_author_id ON courses (organization_id, author_id);

CREATE TABLE course_versions (
    organization_id BLOB NOT NULL,
    id              BLOB NOT NULL,
    course_id       BLOB NOT NULL,
    number          INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('draft', 'published')),
    title           TEXT NOT NULL,
    summary         TEXT NOT NULL,
    language        TEXT NOT NULL,
    grade_from      TEXT NOT NULL,
    grade_to        TEXT NOT NULL,
    published_at    INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, course_id, number),
    UNIQUE (organization_id, course_id, id),
    FOREIGN KEY (organization_id, course_id) REFERENCES courses (organization_id, id),
    CHECK ((published_at IS NOT NULL) = (state = 'published'))
) STRICT;

CREATE TABLE course_units (
    organization_id   BLOB NOT NULL,
    id                BLOB NOT NULL,
    course_version_id BLOB NOT NULL,
    number            INTEGER NOT NULL,
    slug              TEXT NOT NULL,
    title             TEXT NOT NULL,
    PRIMARY KEY (organization_id, course_version_id, id),
    UNIQUE (organization_id, course_version_id, number),
    FOREIGN KEY (organization_id, course_version_id) REFERENCES course_versions (organization_id, id)
) STRICT;

CREATE TABLE lessons (
    organization_id   BLOB NOT NULL,
    id                BLOB NOT NULL,
    course_version_id BLOB NOT NULL,
    unit_id           BLOB NOT NULL,
    number            INTEGER NOT NULL,
    slug              TEXT NOT NULL,
    title             TEXT NOT NULL,
    summary           TEXT NOT NULL,
    minutes           INTEGER NOT NULL,
    PRIMARY KEY (organization_id, course_version_id, id),
    UNIQUE (organization_id, course_version_id, number),
    FOREIGN KEY (organization_id, course_version_id) REFERENCES course_versions (organization_id, id),
    FOREIGN KEY (organization_id, course_version_id, unit_id)
        REFERENCES course_units (organization_id, course_version_id, id)
) STRICT;

CREATE TABLE activities (
    organization_id   BLOB NOT NULL,
    id                BLOB NOT NULL,
    course_version_id BLOB NOT NULL,
    lesson_id         BLOB NOT NULL,
    number            INTEGER NOT NULL,
    kind              TEXT NOT NULL CHECK (kind IN ('text', 'code_exercise', 'question', 'check_for_understanding', 'prompt')),
    slug              TEXT NOT NULL,
    title             TEXT NOT NULL,
    content           TEXT NOT NULL,
    PRIMARY KEY (organization_id, course_version_id, id),
    UNIQUE (organization_id, course_version_id, lesson_id, number),
    FOREIGN KEY (organization_id, course_version_id, lesson_id)
        REFERENCES lessons (organization_id, course_version_id, id)
) STRICT;

CREATE TABLE course_assignments (
    organization_id        BLOB NOT NULL,
    id                     BLOB NOT NULL,
    class_id               BLOB NOT NULL,
    course_organization_id BLOB NOT NULL,
    course_id              BLOB NOT NULL,
    course_version_id      BLOB NOT NULL,
    position               INTEGER NOT NULL,
    visibility             TEXT NOT NULL CHECK (visibility IN ('visible', 'hidden')),
    opens_at               INTEGER,
    due_at                 INTEGER,
    assigned_by            BLOB,
    begins_at              INTEGER NOT NULL,
    ends_at                INTEGER,
    updated_at             INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (course_organization_id, course_id, course_version_id)
        REFERENCES course_versions (organization_id, course_id, id),
    CHECK (due_at > opens_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX course_assignments_class_id ON course_assignments (organization_id, class_id);
CREATE UNIQUE INDEX course_assignments_are_one_for_each_course
    ON course_assignments (organization_id, class_id, course_id) WHERE ends_at IS NULL;

-- The versions that an assignment had, the first under number 1.
CREATE TABLE assigned_versions (
    organization_id        BLOB NOT NULL,
    assignment_id          BLOB NOT NULL,
    number                 INTEGER NOT NULL,
    course_organization_id BLOB NOT NULL,
    course_version_id      BLOB NOT NULL,
    begins_at              INTEGER NOT NULL,
    PRIMARY KEY (organization_id, assignment_id, number),
    FOREIGN KEY (organization_id, assignment_id) REFERENCES course_assignments (organization_id, id),
    FOREIGN KEY (course_organization_id, course_version_id) REFERENCES course_versions (organization_id, id)
) STRICT, WITHOUT ROWID;
