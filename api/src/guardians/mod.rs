//! Guardians of students at school, over HTTP (FER-02).

mod decide;
mod give_up;
mod issue;
mod lift;
mod limit;
mod list;
mod list_own;
mod redeem;
mod register;
mod revoke;
mod view;

use decide::decide_guardianship;
use give_up::give_up_guardianship;
use issue::issue_pairing_code;
use lift::lift_guardian_limit;
use limit::limit_guardian;
use list::list_guardianships;
use list_own::list_my_guardianships;
use redeem::redeem_pairing_code;
use register::register_guardian;
use revoke::revoke_pairing_code;

operations! {
    issue_pairing_code => Permit(ManageGuardians), Change, [ParentContact, Credential];
    revoke_pairing_code => Permit(ManageGuardians), Change, [ParentContact];
    list_guardianships => Permit(ManageGuardians), Disclosure, [ParentContact, Name, LoginIdentifier];
    decide_guardianship => Permit(ManageGuardians), Change, [ParentContact];
    limit_guardian => Permit(ManageGuardians), Change, [ParentContact];
    lift_guardian_limit => Permit(ManageGuardians), Change, [ParentContact];
    register_guardian => Nothing, Change, [Name, LoginIdentifier, Credential, ParentContact, Technical];
    redeem_pairing_code => Permit(ManageOwnGuardianships), Change, [ParentContact], Repeated;
    list_my_guardianships => Permit(ManageOwnGuardianships), Disclosure, [ParentContact, Name];
    give_up_guardianship => Permit(ManageOwnGuardianships), Change, [ParentContact];
}
