//! What a district does about what was found.

use super::codes::Code;

impl Code {
    /// What to do about it, in a sentence for who runs the rosters.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::ManifestHeader | Self::ManifestVersion | Self::UnknownProperty => {
                "Nothing. Tell the vendor of your system if the export is refused elsewhere."
            }
            Self::DuplicateProperty => "Remove one of the two from the manifest.",
            Self::UndeclaredFile | Self::AbsentFilePresent => {
                "Check that the export is complete; declare the file in the manifest."
            }
            Self::DeclaredFileMissing => "Export again: a file was not put into the archive.",
            Self::UnknownMode
            | Self::NestedFolder
            | Self::FileNameCase
            | Self::IgnoredEntry
            | Self::IgnoredFile
            | Self::UnknownColumn
            | Self::ColumnSpelling
            | Self::ColumnOrder
            | Self::Spelling
            | Self::SpacesInList
            | Self::Separator
            | Self::FilledInBulk
            | Self::FarEnd
            | Self::AlreadyOver
            | Self::IgnoredRole
            | Self::NarrowedRole
            | Self::SourcedIdCharacters => "Nothing. It was understood.",
            Self::NoRows => "Check that the export has not left out the rows.",
            Self::DuplicateColumn => "Remove one of the two columns.",
            Self::AbsentColumn => "Export the column if its values are wanted.",
            Self::RaggedRow => "Check whether a cell holds a comma without quotation marks.",
            Self::Windows1252 => "Export as UTF-8, so that every letter is kept.",
            Self::PerhapsMacRoman => {
                "Check names with accents in the preview, and export as UTF-8 if they are wrong."
            }
            Self::InvalidUtf8 => "Correct the letters of the cell in your system.",
            Self::ControlCharacter => "Type the cell anew: it holds a sign that no one sees.",
            Self::MissingValue => "Fill in the cell in your system.",
            Self::NotAName => "Write a name or a title without an address.",
            Self::TooLong => "Shorten the cell to at most `at_most` characters.",
            Self::UnknownValue => "Use a word of the OneRoster vocabulary.",
            Self::InvalidDate => "Write the date as YYYY-MM-DD.",
            Self::InvalidEmail => "Correct the address; without one, nobody can be invited.",
            Self::MarkedDeleted => "Nothing. The record is treated as removed.",
            Self::DuplicateRow | Self::RepeatedEnrollment => "Remove the repeated row.",
            Self::ConflictingRow => "Decide which of the rows is right, and remove the other one.",
            Self::UnknownReference => {
                "Export the row that is referred to, or correct the key that refers to it."
            }
            Self::WrongKind => "Refer to a school, or to a session of the right kind.",
            Self::ParentCycle => "Correct the parents, so that none is above itself.",
            Self::EndBeforeBegin | Self::NeverInEffect => "Correct the dates.",
            Self::OutsideTerms => "Correct the dates, or the terms of the class.",
            Self::NoRole => "Give the person a role, or leave them out of the export.",
            Self::RoleConflict => {
                "Give one account to one person: a student is never staff under the same key."
            }
            Self::NoRoleAtSchool => "Give the person a role at the school of the class.",
            Self::SeveralPrimaryRoles => "Mark one role as the primary one.",
            Self::SchoolDiffers => "Correct the school of the enrollment or of the class.",
            Self::SeveralTeachersOfRecord => "Mark one teacher of the class as the primary one.",
            Self::NoTeacherOfRecord => "Mark a teacher of the class as the primary one.",
            Self::SameNameAsSchool => {
                "If it is the same school, give the earlier one this key as its `source_id`."
            }
            Self::SchoolAuthorizationRequired => {
                "Record the school's agreement, then import the same bundle again."
            }
            Self::EmailTaken => "Correct the address of one of the two people.",
            Self::LockedPerson => {
                "Leave the student out of the export: the school or a parent had the account locked."
            }
            Self::SuppressedPerson => {
                "Leave the person out of the export, or let the district lift the mark if they come back."
            }
            Self::ErasedPerson => "Leave the person out of the export: their records were erased.",
            Self::UsernameTaken => "Give the two students different usernames.",
            Self::UsernameUnusable => {
                "Use letters, digits and the signs of a keyboard, but no `@`."
            }
            Self::UsernameShortened => {
                "Nothing, if students know that they sign in without what follows the `@`."
            }
            Self::PerhapsTheSamePerson => {
                "If it is the same person, merge the two accounts once the import is applied."
            }
            Self::AgentNotTaken => {
                "Give the agent the role parent or guardian, and let them sign in, if they are a contact."
            }
            Self::AddressNotTheirs => {
                "Write the parent's own address: no message goes to a student or to a placeholder."
            }
            Self::TooManyAgents => {
                "Name the parents and guardians of each student, and nobody else."
            }
            Self::NoClass => "Enrol the student in a class, or place them in one by hand.",
            Self::SeveralGrades => "Export one grade level, if one is wanted.",
        }
    }
}
