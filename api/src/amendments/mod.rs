//! Amendments of education records over HTTP (34 CFR 99.20 to 99.22).

mod ask_hearing;
mod close;
mod conclude;
mod correction;
mod decide;
mod file;
mod hold;
mod list;
mod recipients;
mod schedule;
mod show;
mod statement;
mod tell;
mod view;

use ask_hearing::request_hearing;
use close::close_amendment;
use conclude::conclude_amendment;
use decide::decide_amendment;
use file::contest_record;
use hold::hold_hearing;
use list::list_amendments;
use recipients::list_correction_recipients;
use schedule::schedule_hearing;
use show::show_amendment;
use statement::place_statement;
use tell::tell_correction_recipient;
pub use view::ContestedEntryView;

operations! {
    contest_record => Permit(ContestRecord), Change, [AuditTrail];
    list_amendments => Permit(ReadAmendments), Disclosure, [AuditTrail];
    show_amendment => Permit(ReadAmendments), Disclosure, [AuditTrail];
    decide_amendment => Permit(DecideAmendment), Change, [AuditTrail, Name, Enrollment];
    request_hearing => Permit(ContestRecord), Change, [AuditTrail];
    schedule_hearing => Permit(DecideAmendment), Change, [AuditTrail];
    hold_hearing => Permit(DecideAmendment), Change, [AuditTrail];
    conclude_amendment => Permit(DecideAmendment), Change, [AuditTrail, Name, Enrollment];
    place_statement => Permit(ContestRecord), Change, [AuditTrail];
    close_amendment => Permit(CloseAmendment), Change, [AuditTrail];
    list_correction_recipients => Permit(DecideAmendment), Disclosure, [AuditTrail];
    tell_correction_recipient => Permit(DecideAmendment), Change, [AuditTrail];
}
