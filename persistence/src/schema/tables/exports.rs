//! Copies of what is held about a person.

tables! {
    exports (organization_id, id) for LegalDuty, kept For("three months after it was asked for") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        subject_id -> Uid = person(Authorization),
        asked_by -> Uid = person(Authorization),
        relationship -> Text = readable(Authorization, KIND),
        state -> Text = readable(Authorization, KIND),
        progress -> Integer = PLAIN,
        bytes -> Nullable<Integer> = PLAIN,
        digest -> Nullable<Binary> = hashed(Authorization),
        requested_at -> Instant = readable(Authorization, INTERVAL),
        ready_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        expires_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        fetched_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        school_export_id -> Nullable<Uid> = ID,
    }

    school_exports (organization_id, id) for LegalDuty, kept For("three months after it was asked for") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        asked_by -> Uid = person(Authorization),
        requested_at -> Instant = readable(Authorization, INTERVAL),
        gathered_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    export_parts (organization_id, export_id, part) for LegalDuty, kept For("until it is fetched, or for seven days") {
        organization_id -> Uid = ID,
        export_id -> Uid = ID,
        part -> Integer = PLAIN,
        content -> Binary = sealed(Work),
    }
}
