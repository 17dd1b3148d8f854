//! Guardians of students at school, over HTTP (FER-02).

mod contact_view;
mod decide;
mod give_up;
mod invite_contact;
mod issue;
mod lift;
mod limit;
mod list;
mod list_contacts;
mod list_own;
mod redeem;
mod register;
mod remove_contact;
mod revoke;
mod view;

use decide::decide_guardianship;
use give_up::give_up_guardianship;
use invite_contact::invite_guardian_contact;
use issue::issue_pairing_code;
use lift::lift_guardian_limit;
use limit::limit_guardian;
use list::list_guardianships;
use list_contacts::list_guardian_contacts;
use list_own::list_my_guardianships;
use redeem::redeem_pairing_code;
use register::register_guardian;
use remove_contact::remove_guardian_contact;
use revoke::revoke_pairing_code;

operations! {
    issue_pairing_code => Permit(ManageGuardians), Change, [ParentContact, Credential];
    revoke_pairing_code => Permit(ManageGuardians), Change, [ParentContact];
    list_guardianships => Permit(ManageGuardians), Disclosure, [ParentContact, Name, LoginIdentifier];
    list_guardian_contacts => Permit(ManageGuardians), Disclosure, [ParentContact, Name, LoginIdentifier];
    invite_guardian_contact => Permit(ManageGuardians), Change, [ParentContact, Credential];
    remove_guardian_contact => Permit(ManageGuardians), Change, [ParentContact];
    decide_guardianship => Permit(ManageGuardians), Change, [ParentContact];
    limit_guardian => Permit(ManageGuardians), Change, [ParentContact];
    lift_guardian_limit => Permit(ManageGuardians), Change, [ParentContact];
    register_guardian => Nothing, Change, [Name, LoginIdentifier, Credential, ParentContact, Technical];
    redeem_pairing_code => Permit(ManageOwnGuardianships), Change, [ParentContact], Repeated;
    list_my_guardianships => Permit(ManageOwnGuardianships), Disclosure, [ParentContact, Name];
    give_up_guardianship => Permit(ManageOwnGuardianships), Change, [ParentContact];
}
