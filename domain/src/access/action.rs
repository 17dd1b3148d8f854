//! The list of things one may ask to do, each with the kind of its subject.

#[macro_use]
mod declare;

pub use declare::Action;

use super::subject::{
    ClassMember, DataSubject, DistrictStaffMember, EnrollmentCandidate, PersonOfDistrict, Platform,
    StaffMember, StudentCopy, StudentOfDistrict, StudentRecord, WithinClass,
};
use crate::ids::{
    ClassId, CourseId, JoinCodeId, OrganizationId, RightsRequestId, SchoolId, SupportGrantId,
    TeachingAssignmentId, UserId,
};

actions! {
    /// Open a district as a tenant and invite its first administrator.
    CreateOrganization(Platform) = "create_organization",
    /// List the tenants. Names and states only.
    ListOrganizations(Platform) = "list_organizations",
    /// List the work that the service does by itself. Kinds, states and instants only.
    ListJobs(Platform) = "list_jobs",
    /// Read which release runs, and with which configuration.
    ReadVersion(Platform) = "read_version",
    /// Read how the installation does. Counts, states and instants only.
    ReadStatus(Platform) = "read_status",
    /// Read the district's name and state.
    ReadOrganization(OrganizationId) = "read_organization",

    /// See and declare the e-mail domains by which the district's people find it.
    ManageDomains(OrganizationId) = "manage_domains",

    /// Make a de-identified release about the students of the district.
    MakeRelease(OrganizationId) = "make_release",
    /// Read the releases of the district.
    ReadReleases(OrganizationId) = "read_releases",

    /// Grant the platform's support access to one student for one question.
    GrantSupport(StudentOfDistrict) = "grant_support",
    /// List and end the grants of support.
    ManageSupportGrants(OrganizationId) = "manage_support_grants",
    /// List the grants of support that are open.
    ListOpenGrants(Platform) = "list_open_grants",
    /// Read the student of a grant of support, masked.
    ReadSupportedStudent(SupportGrantId) = "read_supported_student",

    /// Add a school to the district.
    CreateSchool(OrganizationId) = "create_school",
    /// List the schools of the district.
    ListSchools(OrganizationId) = "list_schools",
    /// Read one school.
    ReadSchool(SchoolId) = "read_school",
    /// Change a school's name or time zone.
    UpdateSchool(SchoolId) = "update_school",
    /// Record the school's agreement with Hallpass.
    RecordAgreement(SchoolId) = "record_agreement",
    /// Make an agreement active that has every term of its checklist.
    ActivateAgreement(SchoolId) = "activate_agreement",
    /// Send the direct notice to an administrator of the school.
    SendSchoolNotice(SchoolId) = "send_school_notice",
    /// Read the direct notices to the school.
    ReadSchoolNotices(SchoolId) = "read_school_notices",
    /// Acknowledge a direct notice for the school.
    AcknowledgeSchoolNotice(SchoolId) = "acknowledge_school_notice",
    /// Set on whose word the students of a district are registered.
    SetConsentMode(OrganizationId) = "set_consent_mode",
    /// Revoke the school's authorization for one student.
    RevokeStudent(SchoolId) = "revoke_student",
    /// Record what a parent of a student of the school asks for, and decide about it.
    ManageParentRequests(SchoolId) = "manage_parent_requests",
    /// Read the school's agreements.
    ReadAgreements(SchoolId) = "read_agreements",
    /// End an agreement early.
    EndAgreement(SchoolId) = "end_agreement",
    /// See how far the school has left, and what proves that its data was destroyed.
    ReadSchoolExit(SchoolId) = "read_school_exit",
    /// Ask for, and fetch, copies of what is held about all students of a school.
    ExportSchool(SchoolId) = "export_school",

    /// Add or change terms and school years.
    ManageAcademicSessions(OrganizationId) = "manage_academic_sessions",
    /// List terms and school years.
    ListAcademicSessions(OrganizationId) = "list_academic_sessions",

    /// Invite a teacher or an administrator of a school.
    InviteSchoolStaff(SchoolId) = "invite_school_staff",
    /// Invite an administrator of the district.
    InviteDistrictStaff(OrganizationId) = "invite_district_staff",
    /// List the staff of a school.
    ListStaff(SchoolId) = "list_staff",
    /// End the roles of a person at a school, at once.
    EndStaffRole(StaffMember) = "end_staff_role",
    /// Invite a member of the staff of a school who has not opened their account.
    InviteStaffMember(StaffMember) = "invite_staff_member",
    /// Replace the secret of a member of the staff of a school by an invitation.
    ResetStaffCredential(StaffMember) = "reset_staff_credential",
    /// List who works in the district.
    ListDistrictStaff(OrganizationId) = "list_district_staff",
    /// End all roles of a person in the district, at once.
    EndDistrictStaff(DistrictStaffMember) = "end_district_staff",
    /// Replace the secret of a member of the district's staff by an invitation.
    ResetDistrictStaffCredential(DistrictStaffMember) = "reset_district_staff_credential",

    /// See and correct the address with which a member of the district's staff signs in.
    ManageStaffLogin(DistrictStaffMember) = "manage_staff_login",

    /// Read one's own profile.
    ReadOwnProfile(UserId) = "read_own_profile",
    /// Change one's own display name.
    UpdateOwnProfile(UserId) = "update_own_profile",
    /// List one's own sessions.
    ListOwnSessions(UserId) = "list_own_sessions",
    /// End one's own sessions.
    RevokeOwnSessions(UserId) = "revoke_own_sessions",
    /// Read which versions of the policy one accepted, and which are to be accepted.
    ReadOwnPolicies(UserId) = "read_own_policies",
    /// Accept a version of the policy.
    AcceptPolicy(UserId) = "accept_policy",
    /// Look at the forms that parents signed, and decide whether they are what they have to be.
    ReviewConsentForms(Platform) = "review_consent_forms",
    /// Change one's own password.
    ChangeOwnPassword(UserId) = "change_own_password",
    /// List the invitations to schools that address one's own account.
    ListOwnInvitations(UserId) = "list_own_invitations",
    /// Accept or decline an invitation that addresses one's own account.
    AnswerOwnInvitation(UserId) = "answer_own_invitation",
    /// List the classes that one teaches or attends.
    ListOwnClasses(UserId) = "list_own_classes",

    /// See the name of a person whom one has to do with.
    ReadPerson(PersonOfDistrict) = "read_person",
    /// See the names of those among several people whom one has to do with.
    ListPeople(OrganizationId) = "list_people",
    /// List the classes of a student, as far as one has to do with them.
    ListStudentClasses(StudentOfDistrict) = "list_student_classes",

    /// Create a class in a school.
    CreateClass(SchoolId) = "create_class",
    /// List the classes of a school.
    ListSchoolClasses(SchoolId) = "list_school_classes",
    /// Read a class.
    ReadClass(ClassId) = "read_class",
    /// Change a class's title or grade level.
    UpdateClass(ClassId) = "update_class",
    /// Archive a class, which ends all access through it.
    ArchiveClass(ClassId) = "archive_class",
    /// Open an archived class again.
    ReopenClass(ClassId) = "reopen_class",
    /// Have a sandbox become an ordinary class, under the school's agreement.
    LeaveSandbox(ClassId) = "leave_sandbox",
    /// Add a member of the school's staff to a class.
    ManageClassStaff(ClassId) = "manage_class_staff",
    /// Read a staff assignment of a class.
    ReadClassStaff(WithinClass<TeachingAssignmentId>) = "read_class_staff",
    /// Change the end of a staff assignment of a class.
    UpdateClassStaff(WithinClass<TeachingAssignmentId>) = "update_class_staff",
    /// End a staff assignment of a class.
    EndClassStaff(WithinClass<TeachingAssignmentId>) = "end_class_staff",
    /// List who teaches a class, in which part and until when.
    ListClassStaff(ClassId) = "list_class_staff",
    /// Read the display names of those who teach a class.
    ReadTeacherNames(ClassId) = "read_teacher_names",
    /// Issue and list join codes.
    ManageJoinCodes(ClassId) = "manage_join_codes",
    /// Revoke a join code.
    RevokeJoinCode(WithinClass<JoinCodeId>) = "revoke_join_code",
    /// Join a class of the district by its code.
    JoinClass(OrganizationId) = "join_class",

    /// List the students whom a school has or had, to place them in a class.
    ListSchoolStudents(SchoolId) = "list_school_students",
    /// Place a student who has an account in a class.
    EnrollStudent(EnrollmentCandidate) = "enroll_student",
    /// List the students of a class.
    ListStudents(ClassId) = "list_students",
    /// Confirm, before students are created in a class, that the school may register them.
    AttestStudents(ClassId) = "attest_students",
    /// Create students in a class, with their credentials.
    CreateStudents(ClassId) = "create_students",
    /// Create students with aliases in a sandbox, with their credentials.
    CreateSandboxStudents(ClassId) = "create_sandbox_students",
    /// Read a student's profile.
    ReadStudent(StudentRecord) = "read_student",
    /// Correct a student's name or grade level.
    UpdateStudent(ClassMember) = "update_student",
    /// See and correct the name with which a student signs in.
    ManageStudentLogin(ClassMember) = "manage_student_login",
    /// End a student's enrolment in the class.
    EndEnrollment(ClassMember) = "end_enrollment",
    /// Remove a student who was created by mistake, with everything that is held about them.
    RemoveStudent(ClassMember) = "remove_student",
    /// Issue a new passphrase for a student, shown once.
    ResetStudentCredential(ClassMember) = "reset_student_credential",
    /// Issue new passphrases for students of a class, to be printed on one sheet.
    PrintCredentials(ClassId) = "print_credentials",

    /// See and set for whom the organization offers its courses.
    ManageAudience(OrganizationId) = "manage_audience",
    /// Read what is known of a student's age, and on whose word.
    ReadStudentAge(ClassMember) = "read_student_age",
    /// State how old a student is, as coarsely as it serves.
    RecordAgeEvidence(ClassMember) = "record_age_evidence",
    /// Resolve a contradiction between two pieces of evidence of a student's age.
    ResolveAgeReview(ClassMember) = "resolve_age_review",
    /// List the contradictions about the ages of a school's students.
    ListAgeReviews(SchoolId) = "list_age_reviews",
    /// Read what one's own age changes.
    ReadOwnAge(UserId) = "read_own_age",
    /// Read what of one's own work ends, and when.
    ReadOwnRetention(UserId) = "read_own_retention",
    /// Pass on the bracket of age that the device tells.
    ReportAgeSignal(UserId) = "report_age_signal",

    /// Write a course.
    CreateCourse(OrganizationId) = "create_course",
    /// List the courses of the organization.
    ListCourses(OrganizationId) = "list_courses",
    /// Read a course of the organization, drafts included.
    ReadCourse(CourseId) = "read_course",
    /// Read what a colleague published of a course.
    ReadPublishedCourse(CourseId) = "read_published_course",
    /// Change a course's draft.
    UpdateCourse(CourseId) = "update_course",
    /// Publish a course's draft as a version.
    PublishCourse(CourseId) = "publish_course",
    /// Assign a course version to a class, or end its assignment.
    AssignCourse(ClassId) = "assign_course",
    /// List the courses assigned to a class, and read their lessons.
    ListClassCourses(ClassId) = "list_class_courses",
    /// Read the keys, explanations and sample solutions of a lesson of a class's course.
    ReadLessonKey(ClassId) = "read_lesson_key",

    /// Record what one did as a learner.
    RecordProgress(UserId) = "record_progress",
    /// Read one's own progress and work.
    ReadOwnProgress(UserId) = "read_own_progress",
    /// Read the progress of a whole class.
    ReadClassProgress(ClassId) = "read_class_progress",
    /// Read what the students of a class handed in for an activity.
    ReadClassWork(ClassId) = "read_class_work",
    /// Take the class report out as a file.
    ExportClassReport(ClassId) = "export_class_report",
    /// Read a student's timeline and submitted work.
    ReadStudentWork(StudentRecord) = "read_student_work",
    /// Give a student feedback by a fixed code.
    GiveFeedback(ClassMember) = "give_feedback",

    /// See the household, its children, what was asked and what was decided.
    ReadHousehold(OrganizationId) = "read_household",
    /// Ask for a parent's consent, or take the question back.
    AskForConsent(OrganizationId) = "ask_for_consent",
    /// Open the account of a child for whom a consent is active.
    OpenChildAccount(OrganizationId) = "open_child_account",
    /// Withdraw a consent, or a part of it.
    WithdrawConsent(OrganizationId) = "withdraw_consent",

    /// Read the settings of one's own account.
    ReadOwnSettings(UserId) = "read_own_settings",
    /// Change a setting of one's own account, or ask for it.
    ChangeOwnSettings(UserId) = "change_own_settings",
    /// Read the settings of a student.
    ReadStudentSettings(StudentOfDistrict) = "read_student_settings",
    /// Read what was changed of the settings of a student, and what waits.
    ReadStudentSettingChanges(StudentOfDistrict) = "read_student_setting_changes",
    /// Change a setting of a student.
    ChangeStudentSettings(StudentOfDistrict) = "change_student_settings",
    /// Decide about a change of a setting that a student asked for.
    DecideSettingChange(StudentOfDistrict) = "decide_setting_change",
    /// List the changes of settings that wait for a school.
    ListWaitingSettings(SchoolId) = "list_waiting_settings",
    /// Have the next lesson suggested by one's own progress.
    SuggestNextLesson(UserId) = "suggest_next_lesson",

    /// See the guardians of a student, hand out pairing codes, and decide about guardianships.
    ManageGuardians(StudentOfDistrict) = "manage_guardians",
    /// See whose guardian one is, and give a guardianship up.
    ManageOwnGuardianships(UserId) = "manage_own_guardianships",
    /// Read a student's education record.
    ReadEducationRecord(StudentOfDistrict) = "read_education_record",
    /// Have a student's education record as one page, with who looked at it and to whom it was disclosed.
    PrintEducationRecord(StudentOfDistrict) = "print_education_record",
    /// Read who looked at a student's record.
    ReadAccessLog(StudentOfDistrict) = "read_access_log",
    /// Read to whom a student's record was disclosed, and who asked for it.
    ReadDisclosures(StudentOfDistrict) = "read_disclosures",
    /// Record that somebody outside of the school asks for a student's record, and what follows.
    RecordDisclosures(StudentOfDistrict) = "record_disclosures",
    /// See the legal processes for a student's record, as far as one may be told.
    ReadLegalProcess(StudentOfDistrict) = "read_legal_process",
    /// Record a legal process for a student's record, and take its course.
    ManageLegalProcess(StudentOfDistrict) = "manage_legal_process",
    /// Record, see, renew and end health or safety emergencies of a student.
    ManageEmergencies(StudentOfDistrict) = "manage_emergencies",
    /// Record, see and withdraw the annual notices of a school, and render the model of one.
    ManageAnnualNotices(SchoolId) = "manage_annual_notices",
    /// Designate directory information of a school, and see the designations.
    ManageDirectory(SchoolId) = "manage_directory",
    /// End what a school designates as directory information.
    EndDirectoryDesignation(SchoolId) = "end_directory_designation",
    /// Have the directory information of a school's students for a listed party.
    ReleaseDirectory(SchoolId) = "release_directory",
    /// Read what a student's schools gave notice of and designate, and what is refused.
    ReadDirectoryChoices(StudentOfDistrict) = "read_directory_choices",
    /// Refuse directory information of a student, and take a refusal back.
    ChooseDirectory(StudentOfDistrict) = "choose_directory",
    /// Contest a part of a student's record, ask for a hearing, and place a statement in the record.
    ContestRecord(StudentOfDistrict) = "contest_record",
    /// See what is contested of a student's record, and how it stands.
    ReadAmendments(StudentOfDistrict) = "read_amendments",
    /// Decide about what is contested of a student's record, hold the hearing, and tell recipients.
    DecideAmendment(StudentOfDistrict) = "decide_amendment",
    /// Leave it at that: by who contests, or by the school when the family had its time.
    CloseAmendment(StudentOfDistrict) = "close_amendment",
    /// Let a member of staff look at a student's record together with oneself.
    InviteToRecord(StudentOfDistrict) = "invite_to_record",
    /// Look at a student's record together with who holds the rights over it.
    InspectRecord(StudentOfDistrict) = "inspect_record",
    /// Ask what a record means that one inspects.
    AskForExplanation(RightsRequestId) = "ask_for_explanation",
    /// See and confirm the reviews of accuracy of a school.
    ReviewAccuracy(SchoolId) = "review_accuracy",
    /// Ask something about a person's data.
    FileRequest(DataSubject) = "file_request",
    /// See what would be erased of a person.
    PlanErasure(DataSubject) = "plan_erasure",
    /// List the requests that one made or decides about.
    ListRequests(UserId) = "list_requests",
    /// Read a request.
    ReadRequest(RightsRequestId) = "read_request",
    /// Decide about a request, and say that it was carried out.
    DecideRequest(RightsRequestId) = "decide_request",
    /// Let a request wait for the person who asks, or take more time for it.
    KeepRequestClock(RightsRequestId) = "keep_request_clock",
    /// Restore what a request erased, in time.
    UndoErasure(RightsRequestId) = "undo_erasure",
    /// End what a request restricted.
    LiftRestriction(RightsRequestId) = "lift_restriction",
    /// See what visitors ask about privacy, and note that it was answered.
    ReviewPrivacyEnquiries(Platform) = "review_privacy_enquiries",
    /// Place, see, renew and release holds, which keep data from being deleted for a matter.
    ManageHolds(OrganizationId) = "manage_holds",
    /// See the runs over what is past its time, and release one that would end much.
    ManageRetentionRuns(OrganizationId) = "manage_retention_runs",
    /// Ask for a copy of what is held about oneself.
    AskForOwnExport(UserId) = "ask_for_own_export",
    /// Ask for, and fetch, a copy of what is held about a student.
    ExportStudent(StudentCopy) = "export_student",
    /// See where the copies stand that one asked for.
    ReadOwnExports(UserId) = "read_own_exports",
    /// Fetch a copy that one asked for.
    FetchOwnExport(UserId) = "fetch_own_export",

    /// Stage a roster bundle.
    StageRoster(OrganizationId) = "stage_roster",
    /// Apply or refuse a staged roster bundle.
    ApplyRoster(OrganizationId) = "apply_roster",
    /// See which schools, classes and people a staged roster bundle would change.
    PreviewRoster(OrganizationId) = "preview_roster",
    /// See which accounts may be one person's, merge them, and undo it.
    MergeAccounts(OrganizationId) = "merge_accounts",
    /// See how many erased people no roster registers again, and let one be registered.
    ManageSuppressions(OrganizationId) = "manage_suppressions",
    /// See and set from which share on the removals of an import have to be accepted.
    ManageRemovalBounds(OrganizationId) = "manage_removal_bounds",
    /// See and set the same for one school.
    ManageSchoolRemovalBounds(SchoolId) = "manage_school_removal_bounds",
    /// Read roster imports and their reports.
    ReadRosterImports(OrganizationId) = "read_roster_imports",

    /// Read the audit log.
    ReadAuditLog(OrganizationId) = "read_audit_log",
}
