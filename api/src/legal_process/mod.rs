//! Legal processes for education records over HTTP (34 CFR 99.31(a)(9)).

mod comply;
mod list;
mod notify_family;
mod notify_school;
mod quash;
mod receive;
mod review_order;
mod show;
mod validate;
mod view;

use comply::comply_with_legal_process;
use list::list_legal_processes;
use notify_family::notify_rights_holder;
use notify_school::note_school_notice;
use quash::quash_legal_process;
use receive::receive_legal_process;
use review_order::review_no_notice_order;
use show::show_legal_process;
use validate::validate_legal_process;

operations! {
    receive_legal_process => Permit(ManageLegalProcess), Change, [AuditTrail];
    list_legal_processes => Permit(ReadLegalProcess), Disclosure, [AuditTrail];
    show_legal_process => Permit(ReadLegalProcess), Disclosure, [AuditTrail];
    validate_legal_process => Permit(ManageLegalProcess), Change, [AuditTrail];
    note_school_notice => Permit(ManageLegalProcess), Change, [AuditTrail];
    notify_rights_holder => Permit(ManageLegalProcess), Change, [AuditTrail];
    review_no_notice_order => Permit(ManageLegalProcess), Change, [AuditTrail];
    comply_with_legal_process => Permit(ManageLegalProcess), Change, [AuditTrail];
    quash_legal_process => Permit(ManageLegalProcess), Change, [AuditTrail];
}
