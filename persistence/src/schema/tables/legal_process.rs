//! Demands of courts and authorities for education records, and emergencies.

tables! {
    legal_processes (organization_id, id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        kind -> Text = readable(AuditTrail, KIND),
        issuer -> Binary = sealed(AuditTrail),
        reference -> Binary = sealed(AuditTrail),
        categories -> Text = readable(AuditTrail, KIND),
        received_by -> Uid = person(AuditTrail),
        received_at -> Instant = readable(AuditTrail, INTERVAL),
        return_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        no_notice_basis -> Nullable<Text> = readable(AuditTrail, KIND),
        gag_ends_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        state -> Text = readable(AuditTrail, KIND),
        validated_by -> Nullable<Uid> = person(AuditTrail),
        validated_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        school_notified_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        notice_service -> Nullable<Text> = readable(AuditTrail, KIND),
        notice_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        told_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        ended_by -> Nullable<Uid> = person(AuditTrail),
        ended_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        disclosure_id -> Nullable<Uid> = ID,
    }

    emergencies (organization_id, id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        threat -> Binary = sealed(AuditTrail),
        recipients -> Binary = sealed(AuditTrail),
        categories -> Text = readable(AuditTrail, KIND),
        recorded_by -> Uid = person(AuditTrail),
        recorded_at -> Instant = readable(AuditTrail, INTERVAL),
        expires_at -> Instant = readable(AuditTrail, INTERVAL),
        renewed_by -> Nullable<Uid> = person(AuditTrail),
        renewed_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        reasons -> Nullable<Binary> = sealed(AuditTrail),
        ended_by -> Nullable<Uid> = person(AuditTrail),
        ended_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
    }
}
