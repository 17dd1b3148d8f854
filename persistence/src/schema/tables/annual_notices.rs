//! Annual notices of schools.

tables! {
    annual_notices (organization_id, id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        given_on -> Date = PLAIN,
        means -> Text = PLAIN,
        parts -> Text = PLAIN,
        recorded_by -> Uid = person(AuditTrail),
        recorded_at -> Instant = readable(AuditTrail, INTERVAL),
        withdrawn_by -> Nullable<Uid> = person(AuditTrail),
        withdrawn_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
    }
}
