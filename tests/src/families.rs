//! A family at home: a parent who registered, and the messages that they get.

use std::collections::BTreeMap;

use domain::{
    ids::{Id, OrganizationId},
    mail::MessageKind,
};
use persistence::{Scope, testing};
use serde_json::json;
use uuid::Uuid;

use crate::{
    accounts::PASSWORD, app::TestApp, founding, mail_server::MailServer, persona::Persona,
};

/// A household under test.
pub struct Family {
    /// The Hallpass that it is in.
    pub school: TestApp,
    /// It.
    pub organization: OrganizationId,
    /// The short name with which its parent signs in.
    pub slug: String,
    /// The parent's address.
    pub email: String,
    /// Its parent.
    pub parent: Persona,
}

/// A child of a household, with an account.
pub struct Child {
    /// The consent under which the account is.
    pub consent: String,
    /// The child's id.
    pub id: String,
    /// What the child signs in with.
    pub sign_in: serde_json::Value,
}

impl Family {
    /// A parent who registers; the name tells the family from others.
    ///
    /// # Panics
    /// When they cannot.
    pub async fn register(school: &TestApp, name: &str) -> Self {
        Self::register_in(school, name, "US").await
    }

    /// The same, of a family that lives in this country.
    ///
    /// # Panics
    /// When they cannot.
    pub async fn register_in(school: &TestApp, name: &str, country: &str) -> Self {
        let email = format!("{}@example.org", name.to_lowercase());
        let body = json!({
            "email": email,
            "password": PASSWORD,
            "given_name": "Ada",
            "family_name": name,
            "country": country,
            "language": "en",
            "time_zone": "America/Los_Angeles",
        });
        let founded = school
            .anybody()
            .post("/v1/households", body)
            .await
            .assert(201);
        let id = Uuid::parse_str(&founded.text("/organization_id"));
        let parent = school.bearer(&founded.text("/tokens/access_token"));
        let acceptance = json!({"version": "1.0.0", "language": "en"});
        parent
            .post("/v1/me/policy-acceptances", acceptance)
            .await
            .assert(201);
        Self {
            parent,
            organization: Id::from_uuid(id.unwrap_or_else(|_| panic!("an id"))),
            slug: founded.text("/slug"),
            email,
            school: school.clone(),
        }
    }

    /// The parent signs in anew: tokens do not last as long as a consent takes.
    ///
    /// # Panics
    /// When they cannot.
    pub async fn sign_in(&mut self) {
        let body = json!({
            "organization": self.slug,
            "email": self.email,
            "password": PASSWORD,
        });
        let tokens = self.school.anybody().post("/v1/auth/sign-in", body).await;
        self.parent = self
            .school
            .bearer(&tokens.assert(200).text("/access_token"));
    }

    /// Asks for a consent: the id of the question.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn ask(&self) -> String {
        self.ask_by("email_plus").await
    }

    /// The same, to be answered by this method.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn ask_by(&self, method: &str) -> String {
        let body = json!({ "child_name": "Robin", "method": method });
        let asked = self.parent.post("/v1/consent-requests", body).await;
        asked.assert(201).text("/id")
    }

    /// The service does what is due by now.
    ///
    /// # Panics
    /// When it fails.
    pub async fn work(&self) {
        let done = api::worker::run_due(founding::installation(), &self.school.hallpass).await;
        done.unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// A mail server takes what waits to be sent: who is reached by no confirmation has not consented.
    ///
    /// # Panics
    /// When it cannot.
    pub async fn mail_is_delivered(&self) {
        let server = MailServer::taking();
        let mailing = self.school.mailing_to(&server).await;
        self.bring_forward(domain::worker::JobKind::SendMessage)
            .await;
        let sent = api::worker::run_due(founding::installation(), &mailing.hallpass).await;
        sent.unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// The messages of a kind that wait to be sent to the parent, the oldest first.
    ///
    /// # Panics
    /// When they cannot be read.
    pub async fn messages(&self, kind: MessageKind) -> Vec<BTreeMap<String, String>> {
        let scope = self.scope();
        let found = self
            .school
            .database
            .read(scope, testing::waiting_messages)
            .await;
        found
            .unwrap_or_else(|failure| panic!("{failure}"))
            .into_iter()
            .filter(|(found, _)| *found == kind)
            .map(|(_, content)| content)
            .collect()
    }

    /// The token of the link in the newest message of a kind.
    ///
    /// # Panics
    /// When there is none.
    pub async fn token(&self, kind: MessageKind) -> String {
        let newest = self.messages(kind).await.pop();
        let link = newest.and_then(|mut content| content.remove("link"));
        let link = link.unwrap_or_else(|| panic!("no link"));
        let token = link.split('/').find(|part| part.starts_with("hpc_"));
        token.unwrap_or_else(|| panic!("no token")).to_owned()
    }

    /// Agrees to what an account needs and to nothing else.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn agree(&self) {
        self.agree_to(MessageKind::ConsentNotice, &["account_and_learning"])
            .await;
    }

    /// Agrees to these scopes, by the link of the newest message of this kind.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn agree_to(&self, asked_by: MessageKind, scopes: &[&str]) {
        let body = json!({
            "token": self.token(asked_by).await,
            "decision": "give",
            "scopes": scopes,
        });
        let decided = self
            .school
            .anybody()
            .post("/v1/consent/decision", body)
            .await;
        assert_eq!(decided.assert(200).text("/state"), "given");
    }

    /// Sends a scan of the signed form back.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn return_form(&self, request: &str) {
        let body = json!({ "media_type": "application/pdf", "content": "JVBERi0xLjcK" });
        let path = format!("/v1/consent-requests/{request}/signed-form");
        let returned = self.parent.post(&path, body).await;
        assert_eq!(returned.assert(200).text("/state"), "form_received");
    }

    /// The service does the work of the next day already now: the consent is active, while everybody
    /// stays signed in.
    ///
    /// # Panics
    /// When it is not.
    pub async fn confirm_at_once(&self) -> String {
        self.bring_forward(domain::worker::JobKind::ConfirmConsent)
            .await;
        self.work().await;
        let consents = self.parent.get("/v1/consents").await.assert(200);
        consents.text("/data/0/id")
    }

    /// Work of a kind is due already now.
    async fn bring_forward(&self, kind: domain::worker::JobKind) {
        let forward = move |tx: &mut persistence::Tx<'_>| testing::bring_forward(tx, kind);
        let brought = self.school.database.write(self.scope(), forward).await;
        brought.unwrap_or_else(|failure: persistence::DbError| panic!("{failure}"));
    }

    fn scope(&self) -> Scope {
        Scope::new(
            domain::audit::Channel::Worker,
            self.organization,
            self.school.hallpass.now(),
            Uuid::nil(),
        )
    }

    /// A day goes by, and the service does its work: the consent is active.
    ///
    /// # Panics
    /// When it is not.
    pub async fn a_day_goes_by(&mut self) -> String {
        self.school.clock.advance(chrono::TimeDelta::hours(24));
        self.work().await;
        self.sign_in().await;
        let consents = self.parent.get("/v1/consents").await.assert(200);
        consents.text("/data/0/id")
    }

    /// A child with an account, from the question on.
    ///
    /// # Panics
    /// When something is refused on the way.
    pub async fn child(&mut self) -> Child {
        self.child_of(json!({ "given_name": "Robin" })).await
    }

    /// The same, with this as what the parent says when the account is opened.
    ///
    /// # Panics
    /// When something is refused on the way.
    pub async fn child_of(&mut self, said: serde_json::Value) -> Child {
        self.ask().await;
        self.agree().await;
        let consent = self.a_day_goes_by().await;
        let path = format!("/v1/consents/{consent}/account");
        let opened = self.parent.post(&path, said).await.assert(201);
        Child {
            consent,
            id: opened.text("/child_id"),
            sign_in: json!({
                "class_code": opened.text("/sign_in_code"),
                "username": opened.text("/username"),
                "passphrase": opened.text("/passphrase"),
            }),
        }
    }
}
