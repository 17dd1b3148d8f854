//! What was erased for good, the ledgers that say so outside of the database, and restorations.

tables! {
    erased_subjects (organization_id, id) for LegalDuty, kept For("35 days, as backups") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        tenant_id -> Uid = ID,
        subject_id -> Uid = person(AuditTrail),
        part -> Text = readable(AuditTrail, KIND),
        cause -> Text = readable(AuditTrail, KIND),
        marks -> Binary = indexed(LoginIdentifier),
        erased_at -> Instant = readable(AuditTrail, INTERVAL),
        appended_at -> Nullable<Instant> = PLAIN,
    }

    erasure_ledgers (organization_id, id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        position -> BigInt = PLAIN,
        link -> Binary = DIGEST,
        appended_at -> Instant = PLAIN,
    }

    restorations (organization_id, id) for Security, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        backed_up_at -> Instant = PLAIN,
        restored_at -> Instant = PLAIN,
        replayed_at -> Nullable<Instant> = PLAIN,
    }

    suppressions (organization_id, id) for LegalDuty, kept Rule(R25) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        kind -> Text = readable(AuditTrail, KIND),
        digest -> Binary = indexed(LoginIdentifier),
        cause -> Text = readable(AuditTrail, KIND),
        recorded_at -> Instant = readable(AuditTrail, INTERVAL),
        ends_at -> Instant = readable(AuditTrail, INTERVAL),
        lifted_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        lifted_by -> Nullable<Uid> = person(AuditTrail),
        lift_reason -> Nullable<Text> = readable(AuditTrail, KIND),
    }
}
