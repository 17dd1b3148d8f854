//! The audit log: events, what they were about, the chain that links them, the events that wait to be linked, and where the chains end.

tables! {
    audit_events (organization_id, id) for LegalDuty, kept Rule(R21) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        at -> Instant = readable(AuditTrail, LOG),
        happening -> Text = readable(AuditTrail, LOG),
        outcome -> Text = readable(AuditTrail, LOG),
        actor_id -> Nullable<Uid> = person(AuditTrail),
        relationship -> Nullable<Text> = readable(AuditTrail, LOG),
        basis -> Nullable<Text> = readable(AuditTrail, LOG),
        subject_kind -> Nullable<Text> = readable(AuditTrail, LOG),
        subject_id -> Nullable<Uid> = ID,
        person_id -> Nullable<Uid> = person(AuditTrail),
        object_list -> Binary = DIGEST,
        records -> Integer = readable(AuditTrail, LOG),
        attempts -> Integer = readable(AuditTrail, LOG),
        channel -> Text = readable(AuditTrail, LOG),
        request_id -> Uid = ID,
        source_network -> Nullable<Text> = readable(AuditTrail, SOURCE),
        source_client -> Nullable<Text> = readable(AuditTrail, SOURCE),
        detail -> Nullable<Binary> = sealed(AuditTrail),
        leaf -> Binary = hashed(AuditTrail),
    }

    audit_objects (organization_id, list, position) for LegalDuty, kept Rule(R21) {
        organization_id -> Uid = ID,
        list -> Binary = DIGEST,
        position -> Integer = PLAIN,
        role -> Text = readable(AuditTrail, LOG),
        kind -> Text = readable(AuditTrail, LOG),
        object_id -> Uid = person(AuditTrail),
    }

    audit_links (organization_id, position) for LegalDuty, kept Rule(R21) {
        organization_id -> Uid = ID,
        position -> BigInt = PLAIN,
        event_id -> Uid = ID,
        link -> Binary = DIGEST,
    }

    audit_queue (organization_id, event_id) for LegalDuty, kept For("until the event is linked") {
        organization_id -> Uid = ID,
        event_id -> Uid = ID,
        mac -> Binary = DIGEST,
    }

    audit_heads (organization_id) for LegalDuty, kept Rule(R21) {
        organization_id -> Uid = ID,
        position -> BigInt = PLAIN,
        link -> Binary = DIGEST,
        mac -> Binary = DIGEST,
    }

    audit_installation (organization_id) for LegalDuty, kept Rule(R21) {
        organization_id -> Uid = ID,
        position -> BigInt = PLAIN,
        heads -> Binary = DIGEST,
        mac -> Binary = DIGEST,
    }
}
