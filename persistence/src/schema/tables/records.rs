//! What is written down about education records.

tables! {
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
