//! Classes over HTTP.

mod archive;
mod card;
mod create;
mod join_codes;
mod list_mine;
mod list_of_school;
mod reopen;
mod sandbox;
mod show;
mod staff;
pub(crate) mod students;
mod update;
mod view;

use archive::archive_class;
use create::create_class;
use join_codes::{issue_join_code, join_class, list_join_codes, revoke_join_code};
use list_mine::list_my_classes;
use list_of_school::list_school_classes;
use reopen::reopen_class;
use sandbox::{create_sandbox_students, leave_sandbox};
use show::show_class;
use staff::{
    appoint_class_staff, end_class_staff, list_class_staff, list_class_teachers, show_class_staff,
    update_class_staff,
};
use students::{
    attest_students, create_students, end_enrollment, enroll_student, list_school_students,
    list_students, print_credentials, remove_student, reset_student_credential,
    show_attestation_statements, show_student, show_student_login, update_student,
    update_student_login,
};
use update::update_class;
pub use view::ClassView;

operations! {
    create_class => Permit(CreateClass), Change, [Enrollment];
    list_school_classes => Permit(ListSchoolClasses), Nothing, [Enrollment];
    list_my_classes => Permit(ListOwnClasses), Nothing, [Enrollment];
    show_class => Permit(ReadClass), Nothing, [Enrollment];
    update_class => Permit(UpdateClass), Change, [Enrollment];
    archive_class => Permit(ArchiveClass), Change, [Enrollment];
    reopen_class => Permit(ReopenClass), Change, [Enrollment];
    leave_sandbox => Permit(LeaveSandbox), Change, [Enrollment];

    list_school_students => Permit(ListSchoolStudents), Disclosure, [Name, Enrollment];
    enroll_student => Permit(EnrollStudent), Change, [Name, LoginIdentifier, Enrollment];
    create_students => Permit(CreateStudents), Change, [Name, LoginIdentifier, Credential, Enrollment, AgeEvidence];
    create_sandbox_students => Permit(CreateSandboxStudents), Change, [Name, LoginIdentifier, Credential, Enrollment];
    show_attestation_statements => Nothing, Nothing, [];
    attest_students => Permit(AttestStudents), Change, [Authorization];
    list_students => Permit(ListStudents), Disclosure, [Name, LoginIdentifier, Enrollment];
    show_student => Permit(ReadStudent), Disclosure, [Name, LoginIdentifier, Enrollment];
    update_student => Permit(UpdateStudent), Change, [Name, Enrollment];
    show_student_login => Permit(ManageStudentLogin), Disclosure, [LoginIdentifier];
    update_student_login => Permit(ManageStudentLogin), Change, [LoginIdentifier];
    end_enrollment => Permit(EndEnrollment), Change, [Enrollment];
    remove_student => Permit(RemoveStudent), Change, [Enrollment];
    reset_student_credential => Permit(ResetStudentCredential), Change, [Name, LoginIdentifier, Credential];
    print_credentials => Permit(PrintCredentials), Change, [Name, LoginIdentifier, Credential];

    list_class_staff => Permit(ListClassStaff), Disclosure, [Name];
    list_class_teachers => Permit(ReadTeacherNames), Disclosure, [Name];
    show_class_staff => Permit(ReadClassStaff), Disclosure, [Name];
    update_class_staff => Permit(UpdateClassStaff), Change, [Name];
    appoint_class_staff => Permit(ManageClassStaff), Change, [Name];
    end_class_staff => Permit(EndClassStaff), Change, [];

    issue_join_code => Permit(ManageJoinCodes), Change, [];
    list_join_codes => Permit(ManageJoinCodes), Nothing, [];
    revoke_join_code => Permit(RevokeJoinCode), Change, [];
    // A student who joins a class again is in it.
    join_class => Permit(JoinClass), Change, [Enrollment], Repeated;
}
