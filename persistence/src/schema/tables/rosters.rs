//! Roster imports: the staged bundle, its preview and its row report.

diesel::table! {
    use diesel::sql_types::{BigInt, Binary, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    roster_imports (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        state -> Text,
        refusal -> Nullable<Text>,
        oneroster_version -> Nullable<Text>,
        bundle_digest -> Binary,
        base_revision -> BigInt,
        summary -> Text,
        staged_by -> Nullable<Uid>,
        staged_at -> Instant,
        decided_by -> Nullable<Uid>,
        decided_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer};

    use crate::sql_types::Uid;

    roster_bundles (organization_id, import_id, part) {
        organization_id -> Uid,
        import_id -> Uid,
        part -> Integer,
        content -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};

    use crate::sql_types::Uid;

    roster_findings (organization_id, import_id, number) {
        organization_id -> Uid,
        import_id -> Uid,
        number -> Integer,
        file -> Text,
        row -> Nullable<Integer>,
        field -> Nullable<Text>,
        code -> Text,
        severity -> Text,
        times -> BigInt,
    }
}
