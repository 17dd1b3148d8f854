//! Tenants, their keys, schools, agreements and terms.

tables! {
    organizations (organization_id) for Account, kept WithOrganization {
        organization_id -> Uid = ID,
        kind -> Text = PLAIN,
        name -> Text = PLAIN,
        slug -> Text = PLAIN,
        state -> Text = PLAIN,
        roster_revision -> BigInt = PLAIN,
        applying_import -> Nullable<Uid> = ID,
        applying_until -> Nullable<Instant> = PLAIN,
        audience -> Text = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
        consent_mode -> Text = PLAIN,
    }

    handles (kind, handle) for Account, kept WithOrganization {
        kind -> Text = PLAIN,
        handle -> Text = PLAIN,
        organization_id -> Uid = ID,
    }

    organization_domains (organization_id, domain) for Account, kept WithOrganization {
        organization_id -> Uid = ID,
        domain -> Text = PLAIN,
        declared_at -> Instant = PLAIN,
    }

    organization_keys (organization_id) for Security, kept WithOrganization {
        organization_id -> Uid = ID,
        master_key_id -> Text = PLAIN,
        wrapped -> Binary = WRAPPED,
        created_at -> Instant = PLAIN,
    }

    subject_keys (organization_id, subject_id) for Security, kept For("as long as what is sealed under it") {
        organization_id -> Uid = ID,
        subject_id -> Uid = ID,
        wrapped -> Binary = WRAPPED,
    }

    schools (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        name -> Text = PLAIN,
        time_zone -> Text = PLAIN,
        source_id -> Nullable<Text> = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
        ended_at -> Nullable<Instant> = PLAIN,
    }

    grounds (organization_id, id) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        kind -> Text = PLAIN,
    }

    agreements (organization_id, id) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        signatory_role -> Text = readable(Authorization, AGREED),
        signed_on -> Date = readable(Authorization, AGREED),
        starts_on -> Date = readable(Authorization, INTERVAL),
        ends_on -> Date = readable(Authorization, INTERVAL),
        data_schedule -> Text = readable(Authorization, AGREED),
        document_digest -> Nullable<Binary> = hashed(Authorization),
        recorded_by -> Nullable<Uid> = person(Authorization),
        recorded_at -> Instant = readable(Authorization, AGREED),
        party_state -> Nullable<Text> = readable(Authorization, AGREED),
        terms -> Text = readable(Authorization, AGREED),
        surveys -> Text = readable(Authorization, AGREED),
        purge_within_days -> Integer = readable(Authorization, AGREED),
        activated_by -> Nullable<Uid> = person(Authorization),
        activated_at -> Nullable<Instant> = readable(Authorization, AGREED),
    }

    school_notices (organization_id, id) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        major_version -> Integer = PLAIN,
        language -> Text = PLAIN,
        text -> Text = PLAIN,
        text_digest -> Binary = DIGEST,
        recipient_id -> Uid = person(Authorization),
        sent_by -> Uid = person(Authorization),
        sent_at -> Instant = readable(Authorization, AGREED),
        delivered_at -> Nullable<Instant> = readable(Authorization, AGREED),
        acknowledged_by -> Nullable<Uid> = person(Authorization),
        acknowledged_at -> Nullable<Instant> = readable(Authorization, AGREED),
    }

    attestations (organization_id, id) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        class_id -> Uid = ID,
        attested_by -> Uid = person(Authorization),
        statement_version -> Integer = PLAIN,
        text_digest -> Binary = DIGEST,
        attested_at -> Instant = readable(Authorization, INTERVAL),
        expires_at -> Instant = readable(Authorization, INTERVAL),
    }

    attested_students (organization_id, attestation_id, student_id) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        attestation_id -> Uid = ID,
        student_id -> Uid = person(Authorization),
    }

    authority_ends (organization_id, id) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        student_id -> Nullable<Uid> = person(Authorization),
        reason -> Text = readable(Authorization, KIND),
        ended_by -> Nullable<Uid> = person(Authorization),
        ended_at -> Instant = readable(Authorization, INTERVAL),
        purge_at -> Instant = readable(Authorization, INTERVAL),
        purged_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        students_purged -> Integer = PLAIN,
    }

    destructions (organization_id, authority_end_id) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        authority_end_id -> Uid = ID,
        school_id -> Uid = ID,
        students_shared -> Integer = PLAIN,
        students_held -> Integer = PLAIN,
        issued_at -> Nullable<Instant> = PLAIN,
        signed -> Nullable<Text> = PLAIN,
    }

    destruction_lines (organization_id, authority_end_id, category, fate, because) for ProofOfConsent, kept Rule(R24) {
        organization_id -> Uid = ID,
        authority_end_id -> Uid = ID,
        category -> Text = PLAIN,
        fate -> Text = PLAIN,
        because -> Text = PLAIN,
        row_count -> BigInt = PLAIN,
    }

    parent_requests (organization_id, id) for ProofOfConsent, kept Rule(R16) {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        school_id -> Uid = ID,
        student_id -> Uid = person(Authorization),
        kind -> Text = readable(Authorization, KIND),
        requester -> Text = readable(Authorization, KIND),
        student_age -> Nullable<Text> = readable(AgeEvidence, KIND),
        not_enrolled_since -> Nullable<Date> = readable(Enrollment, INTERVAL),
        state -> Text = readable(Authorization, KIND),
        filed_by -> Uid = person(Authorization),
        filed_at -> Instant = readable(Authorization, INTERVAL),
        acts_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
        decided_by -> Nullable<Uid> = person(Authorization),
        decided_at -> Nullable<Instant> = readable(Authorization, INTERVAL),
    }

    academic_sessions (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        kind -> Text = PLAIN,
        title -> Text = PLAIN,
        starts_on -> Date = PLAIN,
        ends_on -> Date = PLAIN,
        school_year -> Integer = PLAIN,
        parent_id -> Nullable<Uid> = ID,
        source_id -> Nullable<Text> = PLAIN,
        created_at -> Instant = PLAIN,
        updated_at -> Instant = PLAIN,
        ended_at -> Nullable<Instant> = PLAIN,
    }
}
