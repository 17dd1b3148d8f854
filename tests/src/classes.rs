//! A class with every person whom it concerns, and those whom it does not.

use chrono::TimeDelta;
use domain::{
    accounts::sessions::SessionKind,
    ids::{ClassId, Id, SchoolId, UserId},
    mint::Clock,
    organizations::attestation::{AttestationStatement, STATEMENT_VERSION},
    text_enum::TextEnum as _,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{app::TestApp, persona::Persona, reply::Reply};

/// An id that nothing has.
pub const NOWHERE: &str = "01999999-9999-7999-8999-999999999999";

/// A class and the people around it.
pub struct People {
    /// The class.
    pub class: ClassId,
    /// Its teacher of record.
    pub rivera: Persona,
    /// Its co-teacher, for five more minutes.
    pub chen: Persona,
    /// Its teaching assistant, for five more minutes.
    pub kim: Persona,
    /// An administrator of its school.
    pub diaz: Persona,
    /// An administrator of its district.
    pub moore: Persona,
    /// A student in it.
    pub ada: Persona,
    /// Those who have nothing to do with it: of the school, of another, of another district, of the
    /// platform.
    pub strangers: [Persona; 4],
    /// A person without an account.
    pub anybody: Persona,
}

impl TestApp {
    /// A class with every person whom it concerns.
    pub async fn people(&self) -> People {
        let rivera = self.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let (chen, kim) = (self.teacher("Chen").await, self.assistant("Kim").await);
        for (person, role) in [(&chen, "co_teacher"), (&kim, "teaching_assistant")] {
            rivera.appoint(class, person, role).await.assert(201);
        }
        People {
            class,
            rivera,
            chen,
            kim,
            diaz: self.school_admin("Diaz").await,
            moore: self.district_admin("Moore").await,
            ada: self.student_in(class, "Ada").await,
            strangers: [
                self.teacher("Okafor").await,
                self.teacher_at_other_school("Novak").await,
                self.teacher_in_other_district("Silva").await,
                self.operator("Olsen").await,
            ],
            anybody: self.anybody(),
        }
    }

    /// Signs a person of the district in again, whose session time has ended.
    pub async fn again(&self, persona: &Persona, kind: SessionKind) -> Persona {
        self.signed_in(self.world.district, persona.user, kind)
            .await
    }

    /// Signs a student of the district in.
    pub async fn student(&self, student: UserId) -> Persona {
        self.signed_in(
            self.world.district,
            student,
            SessionKind::StudentOnPersonalDevice,
        )
        .await
    }
}

impl Persona {
    /// Gives a person a part in a class, for five minutes.
    pub async fn appoint(&self, class: ClassId, person: &Self, role: &str) -> Reply {
        let ends_at = self.app.clock.now() + TimeDelta::minutes(5);
        let body = json!({"user_id": person.user.uuid(), "role": role, "ends_at": ends_at});
        self.post(&format!("/v1/classes/{class}/staff"), body).await
    }

    /// Confirms what is to be confirmed before students are created in a class.
    pub async fn attest(&self, class: impl std::fmt::Display) -> Reply {
        let confirmed = json!({
            "statement_version": STATEMENT_VERSION,
            "statements": AttestationStatement::ALL,
        });
        let path = format!("/v1/classes/{class}/attestations");
        self.post(&path, confirmed).await
    }

    /// Records an agreement of a school and makes it active.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn agree(&self, school: SchoolId, agreement: Value) -> Reply {
        let path = format!("/v1/schools/{school}/agreements");
        let recorded = self.post(&path, agreement).await.assert(201);
        let activate = format!("{path}/{}/activate", recorded.text("/id"));
        self.post_empty(&activate).await.assert(200)
    }

    /// Creates a student in a class.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn enrol(&self, class: ClassId, given_name: &str, family_name: &str) -> UserId {
        let body = json!({"students": [{"given_name": given_name, "family_name": family_name}]});
        let path = format!("/v1/classes/{class}/students");
        let created = self.post(&path, body).await.assert(201);
        created.id("/students/0/student_id")
    }

    /// Issues a join code.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn join_code(&self, class: ClassId, hours: u16, max_uses: u16) -> Reply {
        let body = json!({"expires_in_hours": hours, "max_uses": max_uses});
        let path = format!("/v1/classes/{class}/join-codes");
        self.post(&path, body).await.assert(201)
    }

    /// Types a join code.
    pub async fn join(&self, code: &str) -> Reply {
        self.post("/v1/me/classes/join", json!({"code": code}))
            .await
    }
}

impl Reply {
    /// An id in the JSON body.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn id<Kind>(&self, pointer: &str) -> Id<Kind> {
        let text = self.text(pointer);
        Id::from_uuid(Uuid::parse_str(&text).unwrap_or_else(|_| panic!("an id: {text}")))
    }

    /// What a member of every row of a list says, sorted: rows of one instant come in any order.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    pub fn column(&self, member: &str) -> Vec<String> {
        let mut column = self.in_order(member);
        column.sort();
        column
    }

    /// What a member of every row of a list says, in the order of the list.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    pub fn in_order(&self, member: &str) -> Vec<String> {
        let text = |row: &Value| row[member].as_str().unwrap_or_default().to_owned();
        self.rows().iter().map(text).collect()
    }

    /// The rows of a list.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    pub fn rows(&self) -> Vec<Value> {
        match self.json().get("data") {
            Some(Value::Array(rows)) => rows.clone(),
            other => panic!("no rows: {other:?}"),
        }
    }
}

impl People {
    /// Expects that a request about the class is refused: to those without an account, to those who
    /// may know of the class but not do this, and to strangers, who learn no more than of a class
    /// that does not exist.
    ///
    /// # Panics
    /// When a person is not refused.
    pub async fn refuses(
        &self,
        forbidden: &[&Persona],
        request: impl AsyncFn(&Persona, &str) -> Reply,
    ) {
        let class = self.class.to_string();
        let unknown = request(&self.anybody, &class).await;
        unknown.assert_problem(401, "unauthenticated");
        for person in forbidden {
            let refused = request(person, &class).await;
            refused.assert_problem(403, "forbidden");
        }
        let absent = request(&self.rivera, NOWHERE).await;
        let absent = absent.assert_problem(404, "not_found");
        for stranger in &self.strangers {
            let hidden = request(stranger, &class).await;
            let hidden = hidden.assert_problem(404, "not_found");
            assert_eq!(
                hidden.body_without_request_id(),
                absent.body_without_request_id()
            );
        }
    }
}
