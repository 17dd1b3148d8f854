//! Requests about one's data over HTTP: asked, decided, erased and restored, and questions about privacy
//! without an account.

mod ask;
mod clock;
mod complete;
mod decide;
mod enquiries;
mod erasure_plan_query;
mod extend;
mod file;
mod inspect;
mod lift;
mod list;
mod pause;
mod plan;
mod receipt;
mod recover;
mod requests_query;
mod resume;
mod show;
mod undo;
mod view;

use ask::ask_for_explanation;
use complete::complete_request;
use decide::decide_request;
use enquiries::{close_privacy_enquiry, file_privacy_enquiry, list_privacy_enquiries};
use extend::extend_request;
use file::file_request;
use inspect::note_inspection;
use lift::lift_restriction;
use list::list_requests;
use pause::pause_request;
pub use plan::ErasureLineView;
use plan::show_erasure_plan;
use receipt::show_erasure_receipt;
use recover::recover_account;
use resume::resume_request;
use show::show_request;
use undo::undo_erasure;

operations! {
    file_request => Permit(FileRequest), Change, [Authorization];
    list_requests => Permit(ListRequests), Disclosure, [Authorization];
    show_request => Permit(ReadRequest), Disclosure, [Authorization];
    decide_request => Permit(DecideRequest), Change, [Authorization];
    pause_request => Permit(KeepRequestClock), Change, [Authorization];
    resume_request => Permit(KeepRequestClock), Change, [Authorization];
    extend_request => Permit(KeepRequestClock), Change, [Authorization];
    complete_request => Permit(DecideRequest), Change, [Authorization];
    ask_for_explanation => Permit(AskForExplanation), Change, [Authorization];
    note_inspection => Permit(DecideRequest), Change, [Authorization];
    undo_erasure => Permit(UndoErasure), Change, [Authorization];
    lift_restriction => Permit(LiftRestriction), Change, [Authorization];
    show_erasure_plan => Permit(PlanErasure), Disclosure, [Authorization];
    recover_account => Nothing, Change, [Credential, Authorization];
    show_erasure_receipt => Nothing, Nothing, [];
    file_privacy_enquiry => Nothing, Change, [SupportTicket];
    list_privacy_enquiries => Permit(ReviewPrivacyEnquiries), Disclosure, [SupportTicket];
    close_privacy_enquiry => Permit(ReviewPrivacyEnquiries), Change, [SupportTicket];
}
