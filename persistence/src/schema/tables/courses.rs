//! Courses, their versions, units, lessons and activities, and their assignment to classes.

tables! {
    courses (organization_id, id) for Learning, kept Rule(R26) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        author_id -> Nullable<Uid> = person(AuthoredCourse),
        slug -> Text = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
    }

    course_versions (organization_id, id) for Learning, kept Rule(R26) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        course_id -> Uid = ID,
        number -> Integer = PLAIN,
        state -> Text = PLAIN,
        title -> Text = readable(AuthoredCourse, CONTENT),
        summary -> Text = readable(AuthoredCourse, CONTENT),
        language -> Text = PLAIN,
        grade_from -> Text = PLAIN,
        grade_to -> Text = PLAIN,
        published_at -> Nullable<Instant> = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
    }

    course_units (organization_id, course_version_id, id) for Learning, kept Rule(R26) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        course_version_id -> Uid = ID,
        number -> Integer = PLAIN,
        slug -> Text = PLAIN,
        title -> Text = readable(AuthoredCourse, CONTENT),
    }

    lessons (organization_id, course_version_id, id) for Learning, kept Rule(R26) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        course_version_id -> Uid = ID,
        unit_id -> Uid = ID,
        number -> Integer = PLAIN,
        slug -> Text = PLAIN,
        title -> Text = readable(AuthoredCourse, CONTENT),
        summary -> Text = readable(AuthoredCourse, CONTENT),
        minutes -> Integer = PLAIN,
    }

    activities (organization_id, course_version_id, id) for Learning, kept Rule(R26) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        course_version_id -> Uid = ID,
        lesson_id -> Uid = ID,
        number -> Integer = PLAIN,
        kind -> Text = PLAIN,
        slug -> Text = PLAIN,
        title -> Text = readable(AuthoredCourse, CONTENT),
        content -> Text = readable(AuthoredCourse, CONTENT),
    }

    course_assignments (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        class_id -> Uid = ID,
        course_organization_id -> Uid = ID,
        course_id -> Uid = ID,
        course_version_id -> Uid = ID,
        position -> Integer = PLAIN,
        visibility -> Text = PLAIN,
        opens_at -> Nullable<Instant> = PLAIN,
        due_at -> Nullable<Instant> = PLAIN,
        assigned_by -> Nullable<Uid> = person(Enrollment),
        begins_at -> Instant = PLAIN,
        ends_at -> Nullable<Instant> = PLAIN,
        updated_at -> Instant = PLAIN,
    }

    assigned_versions (organization_id, assignment_id, number) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        assignment_id -> Uid = ID,
        number -> Integer = PLAIN,
        course_organization_id -> Uid = ID,
        course_version_id -> Uid = ID,
        begins_at -> Instant = PLAIN,
    }
}
