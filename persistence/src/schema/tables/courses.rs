//! Courses, their versions, units, lessons and activities, and their assignment to classes.

diesel::table! {
    use diesel::sql_types::{Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    courses (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        author_id -> Nullable<Uid>,
        slug -> Text,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    course_versions (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        course_id -> Uid,
        number -> Integer,
        state -> Text,
        title -> Text,
        summary -> Text,
        language -> Text,
        grade_from -> Text,
        grade_to -> Text,
        published_at -> Nullable<Instant>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Text};

    use crate::sql_types::Uid;

    course_units (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        course_version_id -> Uid,
        number -> Integer,
        slug -> Text,
        title -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Text};

    use crate::sql_types::Uid;

    lessons (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        course_version_id -> Uid,
        unit_id -> Uid,
        number -> Integer,
        slug -> Text,
        title -> Text,
        summary -> Text,
        minutes -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Text};

    use crate::sql_types::Uid;

    activities (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        course_version_id -> Uid,
        lesson_id -> Uid,
        number -> Integer,
        kind -> Text,
        slug -> Text,
        title -> Text,
        content -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Nullable;

    use crate::sql_types::{Instant, Uid};

    course_assignments (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        class_id -> Uid,
        course_organization_id -> Uid,
        course_version_id -> Uid,
        assigned_by -> Nullable<Uid>,
        begins_at -> Instant,
        ends_at -> Nullable<Instant>,
    }
}
