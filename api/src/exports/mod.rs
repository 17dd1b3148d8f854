//! Copies of what is held about a person (RTS-02).

pub mod archive;
mod ask_for_own;
mod ask_for_student;
mod build;
mod fetch;
mod list;
mod refusals;
mod show;
mod view;

use ask_for_own::ask_for_my_export;
use ask_for_student::ask_for_student_export;
pub(crate) use build::build;
use fetch::fetch_export;
use list::list_my_exports;
use show::show_export;

operations! {
    ask_for_my_export => Permit(AskForOwnExport), Change, [Authorization];
    ask_for_student_export => Permit(ExportStudent), Change, [Authorization];
    list_my_exports => Permit(ReadOwnExports), Nothing, [Authorization];
    show_export => Permit(ReadOwnExports), Nothing, [Authorization];
    fetch_export => Permit(FetchOwnExport), Change, [
        Name, LoginIdentifier, Profile, Enrollment, Progress, Work, CheckAnswer, AttitudinalAnswer,
        Assessment, Technical, Authorization, AuditTrail, AuthoredCourse, ParentContact, AgeEvidence
    ], Repeated;
}
