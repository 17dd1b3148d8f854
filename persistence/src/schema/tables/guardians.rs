//! Guardians of students at school.

tables! {
    guardianships (organization_id, id) for ProofOfConsent, kept For("as long as what is held about the student") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(ParentContact),
        guardian_id -> Uid = person(ParentContact),
        kind -> Text = readable(ParentContact, KIND),
        state -> Text = readable(ParentContact, KIND),
        evidence -> Nullable<Text> = readable(ParentContact, KIND),
        claimed_at -> Instant = readable(ParentContact, INTERVAL),
        decided_by -> Nullable<Uid> = person(ParentContact),
        decided_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
        end_reason -> Nullable<Text> = readable(ParentContact, KIND),
        ended_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
    }

    guardian_limits (organization_id, id) for ProofOfConsent, kept For("as long as what is held about the student") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        guardianship_id -> Uid = ID,
        basis -> Text = readable(ParentContact, KIND),
        begins_at -> Instant = readable(ParentContact, INTERVAL),
        ends_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
        recorded_by -> Uid = person(ParentContact),
        recorded_at -> Instant = readable(ParentContact, INTERVAL),
    }

    pairing_codes (organization_id, id) for ProofOfConsent, kept For("as long as what is held about the student") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(ParentContact),
        kind -> Text = readable(ParentContact, KIND),
        evidence -> Nullable<Text> = readable(ParentContact, KIND),
        token_digest -> Binary = hashed(Credential),
        issued_by -> Uid = person(ParentContact),
        issued_at -> Instant = readable(ParentContact, INTERVAL),
        expires_at -> Instant = readable(ParentContact, INTERVAL),
        redeemed_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
        revoked_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
    }

    guardian_contacts (organization_id, id) for ProofOfConsent, kept For("names and address as long as a roster names the contact; that no roster brings one back, as long as what is held about the student") {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        student_id -> Uid = person(ParentContact),
        source_index -> Binary = indexed(ParentContact),
        statement -> Binary = hashed(ParentContact),
        kind -> Text = readable(ParentContact, KIND),
        given_name -> Nullable<Binary> = sealed(ParentContact),
        family_name -> Nullable<Binary> = sealed(ParentContact),
        email -> Nullable<Binary> = sealed(ParentContact),
        named_at -> Instant = readable(ParentContact, INTERVAL),
        pairing_code_id -> Nullable<Uid> = ID,
        guardianship_id -> Nullable<Uid> = ID,
        ended_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
        end_reason -> Nullable<Text> = readable(ParentContact, KIND),
        barred_at -> Nullable<Instant> = readable(ParentContact, INTERVAL),
    }
}
