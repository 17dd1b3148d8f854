//! A sample request of every operation: who may make it, and with what.
//!
//! Tests are generated from these: the document's examples are replayed, and strangers are refused.
//! An operation without a sample fails them. To add one, write a line in the file of its module; the
//! body is the document's example, and path parameters are filled with what the [`Fixture`] knows,
//! after [`Sample::given`] has told it more.

mod accounts;
mod age;
mod amendments;
mod classes;
mod courses;
mod directory;
mod exports;
mod guardians;
mod households;
mod legal_process;
mod meta;
mod organizations;
mod people;
mod policies;
mod progress;
mod releases;
mod retention;
mod rights;
mod rosters;
mod settings;
mod support;

use std::{collections::HashMap, future::Future, pin::Pin};

use actix_web::http::Method;
use domain::ids::ClassId;
use serde_json::Value;
use uuid::Uuid;

use crate::{app::TestApp, document::Operation, founding::address, persona::Persona, reply::Reply};

/// A person who may make a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A person without an account.
    Anybody,
    /// The class's teacher of record.
    Teacher,
    /// The class's student.
    Student,
    /// An administrator of the school.
    SchoolAdmin,
    /// An administrator of the district.
    DistrictAdmin,
    /// An operator of the platform.
    Operator,
    /// The parent of the household, or the guardian of the student, that the sample put on stage.
    Parent,
}

/// What a sample adds to the stage before its request is made.
pub type Given = for<'a> fn(&'a mut Fixture) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

/// A request that succeeds.
#[derive(Clone, Copy)]
pub struct Sample {
    /// The operation's id.
    pub operation: &'static str,
    /// Who may make it.
    pub by: By,
    /// What has to be there before.
    pub given: Option<Given>,
    /// How the document's example becomes a body for this stage.
    pub amended: Option<fn(&Fixture, &mut Value)>,
    /// The body, if it is not JSON.
    pub raw: Option<fn(&Fixture) -> Vec<u8>>,
    /// What comes behind the path.
    pub query: &'static str,
}

impl Sample {
    /// A request with the document's example as its body.
    pub const fn new(operation: &'static str, by: By) -> Self {
        Self {
            operation,
            by,
            given: None,
            amended: None,
            raw: None,
            query: "",
        }
    }

    /// Puts on stage what the request is about.
    #[must_use]
    pub const fn given(mut self, given: Given) -> Self {
        self.given = Some(given);
        self
    }

    /// Puts ids of this stage into the example.
    #[must_use]
    pub const fn amended(mut self, amended: fn(&Fixture, &mut Value)) -> Self {
        self.amended = Some(amended);
        self
    }

    /// Sends these bytes.
    #[must_use]
    pub const fn raw(mut self, raw: fn(&Fixture) -> Vec<u8>) -> Self {
        self.raw = Some(raw);
        self
    }

    /// Asks with a query, question mark included, in which `{name}` stands for what is known by it.
    #[must_use]
    pub const fn query(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }
}

/// The sample of an operation.
pub fn of(operation: &str) -> Option<Sample> {
    [
        accounts::SAMPLES,
        age::SAMPLES,
        amendments::SAMPLES,
        classes::SAMPLES,
        courses::SAMPLES,
        directory::SAMPLES,
        exports::SAMPLES,
        guardians::SAMPLES,
        households::SAMPLES,
        legal_process::SAMPLES,
        meta::SAMPLES,
        organizations::SAMPLES,
        policies::SAMPLES,
        people::SAMPLES,
        progress::SAMPLES,
        releases::SAMPLES,
        retention::SAMPLES,
        rights::SAMPLES,
        rosters::SAMPLES,
        settings::SAMPLES,
        support::SAMPLES,
    ]
    .into_iter()
    .flatten()
    .find(|sample| sample.operation == operation)
    .copied()
}

/// A class with its people, made for one sample.
pub struct Fixture {
    /// The school that it is in.
    pub school: TestApp,
    /// The class.
    pub class: ClassId,
    /// The class's teacher of record.
    pub teacher: Persona,
    /// The class's student.
    pub student: Persona,
    /// An administrator of the school.
    pub school_admin: Persona,
    /// An administrator of the district.
    pub district_admin: Persona,
    /// An operator of the platform.
    pub operator: Persona,
    /// The parent of the household, or the guardian of the student, that the sample put on stage.
    pub parent: Option<Persona>,
    known: HashMap<&'static str, String>,
}

impl Fixture {
    /// Sets the stage. The number tells its people from others in the same school.
    pub async fn set(school: &TestApp, number: usize) -> Self {
        let teacher = school.teacher(&format!("Rivera {number}")).await;
        let class = teacher.class("Grade 4 Coding").await;
        let student = school.student_in(class, &format!("Robin {number}")).await;
        let known = HashMap::from([
            ("organization_id", school.world.district.to_string()),
            ("school_id", school.world.school.to_string()),
            ("class_id", class.to_string()),
            ("student_id", student.user.to_string()),
            ("student_id", student.user.to_string()),
            ("user_id", teacher.user.to_string()),
            ("code", "not_found".to_owned()),
            ("version", "1.0.0".to_owned()),
            ("slug", format!("robots-{number}")),
            (
                "teacher_email",
                address(&format!("Rivera {number}")).as_str().to_owned(),
            ),
        ]);
        Self {
            class,
            teacher,
            student,
            school_admin: school.school_admin(&format!("Diaz {number}")).await,
            district_admin: school.district_admin(&format!("Novak {number}")).await,
            operator: school.operator(&format!("Olsen {number}")).await,
            school: school.clone(),
            parent: None,
            known,
        }
    }

    /// Tells what a path parameter stands for.
    pub fn know(&mut self, name: &'static str, value: impl Into<String>) {
        self.known.insert(name, value.into());
    }

    /// What a path parameter stands for.
    ///
    /// # Panics
    /// When no one said.
    pub fn knows(&self, name: &str) -> &str {
        self.known
            .get(name)
            .unwrap_or_else(|| panic!("nothing on stage is called {name}"))
    }

    /// The class.
    ///
    /// # Panics
    /// Never: every stage has one.
    pub fn class(&self) -> ClassId {
        let class = Uuid::parse_str(self.knows("class_id"));
        ClassId::from_uuid(class.unwrap_or_else(|_| panic!("an id")))
    }

    /// A person on stage.
    pub fn who(&self, by: By) -> Persona {
        match by {
            By::Anybody => self.school.anybody(),
            By::Teacher => self.teacher.clone(),
            By::Student => self.student.clone(),
            By::SchoolAdmin => self.school_admin.clone(),
            By::DistrictAdmin => self.district_admin.clone(),
            By::Operator => self.operator.clone(),
            By::Parent => {
                let parent = self.parent.clone();
                parent.unwrap_or_else(|| panic!("no household is on stage"))
            }
        }
    }
}

/// A request, ready to be made by any person.
pub struct Request {
    method: Method,
    /// Where it goes.
    pub path: String,
    /// The same address of something that does not exist, if the path has an id.
    pub nowhere: Option<String>,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

impl Request {
    /// Prepares the request of a sample.
    ///
    /// # Panics
    /// When the document has no example and the sample no bytes.
    pub async fn prepare(operation: Operation, sample: Sample, stage: &mut Fixture) -> Self {
        if let Some(given) = sample.given {
            given(stage).await;
        }
        let (mut path, mut nowhere) = (operation.path.to_owned(), operation.path.to_owned());
        for name in operation.path_parameters() {
            let value = stage.knows(name);
            let other = match Uuid::try_parse(value) {
                Ok(_) => "01999999-9999-7999-8999-999999999999",
                Err(_) => "nothing-is-called-so",
            };
            path = path.replace(&format!("{{{name}}}"), value);
            nowhere = nowhere.replace(&format!("{{{name}}}"), other);
        }
        let mut query = sample.query.to_owned();
        for (name, value) in &stage.known {
            query = query.replace(&format!("{{{name}}}"), value);
        }
        let nowhere = (nowhere != path).then(|| nowhere + &query);
        let mut headers = vec![("If-Match", "*")];
        let mut body = Vec::new();
        if let Some((media_type, media)) = operation.body() {
            headers.push(("Content-Type", media_type));
            body = if let Some(raw) = sample.raw {
                raw(stage)
            } else {
                let mut example = media["example"].clone();
                assert!(!example.is_null(), "{} has no example", operation.id());
                if let Some(amended) = sample.amended {
                    amended(stage, &mut example);
                }
                example.to_string().into_bytes()
            };
        }
        let method = Method::from_bytes(operation.method.to_uppercase().as_bytes())
            .unwrap_or_else(|_| panic!("{} is no method", operation.method));
        Self {
            method,
            path: path + &query,
            nowhere,
            headers,
            body,
        }
    }

    /// Makes the request.
    pub async fn send(&self, by: &Persona, path: &str) -> Reply {
        by.send(self.method.clone(), path, &self.headers, self.body.clone())
            .await
    }

    /// Its body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Its body, if that is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Makes the request with another body.
    pub async fn send_with_body(&self, by: &Persona, path: &str, body: Option<&Value>) -> Reply {
        let body = body.map_or_else(|| self.body.clone(), |body| body.to_string().into_bytes());
        by.send(self.method.clone(), path, &self.headers, body)
            .await
    }

    /// Makes the request with one more header.
    pub async fn send_with(&self, by: &Persona, header: (&'static str, &str)) -> Reply {
        let mut headers: Vec<(&str, &str)> = self.headers.clone();
        headers.push(header);
        by.send(self.method.clone(), &self.path, &headers, self.body.clone())
            .await
    }

    /// Makes the request with this as its body.
    pub async fn send_body(&self, by: &Persona, body: &Value) -> Reply {
        let body = body.to_string().into_bytes();
        by.send(self.method.clone(), &self.path, &self.headers, body)
            .await
    }

    /// Makes the request with this as its access token.
    pub async fn send_with_token(&self, by: &Persona, token: &str) -> Reply {
        let authorization = format!("Bearer {token}");
        let mut headers = self.headers.clone();
        headers.push(("Authorization", &authorization));
        by.send(self.method.clone(), &self.path, &headers, self.body.clone())
            .await
    }
}
