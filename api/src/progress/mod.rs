//! Progress over HTTP: what learners report, and what they and their teachers see of it.

mod class;
mod class_lesson;
mod class_revision;
mod class_view;
mod event;
mod event_result;
mod feedback;
mod feedback_codes;
mod feedback_of_student;
mod give;
mod my_feedback;
mod my_progress;
mod my_timeline;
mod my_work;
mod of_student;
mod own_view;
mod read_feedback;
mod record;
mod report;
mod save_work;
mod stream;
mod student_timeline;
mod submissions;
mod timeline;
mod timeline_query;
mod withdraw;

use class::show_class_progress;
use class_lesson::show_class_lesson_progress;
use feedback_codes::list_feedback_codes;
use feedback_of_student::list_student_feedback;
use give::give_feedback;
use my_feedback::list_my_feedback;
use my_progress::show_my_progress;
use my_timeline::list_my_timeline;
use my_work::show_my_work;
use of_student::show_student_progress;
use read_feedback::mark_my_feedback_read;
use record::record_progress;
use report::export_class_report;
use save_work::save_my_work;
pub use stream::StreamPlaces;
use stream::stream_class_progress;
use student_timeline::list_student_timeline;
use submissions::list_class_submissions;
use withdraw::withdraw_feedback;

operations! {
    record_progress => Permit(RecordProgress), Change, [Progress, Work, CheckAnswer, AttitudinalAnswer];
    show_my_progress => Permit(ReadOwnProgress), Nothing, [Progress];
    show_my_work => Permit(ReadOwnProgress), Nothing, [Work, AttitudinalAnswer];
    save_my_work => Permit(RecordProgress), Change, [Work, AttitudinalAnswer];
    list_my_timeline => Permit(ReadOwnProgress), Nothing, [Progress, Work, CheckAnswer, AttitudinalAnswer];
    list_my_feedback => Permit(ReadOwnProgress), Nothing, [Assessment, Name];
    show_class_progress => Permit(ReadClassProgress), Disclosure, [Name, LoginIdentifier, Progress];
    stream_class_progress => Permit(ReadClassProgress), Disclosure, [Name, LoginIdentifier, Progress];
    show_class_lesson_progress => Permit(ReadClassProgress), Disclosure, [Progress];
    list_class_submissions => Permit(ReadClassWork), Disclosure, [Name, Progress, Work, CheckAnswer, AttitudinalAnswer];
    show_student_progress => Permit(ReadStudentWork), Disclosure, [Progress];
    export_class_report => Permit(ExportClassReport), Disclosure, [Name, Progress];
    list_student_timeline => Permit(ReadStudentWork), Disclosure, [Progress, Work, CheckAnswer, AttitudinalAnswer];
    list_student_feedback => Permit(ReadStudentWork), Disclosure, [Assessment, Name];
    list_feedback_codes => Nothing, Nothing, [];
    mark_my_feedback_read => Permit(RecordProgress), Change, [Assessment];
    give_feedback => Permit(GiveFeedback), Change, [Assessment];
    withdraw_feedback => Permit(GiveFeedback), Change, [Assessment];
}
