//! People, their roles and credentials, their sessions, and the keys that sign their tokens.

tables! {
    users (organization_id, id) for Account, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = person(LoginIdentifier),
        kind -> Text = readable(Enrollment, KIND),
        status -> Text = readable(Enrollment, KIND),
        given_name -> Binary = sealed(Name),
        family_name -> Binary = sealed(Name),
        display_name -> Binary = sealed(Name),
        name_index -> Binary = indexed(Name),
        email -> Nullable<Binary> = sealed(LoginIdentifier),
        email_index -> Nullable<Binary> = indexed(LoginIdentifier),
        requested_email_index -> Nullable<Binary> = indexed(LoginIdentifier),
        username -> Nullable<Binary> = sealed(LoginIdentifier),
        username_index -> Nullable<Binary> = indexed(LoginIdentifier),
        source_id -> Nullable<Binary> = sealed(LoginIdentifier),
        source_index -> Nullable<Binary> = indexed(LoginIdentifier),
        source_statement -> Nullable<Binary> = hashed(LoginIdentifier),
        left_roster_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
        grade_level -> Nullable<Text> = readable(Enrollment, KIND),
        suspended_at -> Nullable<Instant> = readable(AgeEvidence, INTERVAL),
        locked_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        epoch -> Integer = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
        accepted_policy -> Nullable<Integer> = readable(Authorization, INTERVAL),
        last_used_at -> Nullable<Instant> = readable(Credential, INTERVAL),
        erased_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    credentials (organization_id, user_id) for Account, kept ByCategory {
        organization_id -> Uid = ID,
        user_id -> Uid = person(Credential),
        kind -> Text = readable(Credential, KIND),
        hash -> Binary = sealed(Credential),
        failures -> Integer = readable(Credential, LOCK),
        known_failures -> Integer = readable(Credential, LOCK),
        known_failed_at -> Nullable<Instant> = readable(Credential, LOCK),
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
    }

    staff_roles (organization_id, id) for Account, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        user_id -> Uid = person(Enrollment),
        school_id -> Nullable<Uid> = ID,
        role -> Text = readable(Enrollment, KIND),
        origin -> Text = PLAIN,
        begins_at -> Instant = readable(Enrollment, INTERVAL),
        ends_at -> Nullable<Instant> = readable(Enrollment, INTERVAL),
    }

    invitations (organization_id, id) for Account, kept ByCategory {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        user_id -> Uid = person(Credential),
        token_digest -> Binary = hashed(Credential),
        invited_by -> Nullable<Uid> = person(Credential),
        reach_school_id -> Nullable<Uid> = ID,
        created_at -> Instant = PLAIN,
        expires_at -> Instant = PLAIN,
        accepted_at -> Nullable<Instant> = PLAIN,
        revoked_at -> Nullable<Instant> = PLAIN,
        declined_at -> Nullable<Instant> = PLAIN,
        address -> Nullable<Binary> = sealed(LoginIdentifier),
    }

    sessions (organization_id, id) for Security, kept Rule(R12) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        user_id -> Uid = person(Technical),
        epoch -> Integer = PLAIN,
        kind -> Text = PLAIN,
        client -> Text = readable(Technical, "a word for the kind of client, no user agent"),
        started_at -> Instant = readable(Technical, INTERVAL),
        last_used_at -> Instant = readable(Technical, INTERVAL),
        revoked_at -> Nullable<Instant> = PLAIN,
        revoked_because -> Nullable<Text> = PLAIN,
    }

    refresh_tokens (organization_id, token_digest) for Security, kept Rule(R12) {
        organization_id -> Uid = ID,
        token_digest -> Binary = hashed(Credential),
        session_id -> Uid = ID,
        generation -> Integer = PLAIN,
        issued_at -> Instant = PLAIN,
        consumed_at -> Nullable<Instant> = PLAIN,
    }

    signing_keys (organization_id, kid) for Security, kept For("until no token signed by it holds") {
        organization_id -> Uid = ID,
        kid -> Text = PLAIN,
        public_key -> Binary = PLAIN,
        private_key -> Binary = WRAPPED,
        created_at -> Instant = PLAIN,
        activates_at -> Instant = PLAIN,
        retires_at -> Instant = PLAIN,
        revoked_at -> Nullable<Instant> = PLAIN,
    }

    throttles (organization_id, kind, subject_index) for Security, kept Rule(R11) {
        organization_id -> Uid = ID,
        kind -> Text = PLAIN,
        subject_index -> Binary = indexed(LoginIdentifier),
        failures -> Integer = readable(Technical, LOCK),
        last_failed_at -> Instant = readable(Technical, LOCK),
        delays_noted -> Integer = PLAIN,
        updated_at -> Instant = PLAIN,
    }

    known_networks (organization_id, network_index, user_id) for Security, kept For("90 days after the last sign-in from there") {
        organization_id -> Uid = ID,
        network_index -> Binary = indexed(Technical),
        user_id -> Uid = person(Technical),
        last_signed_in_at -> Instant = readable(Technical, INTERVAL),
    }

    known_devices (organization_id, device_digest, user_id) for Security, kept For("90 days after the last sign-in on it") {
        organization_id -> Uid = ID,
        device_digest -> Binary = hashed(Technical),
        user_id -> Uid = person(Technical),
        failures -> Integer = readable(Technical, LOCK),
        last_failed_at -> Nullable<Instant> = readable(Technical, LOCK),
        last_signed_in_at -> Instant = readable(Technical, INTERVAL),
    }
}
