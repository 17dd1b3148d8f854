//! People, their roles and credentials, their sessions, and the keys that sign their tokens.

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    users (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        kind -> Text,
        status -> Text,
        given_name -> Binary,
        family_name -> Binary,
        display_name -> Binary,
        email -> Nullable<Binary>,
        email_index -> Nullable<Binary>,
        username -> Nullable<Binary>,
        username_index -> Nullable<Binary>,
        source_id -> Nullable<Binary>,
        source_index -> Nullable<Binary>,
        source_digest -> Nullable<Binary>,
        grade_level -> Nullable<Text>,
        epoch -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    credentials (organization_id, user_id) {
        organization_id -> Uid,
        user_id -> Uid,
        kind -> Text,
        hash -> Text,
        failures -> Integer,
        last_failed_at -> Nullable<Instant>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    staff_roles (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        user_id -> Uid,
        school_id -> Nullable<Uid>,
        role -> Text,
        origin -> Text,
        begins_at -> Instant,
        ends_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable};

    use crate::sql_types::{Instant, Uid};

    invitations (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        user_id -> Uid,
        token_digest -> Binary,
        invited_by -> Nullable<Uid>,
        reach_school_id -> Nullable<Uid>,
        created_at -> Instant,
        expires_at -> Instant,
        accepted_at -> Nullable<Instant>,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    sessions (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        user_id -> Uid,
        epoch -> Integer,
        kind -> Text,
        client -> Text,
        started_at -> Instant,
        last_used_at -> Instant,
        revoked_at -> Nullable<Instant>,
        revoked_because -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable};

    use crate::sql_types::{Instant, Uid};

    refresh_tokens (organization_id, token_digest) {
        organization_id -> Uid,
        token_digest -> Binary,
        session_id -> Uid,
        generation -> Integer,
        issued_at -> Instant,
        consumed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    signing_keys (organization_id, kid) {
        organization_id -> Uid,
        kid -> Text,
        public_key -> Binary,
        private_key -> Binary,
        created_at -> Instant,
        activates_at -> Instant,
        retires_at -> Instant,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Text};

    use crate::sql_types::{Instant, Uid};

    throttles (organization_id, kind, subject_index) {
        organization_id -> Uid,
        kind -> Text,
        subject_index -> Binary,
        failures -> Integer,
        last_failed_at -> Instant,
        delays_noted -> Integer,
        updated_at -> Instant,
    }
}
