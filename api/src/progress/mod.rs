//! Progress over HTTP: what learners report, and what they and their teachers see of it.

mod class;
mod class_lesson;
mod class_view;
mod event;
mod event_result;
mod feedback;
mod feedback_of_student;
mod give;
mod my_feedback;
mod my_progress;
mod my_timeline;
mod own_view;
mod record;
mod report;
mod spreadsheet;
mod student_timeline;
mod timeline;

use class::show_class_progress;
use class_lesson::show_class_lesson_progress;
use feedback_of_student::list_student_feedback;
use give::give_feedback;
use my_feedback::list_my_feedback;
use my_progress::show_my_progress;
use my_timeline::list_my_timeline;
use record::record_progress;
use report::export_class_report;
use student_timeline::list_student_timeline;

operations! {
    record_progress => Permit(RecordProgress), Change, [Progress, Work, CheckAnswer, AttitudinalAnswer];
    show_my_progress => Permit(ReadOwnProgress), Nothing, [Progress];
    list_my_timeline => Permit(ReadOwnProgress), Nothing, [Progress, Work, CheckAnswer, AttitudinalAnswer];
    list_my_feedback => Permit(ReadOwnProgress), Nothing, [Assessment, Name];
    show_class_progress => Permit(ReadClassProgress), Disclosure, [Name, Progress];
    show_class_lesson_progress => Permit(ReadClassProgress), Disclosure, [Progress];
    export_class_report => Permit(ExportClassReport), Disclosure, [Name, Progress];
    list_student_timeline => Permit(ReadStudentWork), Disclosure, [Progress, Work, CheckAnswer, AttitudinalAnswer];
    list_student_feedback => Permit(ReadStudentWork), Disclosure, [Assessment, Name];
    give_feedback => Permit(GiveFeedback), Change, [Assessment];
}
