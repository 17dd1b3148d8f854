//! Answers kept beside their effects, so that a repeated request gets the same one.

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    idempotency_keys (organization_id, principal_id, key) {
        organization_id -> Uid,
        principal_id -> Uid,
        key -> Text,
        fingerprint -> Binary,
        status -> Integer,
        body -> Binary,
        location -> Nullable<Binary>,
        created_at -> Instant,
        expires_at -> Instant,
    }
}
