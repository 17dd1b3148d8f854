//! Why a thing is not in a state in which something can be done, as words.

domain::text_enum! {
    /// Why a thing is not in a state in which this can be done.
    pub enum ConflictReason {
        /// This request was already answered. Its answer is not kept: secrets are repeated for
        /// ten minutes only, long answers never. Read what it made, or issue new secrets.
        AnswerGone = "answer_gone",
        /// The account with this e-mail address is closed, or has to be invited by the
        /// district.
        AccountNotInvitable = "account_not_invitable",
        /// The account is already active, is closed, has no e-mail address, or is the caller's
        /// own.
        AccountNotReopened = "account_not_reopened",
        /// Callers cannot end their own last administrative role. Another administrator has to
        /// do it.
        OwnLastOffice = "own_last_office",
        /// Callers cannot change their own address. Another administrator has to do it.
        OwnAddress = "own_address",
        /// A school activated the account. The district has to assign roles at another school.
        OpenedBySchool = "opened_by_school",
        /// The guardianship has ended.
        GuardianshipEnded = "guardianship_ended",
        /// The guardianship is contested. Only the school ends that.
        GuardianshipDisputed = "guardianship_disputed",
        /// The guardianship is the caller's own, or the caller is of the student's family. Another
        /// administrator has to decide.
        OwnGuardianship = "own_guardianship",
        /// The student is an adult, and the rights are theirs.
        StudentIsAdult = "student_is_adult",
        /// Nobody else has the rights of a parent over the student's record. Say that you accept it.
        LastGuardian = "last_guardian",
        /// The caller is a guardian of the student already.
        AlreadyGuardian = "already_guardian",
        /// The contact is a guardian of the student already, or contested as one.
        ContactIsGuardian = "contact_is_guardian",
        /// The rights of the contact are limited. Lift the limit first.
        GuardianLimited = "guardian_limited",
        /// The account has no password.
        NoPassword = "no_password",
        /// The account or the contact has no address to write to.
        NoAddress = "no_address",
        /// There is no such account, or its records were erased.
        NoSuchAccount = "no_such_account",
        /// One of the accounts is the caller's own. Another administrator has to do it.
        OwnAccount = "own_account",
        /// One of the accounts is a student's and the other one staff's.
        KindsDiffer = "kinds_differ",
        /// One of the accounts is locked, suspended, or hidden until it is deleted.
        AccountClosed = "account_closed",
        /// The account to be kept is not one of a person who left the roster and has no role
        /// or class.
        NotLeft = "not_left",
        /// The roster does not name the person now.
        NotInRoster = "not_in_roster",
        /// The account has work of its own, which would stay behind.
        HasOwnWork = "has_own_work",
        /// The merge is undone already, or another merge of the account came after it.
        NotTheLastMerge = "not_the_last_merge",
        /// The username or the address of the merged account is another person's now.
        LoginTaken = "login_taken",
        /// The import is no longer staged: it was applied, discarded, refused, or it expired.
        ImportNotStaged = "import_not_staged",
        /// The class is a sandbox, which takes students by aliases only. When the school has an agreement,
        /// have it leave the sandbox.
        SandboxClass = "sandbox_class",
        /// The student is one of a sandbox, of whom nothing is held but an alias. When the school has an
        /// agreement, have the class leave the sandbox.
        SandboxStudent = "sandbox_student",
        /// The class is no sandbox.
        NotASandbox = "not_a_sandbox",
        /// The sandbox has no seats for so many students.
        SandboxFull = "sandbox_full",
        /// The school has an agreement in force, or only parents agree in its district: it has no sandboxes.
        SandboxNotOffered = "sandbox_not_offered",
        /// The class is archived, or its academic session is over.
        ClassOver = "class_over",
        /// The academic session of the class is over. Assign another one first.
        TermOver = "term_over",
        /// A class needs a teacher of record. Appoint another one first.
        LastTeacherOfRecord = "last_teacher_of_record",
        /// The staff assignment is the caller's own. Another teacher of record or an administrator
        /// makes it last longer.
        OwnPart = "own_part",
        /// The students of the class have changed in the meantime. Send the request again.
        ClassChanged = "class_changed",
        /// The student is at another school too, and only an administrator of the district can
        /// reset the passphrase; or at one school alone, and somebody there does.
        PassphraseBeyondReach = "passphrase_beyond_reach",
        /// The student is at another school too, and only an administrator of the district can
        /// change the username; or at one school alone, and an administrator there does.
        UsernameBeyondReach = "username_beyond_reach",
        /// The student is at another school too. Only an administrator of the district can do this.
        AccountBeyondReach = "account_beyond_reach",
        /// There is work of the student, which is kept. End the enrollment instead.
        StudentHasWork = "student_has_work",
        /// Another class or school has or had the student. End the enrollment instead.
        StudentIsElsewhere = "student_is_elsewhere",
        /// A roster names the student and would bring them back. Remove the student there.
        StudentIsInRoster = "student_is_in_roster",
        /// The course has no draft to publish.
        NoDraft = "no_draft",
        /// The course has reached the maximum number of versions.
        NoMoreVersions = "no_more_versions",
        /// Nothing is written in an activity of this kind.
        NothingToWrite = "nothing_to_write",
        /// The agreement of the school does not cover such work.
        WorkNotCovered = "work_not_covered",
        /// The school's agreement ended 30 days ago or earlier, and exports are closed.
        ExportsClosed = "exports_closed",
        /// Another copy of the same person's data is being built or waits to be fetched.
        ExportOpen = "export_open",
        /// As many copies of the same person's data were asked for as may be in a day.
        TooManyExports = "too_many_exports",
        /// The copy is not built yet.
        ExportNotReady = "export_not_ready",
        /// The copy was fetched, has expired, or is larger than an archive may be. Ask for another.
        ExportOver = "export_over",
        /// The agreement is active already.
        AgreementActive = "agreement_active",
        /// The term of the agreement is over: it would authorize nothing.
        AgreementOver = "agreement_over",
        /// The agreement already ends on that day or earlier.
        AgreementEndsEarlier = "agreement_ends_earlier",
        /// The request does not await this answer.
        AnswerNotAwaited = "answer_not_awaited",
        /// The student has not been enrolled in the district for 60 days: the deletion must be
        /// done.
        MustDelete = "must_delete",
        /// The request is decided, waits, or is not of a kind for this.
        RequestElsewhere = "request_elsewhere",
        /// The hold lapsed or was released. Place another.
        HoldOver = "hold_over",
        /// The run is not stopped: it is done, or a later run took its place.
        RunNotStopped = "run_not_stopped",
        /// An inspection, a correction or an amendment of the same data is open, or the district holds it
        /// for a matter.
        ErasureBlocked = "erasure_blocked",
        /// An explanation of the record was asked for and is yet to be given.
        ExplanationDue = "explanation_due",
        /// The amendment does not stand where this can happen to it, or the other side has to do it.
        AmendmentElsewhere = "amendment_elsewhere",
        /// The caller is of the student's family. Another administrator has to do it.
        OwnFamily = "own_family",
        /// The hearing is yet to come.
        HearingAhead = "hearing_ahead",
        /// The family still has time to ask for a hearing or to place a statement.
        FamilyHasTime = "family_has_time",
        /// No school keeps the record. What is held at home is corrected by a request.
        NoSchoolKeepsRecord = "no_school_keeps_record",
        /// Twenty parts of the record are contested already.
        TooManyAmendments = "too_many_amendments",
        /// The legal process does not stand where this can happen to it.
        ProcessElsewhere = "process_elsewhere",
        /// The caller recorded the legal process. Another administrator has to say that it is valid.
        SecondPersonNeeded = "second_person_needed",
        /// An order forbids to tell the family of the legal process.
        NoticeForbidden = "notice_forbidden",
        /// No order is in force that forbids to tell the family.
        NoOrderInForce = "no_order_in_force",
        /// The family was not told of the legal process, and no order forbids it.
        FamilyUntold = "family_untold",
        /// The family still has time to seek protection from the legal process.
        NoticePeriod = "notice_period",
        /// Nobody who holds the rights over the record has an address. Tell them by hand.
        NobodyToWriteTo = "nobody_to_write_to",
        /// The caller is or was of the student's family. Another administrator has to do it.
        OfTheFamily = "of_the_family",
        /// The annual notice was withdrawn before.
        NoticeWithdrawn = "notice_withdrawn",
        /// No annual notice of the school holds. Record the one that was given.
        NoticeNotCurrent = "notice_not_current",
        /// The designation is over.
        DesignationOver = "designation_over",
        /// Families still have time to refuse.
        TimeToRefuse = "time_to_refuse",
        /// The school does not designate the name, without which there is no list.
        NameNotDesignated = "name_not_designated",
        /// Somebody else refused it, who has to take it back.
        RefusalStays = "refusal_stays",
        /// The caller is of the student's family. Another administrator records what came on paper.
        OwnPaper = "own_paper",
        /// The emergency is over. Record another, with its threat.
        EmergencyOver = "emergency_over",
        /// Drafts are switched off in the settings of the learner: none is kept.
        DraftsSwitchedOff = "drafts_switched_off",
        /// The setting has this value already.
        SettingUnchanged = "setting_unchanged",
        /// The person does not have this setting.
        SettingNotOfPerson = "setting_not_of_person",
        /// The ceiling of the setting is `off`: it is off for everybody, and nobody switches it on.
        SettingAboveCeiling = "setting_above_ceiling",
        /// The student decides about the setting alone.
        SettingOnesOwn = "setting_ones_own",
        /// A school changes the settings of a student towards more privacy only.
        SettingNotBySchool = "setting_not_by_school",
        /// No agreement and no consent covers what the setting would switch on.
        SettingNotCovered = "setting_not_covered",
        /// Another parent or guardian refused the setting, or switched it off. They have to approve it.
        OtherParentObjected = "other_parent_objected",
        /// The setting was asked for in vain less than a week ago.
        SettingAskedLately = "setting_asked_lately",
        /// A change of the setting waits already.
        SettingChangeWaits = "setting_change_waits",
        /// The change does not wait any more, or waits for somebody else.
        SettingChangeElsewhere = "setting_change_elsewhere",
        /// The caller is or was of the student's family. Another administrator has to do it.
        SettingOfFamily = "setting_of_family",
        /// The academic session has not begun.
        SessionAhead = "session_ahead",
        /// Nobody else administers the school, the district or the platform. Appoint another
        /// administrator first.
        LastAdministrator = "last_administrator",
        /// The household has accounts of children. Erase them first.
        HouseholdHasChildren = "household_has_children",
        /// The answer is overdue, or a clock runs that gives no more time.
        NoMoreTime = "no_more_time",
        /// The time in which it could be restored is over, or there was none, or it is restored.
        NotRestorable = "not_restorable",
        /// There are fewer than ten students.
        TooFewStudents = "too_few_students",
        /// The course was released less than 28 days ago.
        ReleasedLately = "released_lately",
        /// Fewer than ten students came or left since an earlier release.
        TooSimilar = "too_similar",
        /// The course is released in the other form.
        OtherReleaseForm = "other_release_form",
        /// The request restricts nothing, or its restriction ends no later.
        NotRestricted = "not_restricted",
        /// No agreement and no consent covers the account any more, or a parent or the school closed it
        /// meanwhile.
        NothingCovers = "nothing_covers",
        /// The child has an account already.
        ChildHasAccount = "child_has_account",
        /// A later consent for the child is in its place: renew that one.
        LaterConsent = "later_consent",
        /// A question for the child is open already.
        QuestionOpen = "question_open",
        /// Ten questions are open already.
        TooManyQuestions = "too_many_questions",
        /// The question takes no form, or none any more.
        NoFormAwaited = "no_form_awaited",
        /// Another form came back since the one that you looked at.
        AnotherForm = "another_form",
        /// A later version is in force.
        LaterVersionInForce = "later_version_in_force",
    }
}
