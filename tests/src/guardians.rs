//! Guardians of students at school.

use domain::{
    audit::Channel,
    ids::{Id, UserId},
    mail::MessageKind,
};
use persistence::{Scope, testing};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{accounts::PASSWORD, app::TestApp, founding::address, persona::Persona, reply::Reply};

/// A guardian with an account.
#[derive(Clone)]
pub struct Guardian {
    /// Who they are.
    pub persona: Persona,
    /// Their guardianship.
    pub id: String,
}

impl Persona {
    /// Issues a pairing code for a student, to somebody whom the school knows so.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn pairing_code(&self, student: UserId, evidence: Option<&str>) -> String {
        let body = json!({ "kind": "parent", "evidence": evidence });
        let path = format!("/v1/students/{student}/pairing-codes");
        self.post(&path, body).await.assert(201).text("/code")
    }

    /// Decides about a guardianship of a student.
    pub async fn decide_guardianship(
        &self,
        student: UserId,
        guardianship: &str,
        decision: Value,
    ) -> Reply {
        let path = format!("/v1/students/{student}/guardianships/{guardianship}/decide");
        self.post(&path, decision).await
    }
}

impl TestApp {
    /// Registers with a code.
    pub async fn register_guardian(&self, code: &str, name: &str) -> Reply {
        let body = json!({
            "code": code,
            "email": address(name).as_str(),
            "password": PASSWORD,
            "given_name": name,
            "family_name": "Haddad",
        });
        self.anybody().post("/v1/guardians", body).await
    }

    /// The codes of the invitations of contacts that wait to be sent.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn mailed_codes(&self) -> Vec<String> {
        let scope = self.of_work();
        let waiting = self.database.read(scope, testing::waiting_messages).await;
        let waiting = waiting.unwrap_or_else(|failure| panic!("{failure}"));
        let invitations = waiting
            .into_iter()
            .filter(|(kind, _)| *kind == MessageKind::GuardianInvitation);
        let codes = invitations.filter_map(|(_, mut content)| content.remove("token"));
        codes.collect()
    }

    /// Registers with a code and an address.
    pub async fn register_guardian_at(&self, code: &str, address: &str) -> Reply {
        let body = json!({
            "code": code,
            "email": address,
            "password": PASSWORD,
            "given_name": "Noor",
            "family_name": "Haddad",
        });
        self.anybody().post("/v1/guardians", body).await
    }

    fn of_work(&self) -> Scope {
        Scope::new(
            Channel::Worker,
            self.world.district,
            self.hallpass.now(),
            Uuid::nil(),
        )
    }

    /// Makes a person with this key and address a contact of a student, as a roster would: the id.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn contact_of(&self, student: UserId, key: &str, address: &str) -> String {
        let scope = self.of_work();
        let (key, address) = (key.to_owned(), address.to_owned());
        let state = move |tx: &mut persistence::Tx<'_>| {
            persistence::guardians::state_contact(tx, student, &key, &address)
        };
        let stated = self.database.write(scope, state).await;
        let stated = stated.unwrap_or_else(|failure: persistence::DbError| panic!("{failure}"));
        stated.to_string()
    }

    /// A person who registered with a code and accepted the policy.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn guardian_by(&self, code: &str, name: &str) -> Guardian {
        let registered = self.register_guardian(code, name).await;
        self.guardian_who(registered).await
    }

    /// A person who just registered, and accepted the policy.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn guardian_who(&self, registered: Reply) -> Guardian {
        let registered = registered.assert(200);
        let persona = self.bearer(&registered.text("/access_token"));
        let acceptance = json!({"version": "1.0.0", "language": "en"});
        let accepted = persona.post("/v1/me/policy-acceptances", acceptance).await;
        accepted.assert(201);
        let own = persona.get("/v1/me/guardianships").await.assert(200);
        let me = persona.get("/v1/me").await.assert(200).text("/id");
        let user = Uuid::parse_str(&me).unwrap_or_else(|_| panic!("an id"));
        Guardian {
            id: own.text("/data/0/id"),
            persona: Persona {
                user: Id::from_uuid(user),
                ..persona
            },
        }
    }

    /// A guardian of a student whom an administrator of the school has met.
    pub async fn guardian_of(&self, student: UserId, name: &str) -> Guardian {
        let principal = self.school_admin(&format!("Principal of {name}")).await;
        let code = principal.pairing_code(student, Some("in_person")).await;
        self.guardian_by(&code, name).await
    }
}
