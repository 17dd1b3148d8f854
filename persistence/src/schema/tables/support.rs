//! What districts let the platform's support look at.

tables! {
    support_grants (organization_id, id) for Support, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(Authorization),
        ticket -> Text = readable(Authorization, "the number of a question, of letters, digits and hyphens"),
        granted_by -> Uid = person(Authorization),
        begins_at -> Instant = readable(Authorization, INTERVAL),
        ends_at -> Instant = readable(Authorization, INTERVAL),
    }

    support_inbox (organization_id, grant_id) for Support, kept Rule(R16) {
        organization_id -> Uid = ID,
        grant_id -> Uid = ID,
        tenant_id -> Uid = ID,
        ticket -> Text = PLAIN,
        ends_at -> Instant = PLAIN,
    }
}
