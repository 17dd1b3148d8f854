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
