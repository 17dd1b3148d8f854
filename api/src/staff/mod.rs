//! Staff over HTTP: their roles and invitations.

mod accept_own_invitation;
mod decline_own_invitation;
mod end;
mod end_in_district;
mod invite_again;
mod invite_many_to_school;
mod invite_to_district;
mod invite_to_school;
mod list;
mod list_in_district;
mod list_own_invitations;
mod reset_at_school;
mod reset_in_district;
mod show_login;
mod staff_query;
mod update_login;
mod view;

use accept_own_invitation::accept_my_invitation;
use decline_own_invitation::decline_my_invitation;
use end::end_staff_roles;
use end_in_district::end_district_staff;
use invite_again::invite_staff_member;
use invite_many_to_school::invite_many_school_staff;
use invite_to_district::invite_district_staff;
use invite_to_school::invite_school_staff;
use list::list_staff;
use list_in_district::list_district_staff;
use list_own_invitations::list_my_invitations;
use reset_at_school::reset_staff_credential;
use reset_in_district::reset_district_staff_credential;
use show_login::show_staff_login;
use update_login::update_staff_login;

operations! {
    invite_school_staff => Permit(InviteSchoolStaff), Change, [Name, LoginIdentifier];
    invite_many_school_staff => Permit(InviteSchoolStaff), Change, [Name, LoginIdentifier, Credential];
    invite_district_staff => Permit(InviteDistrictStaff), Change, [Name, LoginIdentifier];
    list_staff => Permit(ListStaff), Disclosure, [Name, LoginIdentifier, Enrollment];
    end_staff_roles => Permit(EndStaffRole), Change, [Enrollment];
    invite_staff_member => Permit(InviteStaffMember), Change, [Credential];
    reset_staff_credential => Permit(ResetStaffCredential), Change, [Credential];
    list_district_staff => Permit(ListDistrictStaff), Disclosure, [Name, LoginIdentifier, Enrollment];
    end_district_staff => Permit(EndDistrictStaff), Change, [Enrollment];
    reset_district_staff_credential => Permit(ResetDistrictStaffCredential), Change, [Credential];
    show_staff_login => Permit(ManageStaffLogin), Disclosure, [LoginIdentifier];
    update_staff_login => Permit(ManageStaffLogin), Change, [LoginIdentifier];
    list_my_invitations => Permit(ListOwnInvitations), Nothing, [Enrollment];
    accept_my_invitation => Permit(AnswerOwnInvitation), Change, [Enrollment];
    decline_my_invitation => Permit(AnswerOwnInvitation), Change, [Enrollment];
}
