//! What schools designate as directory information, and who refused it.

tables! {
    directory_designations (organization_id, id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        notice_on -> Date = PLAIN,
        refuse_until -> Date = PLAIN,
        recorded_by -> Uid = person(AuditTrail),
        recorded_at -> Instant = readable(AuditTrail, INTERVAL),
        ended_by -> Nullable<Uid> = person(AuditTrail),
        ended_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
    }

    directory_types (organization_id, designation_id, directory_type) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        designation_id -> Uid = ID,
        directory_type -> Text = PLAIN,
        effective_at -> Instant = PLAIN,
    }

    directory_parties (organization_id, id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        designation_id -> Uid = ID,
        name -> Text = PLAIN,
        purpose -> Text = PLAIN,
        effective_at -> Instant = PLAIN,
    }

    directory_refusals (organization_id, id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        directory_type -> Text = readable(AuditTrail, KIND),
        manner -> Text = readable(AuditTrail, KIND),
        refused_by -> Uid = person(AuditTrail),
        refused_at -> Instant = readable(AuditTrail, INTERVAL),
        rescinded_by -> Nullable<Uid> = person(AuditTrail),
        rescinded_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
    }
}
