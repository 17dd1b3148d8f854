//! Families, and what parents decided.

tables! {
    households (organization_id) for Account, kept WithOrganization {
        organization_id -> Uid = ID,
        parent_id -> Uid = person(ParentContact),
        class_id -> Uid = ID,
        country -> Text = readable(Profile, KIND),
        language -> Text = readable(Profile, KIND),
        created_at -> Instant = PLAIN,
    }

    consent_requests (organization_id, id) for ProofOfConsent, kept Rule(R17) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        parent_id -> Uid = person(Authorization),
        child_id -> Uid = person(Authorization),
        child_name -> Nullable<Binary> = sealed(Name),
        renews -> Nullable<Uid> = ID,
        granter -> Text = readable(Authorization, KIND),
        parties -> Text = readable(Authorization, KIND),
        method -> Text = readable(Authorization, KIND),
        state -> Text = readable(Authorization, KIND),
        policy_version -> Text = PLAIN,
        notice_version -> Text = PLAIN,
        notice -> Nullable<Binary> = sealed(Authorization),
        notice_digest -> Binary = hashed(Authorization),
        language -> Text = readable(Authorization, KIND),
        country -> Text = readable(Authorization, KIND),
        scopes -> Nullable<Text> = readable(Authorization, KIND),
        token_digest -> Binary = hashed(Credential),
        revoking_digest -> Nullable<Binary> = hashed(Credential),
        given_network -> Nullable<Text> = readable(Technical, SOURCE),
        requested_at -> Instant = readable(Authorization, INTERVAL),
        lapses_at -> Instant = readable(Authorization, INTERVAL),
        given_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        ended_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    consents (organization_id, id) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        request_id -> Uid = ID,
        parent_id -> Uid = person(Authorization),
        child_id -> Uid = person(Authorization),
        supersedes -> Nullable<Uid> = ID,
        granter -> Text = readable(Authorization, KIND),
        parties -> Text = readable(Authorization, KIND),
        method -> Text = readable(Authorization, KIND),
        scopes -> Text = readable(Authorization, KIND),
        policy_version -> Text = PLAIN,
        notice_version -> Text = PLAIN,
        notice_digest -> Binary = hashed(Authorization),
        language -> Text = readable(Authorization, KIND),
        country -> Text = readable(Authorization, KIND),
        consent_age -> Integer = readable(Authorization, KIND),
        given_network -> Nullable<Text> = readable(Technical, SOURCE),
        requested_at -> Instant = readable(Authorization, INTERVAL),
        given_at -> Instant = readable(Authorization, INTERVAL),
        confirmed_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        active_from -> Instant = readable(Authorization, INTERVAL),
    }

    signed_forms (organization_id, request_id) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        request_id -> Uid = ID,
        media_type -> Text = PLAIN,
        scan -> Nullable<Binary> = sealed(Authorization),
        digest -> Binary = hashed(Authorization),
        received_at -> Instant = readable(Authorization, INTERVAL),
        signed_on -> Nullable<Date> = readable(Authorization, SIGNED),
        verdict -> Nullable<Text> = readable(Authorization, KIND),
        reviewed_by -> Nullable<Uid> = person(Authorization),
        reviewed_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    form_reviews (organization_id, request_id) for ProofOfConsent, kept For("until somebody has looked at the form") {
        organization_id -> Uid = ID,
        request_id -> Uid = ID,
        household_id -> Uid = ID,
        received_at -> Instant = PLAIN,
    }

    consent_ends (organization_id, consent_id, scope) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        consent_id -> Uid = ID,
        scope -> Text = readable(Authorization, KIND),
        reason -> Text = readable(Authorization, KIND),
        ended_by -> Nullable<Uid> = person(Authorization),
        ended_at -> Instant = readable(Authorization, INTERVAL),
    }
}
