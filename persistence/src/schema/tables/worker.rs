//! Work that the service does by itself, and the messages that it sends.

tables! {
    jobs (organization_id, id) for LegalDuty, kept For("three months after it was done") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        kind -> Text = PLAIN,
        subject_id -> Uid = ID,
        due_at -> Instant = PLAIN,
        state -> Text = PLAIN,
        attempts -> Integer = PLAIN,
        not_before -> Instant = PLAIN,
        leased_until -> Nullable<Instant> = PLAIN,
        hindrance -> Nullable<Text> = PLAIN,
        created_at -> Instant = PLAIN,
        ended_at -> Nullable<Instant> = PLAIN,
    }

    messages (organization_id, id) for LegalDuty, kept For("address and content until it is sent; that it was sent, for three months") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        kind -> Text = readable(ParentContact, KIND),
        template_version -> Integer = PLAIN,
        language -> Text = readable(ParentContact, KIND),
        person_id -> Uid = person(ParentContact),
        about_id -> Nullable<Uid> = ID,
        recipient -> Nullable<Binary> = sealed(ParentContact),
        content -> Nullable<Binary> = sealed(ParentContact),
        state -> Text = PLAIN,
        created_at -> Instant = PLAIN,
        expires_at -> Instant = PLAIN,
        ended_at -> Nullable<Instant> = PLAIN,
    }
}
