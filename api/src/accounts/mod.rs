//! Accounts over HTTP: secrets compared, tokens made and read.

mod accept;
pub mod access_token;
pub mod argon2id;
pub mod document_signature;
mod end_other_sessions;
mod end_session;
mod end_this_session;
pub mod key_store;
mod list_sessions;
pub(crate) mod new_password;
mod password;
pub mod password_estimate;
pub mod password_hashing;
mod profile_view;
pub(crate) mod receipts;
mod refresh;
mod refresh_cookie;
pub mod secret_text;
mod session_view;
mod show;
mod show_keys;
mod signing_in;
pub mod signing_keys;
mod staff_sign_in;
mod student_sign_in;
mod tokens_view;
mod typed;
mod update;
mod visitor;

#[cfg(test)]
mod seeded_mint;

use accept::accept_invitation;
use end_other_sessions::end_my_other_sessions;
use end_session::end_my_session;
use end_this_session::sign_out;
use list_sessions::list_my_sessions;
use password::change_password;
pub(crate) use password_hashing::Asker;
pub use profile_view::ProfileView;
use refresh::refresh_session;
pub(crate) use secret_text::SecretText;
pub use session_view::SessionView;
use show::show_me;
use show_keys::show_signing_keys;
use staff_sign_in::sign_in;
use student_sign_in::class_sign_in;
pub use tokens_view::TokensView;
pub use typed::{DeviceToken, Typed};
use update::update_me;
pub(crate) use visitor::Visitor;

operations! {
    sign_in => Nothing, Change, [LoginIdentifier, Credential, Technical];
    class_sign_in => Nothing, Change, [LoginIdentifier, Credential, Technical];
    refresh_session => Nothing, Change, [Technical];
    accept_invitation => Nothing, Change, [Name, Credential, Technical];
    // Signing out and changing the password end the session: a repeated request has none.
    sign_out => Permit(RevokeOwnSessions), Change, [Technical], Repeated;
    show_me => Permit(ReadOwnProfile), Nothing, [Name, Profile];
    update_me => Permit(UpdateOwnProfile), Change, [Name];
    change_password => Permit(ChangeOwnPassword), Change, [Credential, Technical], Repeated;
    list_my_sessions => Permit(ListOwnSessions), Nothing, [Technical];
    end_my_session => Permit(RevokeOwnSessions), Change, [Technical];
    end_my_other_sessions => Permit(RevokeOwnSessions), Change, [Technical];
    show_signing_keys => Nothing, Nothing, [];
}
