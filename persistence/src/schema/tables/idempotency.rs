//! Answers kept beside their effects.

tables! {
    idempotency_keys (organization_id, principal_id, key) for Security, kept For("72 hours") {
        organization_id -> Uid = ID,
        principal_id -> Uid = person(Technical),
        key -> Text = PLAIN,
        fingerprint -> Binary = DIGEST,
        status -> Integer = PLAIN,
        body -> Nullable<Binary> = sealed(Technical),
        location -> Nullable<Binary> = sealed(Technical),
        secrets_of -> Nullable<Binary> = sealed(Technical),
        created_at -> Instant = PLAIN,
        body_ends_at -> Instant = PLAIN,
        expires_at -> Instant = PLAIN,
    }
}
