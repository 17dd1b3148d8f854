//! Districts, schools, agreements and terms over HTTP.

mod academic_sessions;
mod agreements;
pub mod checks;
mod create;
mod domains;
mod list;
mod schools;
mod show;
mod view;

pub use academic_sessions::AcademicSessionView;
use academic_sessions::{
    create_academic_session, list_academic_sessions, show_academic_session, update_academic_session,
};
use agreements::{end_agreement, list_agreements, record_agreement};
use create::create_organization;
use domains::{declare_domains, find_organizations, show_domains};
use list::list_organizations;
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
    create_school => Permit(CreateSchool), Change, [];
    list_schools => Permit(ListSchools), Nothing, [];
    show_school => Permit(ReadSchool), Nothing, [];
    update_school => Permit(UpdateSchool), Change, [];
    record_agreement => Permit(RecordAgreement), Change, [Authorization];
    list_agreements => Permit(ReadAgreements), Nothing, [Authorization];
    end_agreement => Permit(EndAgreement), Change, [Authorization];
    create_academic_session => Permit(ManageAcademicSessions), Change, [];
    list_academic_sessions => Permit(ListAcademicSessions), Nothing, [];
    show_academic_session => Permit(ListAcademicSessions), Nothing, [];
    update_academic_session => Permit(ManageAcademicSessions), Change, [];
}
