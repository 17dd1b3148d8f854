//! What families contest of education records, and what became of it.

tables! {
    amendments (organization_id, id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        requester_id -> Uid = person(AuditTrail),
        part -> Text = readable(AuditTrail, KIND),
        item_id -> Nullable<Uid> = ID,
        ground -> Text = readable(AuditTrail, KIND),
        contention -> Binary = sealed(AuditTrail),
        state -> Text = readable(AuditTrail, KIND),
        requested_at -> Instant = readable(AuditTrail, INTERVAL),
        act_by -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        decided_by -> Nullable<Uid> = person(AuditTrail),
        decided_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        reasons -> Nullable<Binary> = sealed(AuditTrail),
        hearing_asked_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        hearing_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        hearing_place -> Nullable<Binary> = sealed(AuditTrail),
        officer_id -> Nullable<Uid> = person(AuditTrail),
        held_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        concluded_by -> Nullable<Uid> = person(AuditTrail),
        concluded_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        findings -> Nullable<Binary> = sealed(AuditTrail),
        corrected_by -> Nullable<Uid> = person(AuditTrail),
        corrected_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
        closed_at -> Nullable<Instant> = readable(AuditTrail, INTERVAL),
    }

    statements_of_disagreement (organization_id, amendment_id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        amendment_id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        part -> Text = readable(AuditTrail, KIND),
        item_id -> Nullable<Uid> = ID,
        statement -> Binary = sealed(AuditTrail),
        stated_at -> Instant = readable(AuditTrail, INTERVAL),
    }

    disclosed_statements (organization_id, disclosure_id, amendment_id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        disclosure_id -> Uid = ID,
        amendment_id -> Uid = ID,
    }

    correction_notices (organization_id, amendment_id, disclosure_id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        amendment_id -> Uid = ID,
        disclosure_id -> Uid = ID,
        told_by -> Uid = person(AuditTrail),
        told_at -> Instant = readable(AuditTrail, INTERVAL),
    }

    inspection_sessions (organization_id, id) for LegalDuty, kept Rule(R19) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(AuditTrail),
        opened_by -> Uid = person(AuditTrail),
        staff_id -> Uid = person(AuditTrail),
        begins_at -> Instant = readable(AuditTrail, INTERVAL),
        ends_at -> Instant = readable(AuditTrail, INTERVAL),
    }

    inspection_steps (organization_id, request_id, step) for LegalDuty, kept Rule(R16) {
        organization_id -> Uid = ID,
        request_id -> Uid = ID,
        step -> Text = readable(Authorization, KIND),
        happened_at -> Instant = readable(Authorization, INTERVAL),
    }

    accuracy_reviews (organization_id, school_id, academic_session_id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        school_id -> Uid = ID,
        academic_session_id -> Uid = ID,
        confirmed_by -> Uid = person(AuditTrail),
        confirmed_at -> Instant = readable(AuditTrail, INTERVAL),
    }
}
