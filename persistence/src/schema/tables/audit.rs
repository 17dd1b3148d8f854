//! The audit log: events, the chain that links them, and the events that wait to be linked.

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    use crate::sql_types::{Instant, Uid};

    audit_events (organization_id, id) {
        organization_id -> Uid,
        id -> Uid,
        at -> Instant,
        happening -> Text,
        outcome -> Text,
        actor_id -> Nullable<Uid>,
        relationship -> Nullable<Text>,
        basis -> Nullable<Text>,
        subject_kind -> Nullable<Text>,
        subject_id -> Nullable<Uid>,
        person_id -> Nullable<Uid>,
        records -> Integer,
        request_id -> Uid,
        source_network -> Nullable<Text>,
        source_client -> Nullable<Text>,
        detail -> Nullable<Binary>,
        leaf -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Binary};

    use crate::sql_types::Uid;

    audit_links (organization_id, position) {
        organization_id -> Uid,
        position -> BigInt,
        event_id -> Uid,
        link -> Binary,
    }
}

diesel::table! {
    use crate::sql_types::Uid;

    audit_queue (organization_id, event_id) {
        organization_id -> Uid,
        event_id -> Uid,
    }
}
