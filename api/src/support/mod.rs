//! Access that districts grant the platform's support (FER-06).

mod end;
mod grant;
mod list;
mod look;
mod open;
mod view;

use end::end_support_grant;
use grant::grant_support;
use list::list_support_grants;
use look::show_supported_student;
use open::list_open_support_grants;

operations! {
    grant_support => Permit(GrantSupport), Change, [Authorization];
    list_support_grants => Permit(ManageSupportGrants), Disclosure, [Authorization];
    end_support_grant => Permit(ManageSupportGrants), Change, [Authorization];
    list_open_support_grants => Permit(ListOpenGrants), Disclosure, [];
    show_supported_student => Permit(ReadSupportedStudent), Disclosure, [
        Name, LoginIdentifier, Enrollment, Progress, Technical
    ];
}
