//! Districts, schools, agreements and terms over HTTP.

mod academic_sessions;
mod accuracy_reviews;
mod agreements;
pub(crate) mod authorization;
pub mod checks;
mod consent_mode;
mod create;
pub(crate) mod destruction;
mod domains;
mod list;
mod parent_requests;
mod revocation;
mod school_exit;
mod school_notices;
mod schools;
mod show;
mod view;

pub use academic_sessions::AcademicSessionView;
use academic_sessions::{
    create_academic_session, list_academic_sessions, show_academic_session, update_academic_session,
};
use accuracy_reviews::{confirm_accuracy, list_accuracy_reviews};
use agreements::{activate_agreement, end_agreement, list_agreements, record_agreement};
use consent_mode::set_consent_mode;
use create::create_organization;
use destruction::list_destruction_certificates;
use domains::{declare_domains, find_organizations, show_domains};
use list::list_organizations;
use parent_requests::{answer_parent_request, file_parent_request, list_parent_requests};
use revocation::revoke_student;
use school_exit::{ask_for_school_export, fetch_school_export, show_school_exit};
use school_notices::{acknowledge_school_notice, list_school_notices, send_school_notice};
pub use schools::SchoolView;
use schools::{create_school, list_schools, show_school, update_school};
use show::show_organization;

operations! {
    create_organization => Permit(CreateOrganization), Change, [Name, LoginIdentifier];
    list_organizations => Permit(ListOrganizations), Nothing, [];
    show_organization => Permit(ReadOrganization), Nothing, [];
    find_organizations => Nothing, Nothing, [];
    show_domains => Permit(ManageDomains), Nothing, [];
    declare_domains => Permit(ManageDomains), Change, [];
    set_consent_mode => Permit(SetConsentMode), Change, [];
    create_school => Permit(CreateSchool), Change, [];
    list_schools => Permit(ListSchools), Nothing, [];
    show_school => Permit(ReadSchool), Nothing, [];
    update_school => Permit(UpdateSchool), Change, [];
    record_agreement => Permit(RecordAgreement), Change, [Authorization];
    list_agreements => Permit(ReadAgreements), Nothing, [Authorization];
    activate_agreement => Permit(ActivateAgreement), Change, [Authorization];
    end_agreement => Permit(EndAgreement), Change, [Authorization];
    show_school_exit => Permit(ReadSchoolExit), Nothing, [Authorization];
    list_destruction_certificates => Permit(ReadSchoolExit), Nothing, [Authorization];
    ask_for_school_export => Permit(ExportSchool), Change, [Authorization];
    fetch_school_export => Permit(ExportSchool), Change, [
        Name, LoginIdentifier, Profile, Enrollment, Progress, Work, CheckAnswer, Assessment,
        Authorization, AuditTrail, ParentContact, AgeEvidence
    ], Repeated;
    send_school_notice => Permit(SendSchoolNotice), Change, [Authorization];
    list_school_notices => Permit(ReadSchoolNotices), Nothing, [Authorization];
    acknowledge_school_notice => Permit(AcknowledgeSchoolNotice), Change, [Authorization];
    revoke_student => Permit(RevokeStudent), Change, [Authorization];
    file_parent_request => Permit(ManageParentRequests), Change, [Authorization];
    list_parent_requests => Permit(ManageParentRequests), Disclosure, [Authorization];
    answer_parent_request => Permit(ManageParentRequests), Change, [Authorization];
    create_academic_session => Permit(ManageAcademicSessions), Change, [];
    list_academic_sessions => Permit(ListAcademicSessions), Nothing, [];
    show_academic_session => Permit(ListAcademicSessions), Nothing, [];
    update_academic_session => Permit(ManageAcademicSessions), Change, [];
    list_accuracy_reviews => Permit(ReviewAccuracy), Nothing, [];
    confirm_accuracy => Permit(ReviewAccuracy), Change, [];
}
