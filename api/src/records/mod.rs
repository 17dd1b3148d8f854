//! The education record of a student over HTTP (34 CFR 99).

mod access_log;
mod access_log_query;
mod directory_asked;
mod disclose;
mod disclosure_refusal;
mod disclosures;
mod emergencies;
mod invite;
mod link;
mod page;
mod record;
mod together;
mod view;

use access_log::show_access_log;
use disclose::record_disclosure;
use disclosures::list_disclosures;
use emergencies::{end_emergency, list_emergencies, record_emergency, renew_emergency};
use invite::invite_to_record;
use link::issue_record_link;
pub(crate) use page::show_record_page;
use record::show_education_record;
use together::show_record_together;

operations! {
    show_education_record => Permit(ReadEducationRecord), Disclosure, [Name, LoginIdentifier, Enrollment, Progress, Work, CheckAnswer, AttitudinalAnswer, Assessment, Authorization];
    invite_to_record => Permit(InviteToRecord), Change, [AuditTrail];
    show_record_together => Permit(InspectRecord), Disclosure, [Name, LoginIdentifier, Enrollment, Progress, Work, CheckAnswer, AttitudinalAnswer, Assessment, Authorization];
    issue_record_link => Permit(PrintEducationRecord), Change, [AuditTrail];
    show_access_log => Permit(ReadAccessLog), Disclosure, [AuditTrail];
    list_disclosures => Permit(ReadDisclosures), Disclosure, [AuditTrail];
    record_disclosure => Permit(RecordDisclosures), Change, [AuditTrail];
    record_emergency => Permit(ManageEmergencies), Change, [AuditTrail];
    list_emergencies => Permit(ManageEmergencies), Disclosure, [AuditTrail];
    renew_emergency => Permit(ManageEmergencies), Change, [AuditTrail];
    end_emergency => Permit(ManageEmergencies), Change, [AuditTrail];
}
