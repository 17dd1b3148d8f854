//! Tenants, their keys, schools, agreements and terms.

diesel::table! {
    use diesel::sql_types::{BigInt, Text};

    use crate::sql_types::{Instant, Uid};

    organizations (organization_id) {
        organization_id -> Uid,
        kind -> Text,
        name -> Text,
        slug -> Text,
        state -> Text,
        roster_revision -> BigInt,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::Text;

    use crate::sql_types::Uid;

    handles (kind, handle) {
        kind -> Text,
        handle -> Text,
        organization_id -> Uid,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Text};

    use crate::sql_types::{Instant, Uid};

    organization_keys (organization_id) {
        organization_id -> Uid,
        master_key_id -> Text,
        wrapped -> Binary,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::Binary;

    use crate::sql_types::Uid;

    subject_keys (organization_id, subject_id) {
        organization_id -> Uid,
        subject_id -> Uid,
        wrapped -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    schools (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        name -> Text,
        time_zone -> Text,
        source_id -> Nullable<Text>,
        created_at -> Instant,
        updated_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Date, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    agreements (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        school_id -> Uid,
        signatory_role -> Text,
        signed_on -> Date,
        starts_on -> Date,
        ends_on -> Date,
        data_schedule -> Text,
        document_digest -> Nullable<Binary>,
        recorded_by -> Nullable<Uid>,
        recorded_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Date, Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    academic_sessions (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        kind -> Text,
        title -> Text,
        starts_on -> Date,
        ends_on -> Date,
        school_year -> Integer,
        parent_id -> Nullable<Uid>,
        source_id -> Nullable<Text>,
        created_at -> Instant,
        updated_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}
