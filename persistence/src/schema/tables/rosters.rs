//! Roster imports: the staged bundle, its preview and its row report.

tables! {
    roster_imports (organization_id, id) for ClassManagement, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        state -> Text = PLAIN,
        refusal -> Nullable<Text> = PLAIN,
        oneroster_version -> Nullable<Text> = PLAIN,
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
        row -> Nullable<Integer> = PLAIN,
        field -> Nullable<Text> = PLAIN,
        code -> Text = PLAIN,
        severity -> Text = PLAIN,
        times -> BigInt = PLAIN,
    }
}
