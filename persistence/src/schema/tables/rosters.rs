//! Roster imports: the staged bundle, its preview and its row report.

tables! {
    roster_imports (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        state -> Text = PLAIN,
        refusal -> Nullable<Text> = PLAIN,
        oneroster_version -> Nullable<Text> = PLAIN,
        file_name -> Nullable<Text> = readable(AuditTrail, EXPORT),
        bundle_digest -> Binary = DIGEST,
        base_revision -> BigInt = PLAIN,
        summary -> Text = PLAIN,
        staged_by -> Nullable<Uid> = person(AuditTrail),
        staged_at -> Instant = PLAIN,
        decided_by -> Nullable<Uid> = person(AuditTrail),
        decided_at -> Nullable<Instant> = PLAIN,
    }

    roster_bundles (organization_id, import_id, part) for ClassManagement, kept For("until the import is decided, or given up a week later") {
        organization_id -> Uid = ID,
        import_id -> Uid = ID,
        part -> Integer = PLAIN,
        content -> Binary = sealed(Name),
    }

    roster_findings (organization_id, import_id, number) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        import_id -> Uid = ID,
        number -> Integer = PLAIN,
        file -> Text = PLAIN,
        line -> Nullable<Integer> = PLAIN,
        source_id -> Nullable<Binary> = sealed(LoginIdentifier),
        field -> Nullable<Text> = PLAIN,
        code -> Text = PLAIN,
        severity -> Text = PLAIN,
        times -> BigInt = PLAIN,
    }

    account_merges (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        kept_id -> Uid = person(Enrollment),
        merged_id -> Uid = person(Enrollment),
        left_source_id -> Binary = sealed(LoginIdentifier),
        left_source_index -> Binary = indexed(LoginIdentifier),
        left_statement -> Nullable<Binary> = hashed(LoginIdentifier),
        left_roster_at -> Instant = readable(Enrollment, INTERVAL),
        merged_by -> Uid = person(AuditTrail),
        merged_at -> Instant = PLAIN,
        undone_by -> Nullable<Uid> = person(AuditTrail),
        undone_at -> Nullable<Instant> = PLAIN,
    }

    removal_bounds (organization_id, place_id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        place_id -> Uid = ID,
        students -> Nullable<Integer> = PLAIN,
        class -> Nullable<Integer> = PLAIN,
        staff -> Nullable<Integer> = PLAIN,
        updated_by -> Uid = person(AuditTrail),
        updated_at -> Instant = PLAIN,
    }
}
