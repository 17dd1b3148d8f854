//! Verifiable parental consent over HTTP: asked and withdrawn by the parent, decided by the link of a
//! message, on pages of our own or by a client that has the token.

mod again;
mod ask;
mod consent_view;
mod consents;
mod decide;
mod direct_notice;
mod forms;
mod notice;
mod page;
mod renewal;
mod request_view;
mod requests;
mod revoke;
mod take_back;
mod token;
mod withdraw;

pub use again::ask_again;
use ask::ask_for_consent;
use consents::list_consents;
use decide::decide_consent;
pub(crate) use direct_notice::notice_file;
use forms::{decide_consent_form, list_consent_forms, return_consent_form, show_consent_form};
use notice::show_consent_notice;
pub(crate) use page::{decide_on_page, revoke_on_page, show_decision, show_form, show_revocation};
use renewal::renew_consent;
use requests::list_consent_requests;
use revoke::revoke_consent;
use take_back::withdraw_consent_request;
use withdraw::withdraw_consent;

operations! {
    ask_for_consent => Permit(AskForConsent), Change, [Name, ParentContact];
    list_consent_requests => Permit(ReadHousehold), Nothing, [Name, Authorization];
    list_consents => Permit(ReadHousehold), Nothing, [Authorization];
    renew_consent => Permit(AskForConsent), Change, [Name, ParentContact, Authorization];
    withdraw_consent => Permit(WithdrawConsent), Change, [Authorization];
    withdraw_consent_request => Permit(WithdrawConsent), Change, [Name, Authorization];
    show_consent_notice => Nothing, Nothing, [Name, Authorization], Repeated;
    decide_consent => Nothing, Change, [Authorization];
    revoke_consent => Nothing, Change, [Authorization];
    return_consent_form => Permit(AskForConsent), Change, [Authorization];
    list_consent_forms => Permit(ReviewConsentForms), Nothing, [Authorization];
    show_consent_form => Permit(ReviewConsentForms), Disclosure, [Name, Authorization];
    decide_consent_form => Permit(ReviewConsentForms), Change, [Authorization];
}
