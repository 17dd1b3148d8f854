//! Who accepted which version of the policy.

tables! {
    policy_acceptances (organization_id, id) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        person_id -> Uid = person(Authorization),
        version -> Text = PLAIN,
        text_digest -> Binary = DIGEST,
        language -> Text = readable(Authorization, KIND),
        method -> Text = readable(Authorization, KIND),
        accepted_at -> Instant = readable(Authorization, INTERVAL),
    }
}
