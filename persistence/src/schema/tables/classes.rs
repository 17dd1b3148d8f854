//! Classes, who is in them, who teaches them, and the codes that lead to them.

tables! {
    classes (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        kind -> Text = PLAIN,
        academic_session_id -> Nullable<Uid> = ID,
        title -> Text = PLAIN,
        grade_level -> Nullable<Text> = PLAIN,
        sign_in_code -> Text = PLAIN,
        access_ends_at -> Instant = PLAIN,
        archived_at -> Nullable<Instant> = PLAIN,
        left_roster_at -> Nullable<Instant> = PLAIN,
        source_id -> Nullable<Text> = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
    }

    enrollments (organization_id, id) for ClassManagement, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        class_id -> Uid = ID,
        user_id -> Uid = person(Enrollment),
        collected_under -> Uid = ID,
        begins_at -> Instant = readable(Enrollment, INTERVAL),
        ends_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
        source_index -> Nullable<Binary> = indexed(Enrollment),
    }

    school_enrollments (organization_id, id) for ClassManagement, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        user_id -> Uid = person(Enrollment),
        begins_at -> Instant = readable(Enrollment, INTERVAL),
        ends_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
    }

    teaching_assignments (organization_id, id) for ClassManagement, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        class_id -> Uid = ID,
        user_id -> Uid = person(Enrollment),
        role -> Text = readable(Enrollment, KIND),
        granted_by -> Nullable<Uid> = person(Enrollment),
        begins_at -> Instant = readable(Enrollment, INTERVAL),
        ends_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
        source_index -> Nullable<Binary> = indexed(Enrollment),
    }

    join_codes (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        class_id -> Uid = ID,
        code -> Text = PLAIN,
        uses -> Integer = PLAIN,
        max_uses -> Integer = PLAIN,
        created_by -> Uid = person(Enrollment),
        created_at -> Instant = PLAIN,
        expires_at -> Instant = PLAIN,
        revoked_at -> Nullable<Instant> = PLAIN,
    }
}
