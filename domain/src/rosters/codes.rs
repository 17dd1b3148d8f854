//! What can be found in a bundle.

crate::text_enum! {
    /// What was found.
    pub enum Code {
        /// The manifest's header is not `propertyName,value`.
        ManifestHeader = "manifest_header",
        /// `manifest.version` is not written `1.0`.
        ManifestVersion = "manifest_version",
        /// The manifest has a property the standard does not know.
        UnknownProperty = "unknown_property",
        /// The manifest has a property twice.
        DuplicateProperty = "duplicate_property",
        /// The manifest does not declare a file.
        UndeclaredFile = "undeclared_file",
        /// A file is declared and not there.
        DeclaredFileMissing = "declared_file_missing",
        /// A file is declared absent and is there.
        AbsentFilePresent = "absent_file_present",
        /// A file that Hallpass does not need has an unknown mode.
        UnknownMode = "unknown_mode",
        /// The files lie in a folder of the archive.
        NestedFolder = "nested_folder",
        /// A file's name is written in another case.
        FileNameCase = "file_name_case",
        /// The archive holds something that is not part of a bundle.
        IgnoredEntry = "ignored_entry",
        /// A file of the bundle that Hallpass does not need.
        IgnoredFile = "ignored_file",
        /// A file has a header and no rows.
        NoRows = "no_rows",
        /// A column is neither of the standard nor named `metadata.…`.
        UnknownColumn = "unknown_column",
        /// A column is there twice; the first counts.
        DuplicateColumn = "duplicate_column",
        /// A column of the standard is not there.
        AbsentColumn = "absent_column",
        /// A column has an older or misspelt name.
        ColumnSpelling = "column_spelling",
        /// The columns are not in the standard's order.
        ColumnOrder = "column_order",
        /// The row has more or fewer cells than the header.
        RaggedRow = "ragged_row",
        /// The file is not UTF-8 and was read as Windows-1252.
        Windows1252 = "windows_1252",
        /// The file was read as Windows-1252 and seems to be written in Mac OS Roman.
        PerhapsMacRoman = "perhaps_mac_roman",
        /// The cells are set apart by semicolons or tabs.
        Separator = "separator",
        /// The cell is not UTF-8.
        InvalidUtf8 = "invalid_utf8",
        /// The cell has a line break, a control character or a sign that is not seen.
        ControlCharacter = "control_character",
        /// The cell must not be blank.
        MissingValue = "missing_value",
        /// The cell is neither a name nor a title: it holds a web or e-mail address.
        NotAName = "not_a_name",
        /// The cell is longer than its field allows.
        TooLong = "too_long",
        /// The cell's value is none of its field's vocabulary.
        UnknownValue = "unknown_value",
        /// The value is written in another case or manner than the standard's.
        Spelling = "spelling",
        /// Items of a list are set apart by spaces.
        SpacesInList = "spaces_in_list",
        /// Not a date.
        InvalidDate = "invalid_date",
        /// Not an e-mail address.
        InvalidEmail = "invalid_email",
        /// The key has characters outside the standard's set.
        SourcedIdCharacters = "sourced_id_characters",
        /// Status or date of change is filled in a bulk.
        FilledInBulk = "filled_in_bulk",
        /// The row is marked as deleted and counts as absent.
        MarkedDeleted = "marked_deleted",
        /// The row repeats an earlier one.
        DuplicateRow = "duplicate_row",
        /// The row contradicts an earlier one of the same key; the earlier one counts.
        ConflictingRow = "conflicting_row",
        /// The row enrols a person a second time in the same class, role and days.
        RepeatedEnrollment = "repeated_enrollment",
        /// The row points to a row that is not there, or was left out.
        UnknownReference = "unknown_reference",
        /// The row points to an organization or session of an unsuitable kind.
        WrongKind = "wrong_kind",
        /// The row is above itself.
        ParentCycle = "parent_cycle",
        /// The end lies before the beginning; a role or an enrollment never takes effect.
        EndBeforeBegin = "end_before_begin",
        /// The end lies beyond all rosters and counts as none.
        FarEnd = "far_end",
        /// The enrollment has no day in common with the sessions of its class.
        OutsideTerms = "outside_terms",
        /// Beginning and end are the same day, so the row never takes effect.
        NeverInEffect = "never_in_effect",
        /// The role is not one Hallpass gives.
        IgnoredRole = "ignored_role",
        /// The role is narrower in Hallpass than written, by the kind of its organization.
        NarrowedRole = "narrowed_role",
        /// The person has no role.
        NoRole = "no_role",
        /// The person is a student and has a role of staff, or the reverse.
        RoleConflict = "role_conflict",
        /// The person has no role at the school of the class; the enrollment implies one.
        NoRoleAtSchool = "no_role_at_school",
        /// The person has several primary roles in one organization.
        SeveralPrimaryRoles = "several_primary_roles",
        /// The enrollment names another school than its class.
        SchoolDiffers = "school_differs",
        /// The class has another teacher of record already.
        SeveralTeachersOfRecord = "several_teachers_of_record",
        /// No teacher of the class is marked as the primary one; all are teachers of record.
        NoTeacherOfRecord = "no_teacher_of_record",
        /// A new school has the name of one that is held and that no roster names yet.
        SameNameAsSchool = "same_name_as_school",
        /// The student's school has no agreement in force that covers students.
        SchoolAuthorizationRequired = "school_authorization_required",
        /// The e-mail address is another person's; the person is taken without it.
        EmailTaken = "email_taken",
        /// The username is another student's; the student has another one until it is free.
        UsernameTaken = "username_taken",
        /// The username cannot be one; the student has another one.
        UsernameUnusable = "username_unusable",
        /// The username is an e-mail address; the student signs in with what stands before the `@`.
        UsernameShortened = "username_shortened",
        /// The person is new under this key and has the names of one who left. If they are the same
        /// person, their work stays with the earlier account until the two are merged.
        PerhapsTheSamePerson = "perhaps_the_same_person",
        /// The agent is no contact of the student: a student, without a role of a family, or somebody whom
        /// the district does not let sign in.
        AgentNotTaken = "agent_not_taken",
        /// The address is a student's, or that of more guardians than a family has; the contact is taken
        /// without it.
        AddressNotTheirs = "address_not_theirs",
        /// More agents than a student has, or more students than a guardian has; none of them is taken.
        TooManyAgents = "too_many_agents",
        /// The days of the row are over; nothing is taken from it.
        AlreadyOver = "already_over",
        /// The student is in no class, and therefore seen by no teacher.
        NoClass = "no_class",
        /// The person has several grade levels; none is kept.
        SeveralGrades = "several_grades",
        /// The student's account was locked at the wish of the school or a parent; the row is left out.
        LockedPerson = "locked_person",
        /// The person's records were erased; the row is left out.
        ErasedPerson = "erased_person",
        /// The person was erased and must not be registered again; the row is left out.
        SuppressedPerson = "suppressed_person",
    }
}
