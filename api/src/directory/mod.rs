//! Directory information over HTTP (34 CFR 99.37).

mod choices;
mod designate;
mod designation_view;
mod designations;
mod end;
mod entry_view;
mod for_party;
mod refuse;
mod refused_view;
mod rescind;
mod wanted;

use choices::show_directory_choices;
use designate::designate_directory_information;
use designations::list_directory_designations;
use end::end_directory_designation;
use for_party::list_directory_information;
use refuse::refuse_directory_information;
pub use refused_view::RefusedTypeView;
use rescind::rescind_directory_refusals;

operations! {
    designate_directory_information => Permit(ManageDirectory), Change, [];
    list_directory_designations => Permit(ManageDirectory), Nothing, [];
    end_directory_designation => Permit(EndDirectoryDesignation), Change, [];
    list_directory_information => Permit(ReleaseDirectory), Disclosure, [Name, Enrollment];
    show_directory_choices => Permit(ReadDirectoryChoices), Disclosure, [AuditTrail];
    refuse_directory_information => Permit(ChooseDirectory), Change, [AuditTrail];
    rescind_directory_refusals => Permit(ChooseDirectory), Change, [AuditTrail];
}
