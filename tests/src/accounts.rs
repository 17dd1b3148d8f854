//! People who sign in, with secrets that tests know.

use api::accounts::{
    argon2id::{Argon2id, Cost},
    secret_text::SecretText,
};
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{ClassId, OrganizationId},
    mint::Clock as _,
    staff::role::StaffRole,
};
use persistence::{accounts::people::NewPerson, installation, testing};
use serde_json::{Value, json};

use crate::{
    app::{CHEAP, TestApp},
    founding,
    persona::Persona,
    reply::Reply,
};

/// The password of every member of staff who has one.
pub const PASSWORD: &str = "seven quiet otters drift";
/// The passphrase of every student who has one.
pub const PASSPHRASE: &str = "maple river kite";

/// The body of a sign-in to the district.
pub fn to_maple(email: &str, password: &str) -> Value {
    json!({"organization": "maple", "email": email, "password": password})
}

impl TestApp {
    /// A person with an access token.
    pub fn bearer(&self, token: &str) -> Persona {
        Persona {
            token: Some(token.to_owned()),
            ..self.anybody()
        }
    }

    /// Invites a person with a role in the whole organization, by the installation: their token.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn invitation(
        &self,
        organization: OrganizationId,
        name: &str,
        role: StaffRole,
    ) -> String {
        let person = NewPerson {
            kind: PersonKind::Adult,
            status: AccountStatus::Invited,
            given_name: name.to_owned(),
            family_name: "Example".to_owned(),
            display_name: domain::text::display_name_of_adult("Mx.", name),
            email: Some(founding::address(name)),
            username: None,
            source_id: None,
            grade_level: None,
        };
        founding::write(&self.database, organization, self.clock.now(), move |tx| {
            let secret = installation::invite(tx, &founding::installation(), &person, role)?;
            Ok(secret.reveal().to_string())
        })
        .await
    }

    /// Accepts an invitation with [`PASSWORD`].
    pub async fn accept(&self, token: &str) -> Reply {
        let body = json!({"token": token, "password": PASSWORD});
        let path = "/v1/auth/invitations/accept";
        self.anybody().post(path, body).await
    }

    /// An administrator of the district who signs in as `<name>@example.edu` with [`PASSWORD`].
    pub async fn admin_with_password(&self, name: &str) -> Persona {
        let district = self.world.district;
        let token = self
            .invitation(district, name, StaffRole::DistrictAdmin)
            .await;
        let tokens = self.accept(&token).await.assert(200);
        self.bearer(&tokens.text("/access_token"))
    }

    /// A student of a class who signs in with [`PASSPHRASE`]. Every student there is gets it.
    ///
    /// # Panics
    /// When it cannot be hashed.
    pub async fn student_with_passphrase(&self, class: ClassId, name: &str) -> Persona {
        let student = self.student_in(class, name).await;
        let secret = SecretText::passphrase(&PASSPHRASE.to_owned().into());
        self.give_secrets(PersonKind::Student, &secret, CHEAP).await;
        student
    }

    /// Gives [`PASSWORD`] to every member of staff who has none: `<name>@example.edu`.
    ///
    /// # Panics
    /// When it cannot be hashed.
    pub async fn give_passwords_to_staff(&self) {
        let secret = SecretText::password(&PASSWORD.to_owned().into());
        self.give_secrets(PersonKind::Adult, &secret, CHEAP).await;
    }

    /// Gives a secret, hashed at this cost, to all students of the district who have one, or to all
    /// members of its staff who have none.
    ///
    /// # Panics
    /// When it cannot be hashed.
    pub async fn give_secrets(&self, kind: PersonKind, secret: &SecretText, cost: Cost) {
        let hash = Argon2id::new(cost, cost)
            .and_then(|argon2id| argon2id.hash(kind, secret, &[1; 16]))
            .unwrap_or_else(|failure| panic!("{failure}"));
        let (district, now) = (self.world.district, self.clock.now());
        founding::write(&self.database, district, now, move |tx| {
            testing::give_secrets(tx, kind, &hash)
        })
        .await;
    }

    /// Presents a refresh token.
    pub async fn refresh(&self, token: &str) -> Reply {
        let body = json!({"refresh_token": token});
        self.anybody().post("/v1/auth/refresh", body).await
    }
}
