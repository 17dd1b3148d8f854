//! Classes, who is in them, who teaches them, and the codes that lead to them.

diesel::table! {
    use diesel::sql_types::{Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    classes (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        school_id -> Uid,
        academic_session_id -> Nullable<Uid>,
        title -> Text,
        grade_level -> Nullable<Text>,
        sign_in_code -> Text,
        access_ends_at -> Instant,
        archived_at -> Nullable<Instant>,
        left_roster_at -> Nullable<Instant>,
        source_id -> Nullable<Text>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable};

    use crate::sql_types::{Instant, Uid};

    enrollments (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        class_id -> Uid,
        user_id -> Uid,
        collected_under -> Uid,
        begins_at -> Instant,
        ends_at -> Nullable<Instant>,
        source_index -> Nullable<Binary>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    teaching_assignments (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        class_id -> Uid,
        user_id -> Uid,
        role -> Text,
        granted_by -> Nullable<Uid>,
        begins_at -> Instant,
        ends_at -> Nullable<Instant>,
        source_index -> Nullable<Binary>,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    join_codes (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        class_id -> Uid,
        code -> Text,
        uses -> Integer,
        max_uses -> Integer,
        created_by -> Uid,
        created_at -> Instant,
        expires_at -> Instant,
        revoked_at -> Nullable<Instant>,
    }
}
