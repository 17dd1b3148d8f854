CREATE TABLE courses (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    author_id       uuid,
    slug            text NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, slug),
    FOREIGN KEY (organization_id, author_id) REFERENCES users (organization_id, id)
);
CREATE INDEX courses_author_id ON courses (organization_id, author_id);
SELECT hold_to_tenant('courses');
CREATE POLICY catalogue ON courses FOR SELECT
    USING (organization_id = '00000000-0000-7000-8000-000000000001');

CREATE TABLE course_versions (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    course_id       uuid NOT NULL,
    number          integer NOT NULL,
    state           text NOT NULL CHECK (state IN ('draft', 'published')),
    title           text NOT NULL,
    summary         text NOT NULL,
    language        text NOT NULL,
    grade_from      text NOT NULL,
    grade_to        text NOT NULL,
    published_at    timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, course_id, number),
    UNIQUE (organization_id, course_id, id),
    FOREIGN KEY (organization_id, course_id) REFERENCES courses (organization_id, id),
    CHECK ((published_at IS NOT NULL) = (state = 'published'))
);
SELECT hold_to_tenant('course_versions');
CREATE POLICY catalogue ON course_versions FOR SELECT
    USING (organization_id = '00000000-0000-7000-8000-000000000001');

CREATE TABLE course_units (
    organization_id   uuid NOT NULL,
    id                uuid NOT NULL,
    course_version_id uuid NOT NULL,
    number            integer NOT NULL,
    slug              text NOT NULL,
    title             text NOT NULL,
    PRIMARY KEY (organization_id, course_version_id, id),
    UNIQUE (organization_id, course_version_id, number),
    FOREIGN KEY (organization_id, course_version_id) REFERENCES course_versions (organization_id, id)
);
SELECT hold_to_tenant('course_units');
CREATE POLICY catalogue ON course_units FOR SELECT
    USING (organization_id = '00000000-0000-7000-8000-000000000001');

CREATE TABLE lessons (
    organization_id   uuid NOT NULL,
    id                uuid NOT NULL,
    course_version_id uuid NOT NULL,
    unit_id           uuid NOT NULL,
    number            integer NOT NULL,
    slug              text NOT NULL,
    title             text NOT NULL,
    summary           text NOT NULL,
    minutes           integer NOT NULL,
    PRIMARY KEY (organization_id, course_version_id, id),
    UNIQUE (organization_id, course_version_id, number),
    FOREIGN KEY (organization_id, course_version_id) REFERENCES course_versions (organization_id, id),
    FOREIGN KEY (organization_id, course_version_id, unit_id)
        REFERENCES course_units (organization_id, course_version_id, id)
);
SELECT hold_to_tenant('lessons');
CREATE POLICY catalogue ON lessons FOR SELECT
    USING (organization_id = '00000000-0000-7000-8000-000000000001');

CREATE TABLE activities (
    organization_id   uuid NOT NULL,
    id                uuid NOT NULL,
    course_version_id uuid NOT NULL,
    lesson_id         uuid NOT NULL,
    number            integer NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('text', 'code_exercise', 'question', 'check_for_understanding', 'prompt')),
    slug              text NOT NULL,
    title             text NOT NULL,
    content           text NOT NULL,
    PRIMARY KEY (organization_id, course_version_id, id),
    UNIQUE (organization_id, course_version_id, lesson_id, number),
    FOREIGN KEY (organization_id, course_version_id, lesson_id)
        REFERENCES lessons (organization_id, course_version_id, id)
);
SELECT hold_to_tenant('activities');
CREATE POLICY catalogue ON activities FOR SELECT
    USING (organization_id = '00000000-0000-7000-8000-000000000001');

CREATE TABLE course_assignments (
    organization_id        uuid NOT NULL,
    id                     uuid NOT NULL,
    class_id               uuid NOT NULL,
    course_organization_id uuid NOT NULL,
    course_id              uuid NOT NULL,
    course_version_id      uuid NOT NULL,
    position               integer NOT NULL,
    visibility             text NOT NULL CHECK (visibility IN ('visible', 'hidden')),
    opens_at               timestamptz,
    due_at                 timestamptz,
    assigned_by            uuid,
    begins_at              timestamptz NOT NULL,
    ends_at                timestamptz,
    updated_at             timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, class_id) REFERENCES classes (organization_id, id),
    FOREIGN KEY (course_organization_id, course_id, course_version_id)
        REFERENCES course_versions (organization_id, course_id, id),
    CHECK (due_at > opens_at)
);
CREATE INDEX course_assignments_class_id ON course_assignments (organization_id, class_id);
CREATE UNIQUE INDEX course_assignments_are_one_for_each_course
    ON course_assignments (organization_id, class_id, course_id) WHERE ends_at IS NULL;
SELECT hold_to_tenant('course_assignments');

-- The versions that an assignment had, the first under number 1.
CREATE TABLE assigned_versions (
    organization_id        uuid NOT NULL,
    assignment_id          uuid NOT NULL,
    number                 integer NOT NULL,
    course_organization_id uuid NOT NULL,
    course_version_id      uuid NOT NULL,
    begins_at              timestamptz NOT NULL,
    PRIMARY KEY (organization_id, assignment_id, number),
    FOREIGN KEY (organization_id, assignment_id) REFERENCES course_assignments (organization_id, id),
    FOREIGN KEY (course_organization_id, course_version_id) REFERENCES course_versions (organization_id, id)
);
SELECT hold_to_tenant('assigned_versions');
