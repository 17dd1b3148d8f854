//! What is written down about education records.

tables! {
    record_links (organization_id, id) for LegalDuty, kept For("until it is opened, at most five minutes") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        token_digest -> Binary = hashed(Credential),
        session_id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        language -> Text = readable(Profile, KIND),
        expires_at -> Instant = readable(AuditTrail, INTERVAL),
    }

    record_disclosures (organization_id, id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        ground -> Text = readable(AuditTrail, KIND),
        recipient -> Binary = sealed(AuditTrail),
        categories -> Text = readable(AuditTrail, KIND),
        statements -> Text = readable(AuditTrail, KIND),
        threat -> Nullable<Binary> = sealed(AuditTrail),
        outcome -> Text = readable(AuditTrail, KIND),
        shown_to -> Text = readable(AuditTrail, KIND),
        recorded_by -> Uid = person(AuditTrail),
        recorded_at -> Instant = readable(AuditTrail, INTERVAL),
    }
}
