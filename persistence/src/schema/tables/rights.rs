//! What people ask about their data, what is erased, and what visitors ask about privacy.

tables! {
    rights_requests (organization_id, id) for LegalDuty, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        subject_id -> Uid = person(Authorization),
        requester_id -> Uid = person(Authorization),
        kind -> Text = readable(Authorization, KIND),
        finality -> Text = readable(Authorization, KIND),
        authority -> Text = readable(Authorization, KIND),
        context -> Text = readable(Authorization, KIND),
        decider -> Text = PLAIN,
        school_id -> Nullable<Uid> = ID,
        collected_from -> Text = readable(AgeEvidence, KIND),
        state -> Text = readable(Authorization, KIND),
        time_zone -> Nullable<Text> = PLAIN,
        received_at -> Instant = readable(Authorization, INTERVAL),
        acknowledged_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        due_at -> Instant = readable(Authorization, INTERVAL),
        extended_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        extension_reason -> Nullable<Text> = readable(Authorization, KIND),
        paused_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        pause_reason -> Nullable<Text> = readable(Authorization, KIND),
        refusal_reason -> Nullable<Text> = readable(Authorization, KIND),
        decided_by -> Nullable<Uid> = person(Authorization),
        decided_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        done_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        receipt_id -> Nullable<Uid> = ID,
    }

    request_deadlines (organization_id, request_id, regime, duty) for LegalDuty, kept Rule(R16) {
        organization_id -> Uid = ID,
        request_id -> Uid = ID,
        regime -> Text = PLAIN,
        duty -> Text = PLAIN,
        due_at -> Instant = readable(Authorization, INTERVAL),
    }

    request_inbox (organization_id, request_id) for LegalDuty, kept Rule(R16) {
        organization_id -> Uid = ID,
        request_id -> Uid = ID,
        tenant_id -> Uid = ID,
    }

    restrictions (organization_id, request_id) for LegalDuty, kept Rule(R16) {
        organization_id -> Uid = ID,
        request_id -> Uid = ID,
        subject_id -> Uid = person(Authorization),
        part -> Text = readable(Authorization, KIND),
        begins_at -> Instant = readable(Authorization, INTERVAL),
        ends_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    erasures (organization_id, id) for LegalDuty, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        request_id -> Uid = ID,
        subject_id -> Uid = person(Authorization),
        scope -> Text = readable(Authorization, KIND),
        prior_status -> Nullable<Text> = readable(Enrollment, KIND),
        prior_locked_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
        hidden_at -> Instant = readable(Authorization, INTERVAL),
        purge_at -> Instant = readable(Authorization, INTERVAL),
        undo_digest -> Nullable<Binary> = hashed(Credential),
        undone_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        purged_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        receipt_id -> Uid = ID,
    }

    erased_places (organization_id, erasure_id, place, place_id) for LegalDuty, kept Rule(R22) {
        organization_id -> Uid = ID,
        erasure_id -> Uid = ID,
        place -> Text = readable(Enrollment, KIND),
        place_id -> Uid = ID,
        ends_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
    }

    erasure_receipts (organization_id, id) for LegalDuty, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        issued_at -> Instant = PLAIN,
        signed -> Text = PLAIN,
    }

    privacy_enquiries (organization_id, id) for Support, kept Rule(R15) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        ticket -> Text = PLAIN,
        enquirer_id -> Uid = person(SupportTicket),
        topic -> Text = readable(SupportTicket, KIND),
        about -> Text = readable(SupportTicket, KIND),
        reply_to -> Binary = sealed(SupportTicket),
        received_at -> Instant = readable(SupportTicket, INTERVAL),
        answer_by -> Instant = PLAIN,
        closed_at -> Nullable<Instant> = readable(SupportTicket, INTERVAL),
    }
}
