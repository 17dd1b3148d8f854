//! Typed ids: the id of a class cannot be passed where a student's is wanted.

use std::{
    cmp::Ordering,
    fmt::{self, Debug, Display},
    hash::{Hash, Hasher},
    marker::PhantomData,
};

use uuid::Uuid;

/// The id of one kind of thing: a UUID (version 7, so that ids sort by time of creation).
#[cfg_attr(
    feature = "diesel",
    derive(
        diesel::expression::AsExpression,
        diesel::deserialize::FromSqlRow
    ),
    diesel(sql_type = crate::columns::Uid)
)]
pub struct Id<Kind> {
    uuid: Uuid,
    kind: PhantomData<fn() -> Kind>,
}

impl<Kind> Id<Kind> {
    /// Reads a UUID as the id of a thing of this kind. Says nothing about whether it exists.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self {
            uuid,
            kind: PhantomData,
        }
    }

    /// The UUID itself.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    /// The UUID itself, where it stands.
    #[cfg(feature = "diesel")]
    pub(crate) const fn as_uuid(&self) -> &Uuid {
        &self.uuid
    }
}

/// A kind of thing that the audit log can name.
pub trait Named {
    /// The kind as a value.
    const KIND: ObjectKind;
    /// The name of the type of it.
    const NAME: &'static str;
}

impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Kind> Copy for Id<Kind> {}

impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl<Kind> Eq for Id<Kind> {}

impl<Kind> PartialOrd for Id<Kind> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Kind> Ord for Id<Kind> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}

impl<Kind> Hash for Id<Kind> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<Kind> Debug for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.uuid, f)
    }
}

impl<Kind> Display for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.uuid, f)
    }
}

/// Declares kinds of things and the names of their ids.
macro_rules! kinds {
    ( $( $(#[doc = $doc:literal])* $kind:ident = $word:literal => $id:ident ),+ $(,)? ) => {
        crate::text_enum! {
            /// A kind of thing that has an id, as a value.
            pub enum ObjectKind { $( $(#[doc = $doc])* $kind = $word ),+ }
        }
        /// The kinds of things that have an id. They have no values.
        pub mod kind {
            $( $(#[doc = $doc])* #[derive(Debug)] pub enum $kind {} )+
        }
        $(
            impl Named for kind::$kind {
                const KIND: ObjectKind = ObjectKind::$kind;
                const NAME: &'static str = stringify!($kind);
            }
        )+
        $( $(#[doc = $doc])* pub type $id = Id<kind::$kind>; )+
    };
}

kinds! {
    /// A tenant: a district, or Hallpass itself.
    Organization = "organization" => OrganizationId,
    /// A school of a district.
    School = "school" => SchoolId,
    /// A school's agreement with Hallpass.
    Agreement = "agreement" => AgreementId,
    /// The direct notice to a school.
    SchoolNotice = "school_notice" => SchoolNoticeId,
    /// What a member of staff confirmed before students were created in a class.
    Attestation = "attestation" => AttestationId,
    /// What ended a school's authority over students' data.
    AuthorityEnd = "authority_end" => AuthorityEndId,
    /// What a parent of a school's student asked for.
    ParentRequest = "parent_request" => ParentRequestId,
    /// That a person is the parent or guardian of a student at school.
    Guardianship = "guardianship" => GuardianshipId,
    /// What takes a guardian's rights away for a time.
    GuardianLimit = "guardian_limit" => GuardianLimitId,
    /// A code with which a person becomes a student's guardian.
    PairingCode = "pairing_code" => PairingCodeId,
    /// A link to the page of a student's record.
    RecordLink = "record_link" => RecordLinkId,
    /// A parent or guardian of a student whom a roster names.
    GuardianContact = "guardian_contact" => GuardianContactId,
    /// A disclosure of a student's record outside of the school, or a request for one.
    RecordDisclosure = "record_disclosure" => RecordDisclosureId,
    /// An annual notice that a school gave.
    AnnualNotice = "annual_notice" => AnnualNoticeId,
    /// What a school designates as directory information.
    DirectoryDesignation = "directory_designation" => DirectoryDesignationId,
    /// To whom a school releases directory information, and for what.
    DirectoryParty = "directory_party" => DirectoryPartyId,
    /// That directory information of a student is refused.
    DirectoryRefusal = "directory_refusal" => DirectoryRefusalId,
    /// A demand of a court or an authority for a student's record.
    LegalProcess = "legal_process" => LegalProcessId,
    /// A health or safety emergency of a student.
    Emergency = "emergency" => EmergencyId,
    /// That a family contests a part of a student's record, and what became of it.
    Amendment = "amendment" => AmendmentId,
    /// That a guardian looks at a record together with a member of staff.
    InspectionSession = "inspection_session" => InspectionSessionId,
    /// What a person asked about their data.
    RightsRequest = "rights_request" => RightsRequestId,
    /// The erasure of an account, or of a part of it.
    Erasure = "erasure" => ErasureId,
    /// What proves an erasure, without a person.
    ErasureReceipt = "erasure_receipt" => ErasureReceiptId,
    /// What is held from being deleted for a matter.
    LegalHold = "legal_hold" => LegalHoldId,
    /// A day's run over what is past its time.
    RetentionRun = "retention_run" => RetentionRunId,
    /// A question about privacy of a visitor without an account.
    PrivacyEnquiry = "privacy_enquiry" => PrivacyEnquiryId,
    /// A parent's consent.
    Consent = "consent" => ConsentId,
    /// What a parent is asked to decide.
    ConsentRequest = "consent_request" => ConsentRequestId,
    /// A piece of evidence of a student's age.
    AgeStatement = "age_statement" => AgeStatementId,
    /// A term or a school year.
    AcademicSession = "academic_session" => AcademicSessionId,
    /// A person with an account: student or staff.
    User = "user" => UserId,
    /// A role of a member of staff in a school or a district.
    StaffRole = "staff_role" => StaffRoleId,
    /// An invitation of a member of staff.
    Invitation = "invitation" => InvitationId,
    /// One signing-in of a person, and the family of refresh tokens that grew from it.
    Session = "session" => SessionId,
    /// A class.
    Class = "class" => ClassId,
    /// A student's membership of a class, for an interval.
    Enrollment = "enrollment" => EnrollmentId,
    /// A member of staff's work in a class, for an interval.
    TeachingAssignment = "teaching_assignment" => TeachingAssignmentId,
    /// A code with which a student joins a class.
    JoinCode = "join_code" => JoinCodeId,
    /// A course of the catalogue or of a teacher.
    Course = "course" => CourseId,
    /// One version of a course.
    CourseVersion = "course_version" => CourseVersionId,
    /// A unit of a course version.
    Unit = "unit" => UnitId,
    /// A lesson of a unit.
    Lesson = "lesson" => LessonId,
    /// An activity of a lesson.
    Activity = "activity" => ActivityId,
    /// A course version's assignment to a class.
    CourseAssignment = "course_assignment" => CourseAssignmentId,
    /// What a learner did, as their client reported it.
    ProgressEvent = "progress_event" => ProgressEventId,
    /// A teacher's feedback on an activity.
    Feedback = "feedback" => FeedbackId,
    /// One import of a roster bundle.
    RosterImport = "roster_import" => RosterImportId,
    /// That the account of a person under a new key in rosters was merged into an earlier one.
    AccountMerge = "account_merge" => AccountMergeId,
    /// That a person accepted a version of the policy.
    PolicyAcceptance = "policy_acceptance" => PolicyAcceptanceId,
    /// A piece of work that the service does by itself.
    Job = "job" => JobId,
    /// A message to an adult.
    Message = "message" => MessageId,
    /// A copy of what is held about a person.
    Export = "export" => ExportId,
    /// A school's copies of what is held about its students.
    SchoolExport = "school_export" => SchoolExportId,
    /// That a district lets the platform's support look at a student.
    SupportGrant = "support_grant" => SupportGrantId,
    /// A change of a setting.
    SettingChange = "setting_change" => SettingChangeId,
    /// A de-identified release.
    Release = "release" => ReleaseId,
    /// An entry of the audit log.
    AuditEvent = "audit_event" => AuditEventId,
}

/// What personal data is collected under: an agreement, a consent or a sandbox, whichever has this id.
#[derive(Debug)]
pub enum Ground {}

/// The id of what personal data is collected under.
pub type GroundId = Id<Ground>;

impl From<AgreementId> for GroundId {
    fn from(agreement: AgreementId) -> Self {
        Self::from_uuid(agreement.uuid())
    }
}

impl From<ConsentId> for GroundId {
    fn from(consent: ConsentId) -> Self {
        Self::from_uuid(consent.uuid())
    }
}

impl GroundId {
    /// What is collected under in a class that is a sandbox (SCH-04): the class is its own ground.
    pub fn of_sandbox(class: ClassId) -> Self {
        Self::from_uuid(class.uuid())
    }
}

impl ObjectKind {
    /// Whether a thing of this kind is a person.
    pub const fn is_person(self) -> bool {
        matches!(self, Self::User)
    }
}

/// Hallpass itself as an organization: owner of the public catalogue and of platform operators.
pub const PLATFORM: OrganizationId =
    OrganizationId::from_uuid(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));
