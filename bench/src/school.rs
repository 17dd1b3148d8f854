//! A school with two classes of students, prepared through the API alone.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    client::{Client, list, text},
    clock,
    course_index::CourseIndex,
    failure::Failure,
    server::{Home, Server},
};

/// Students of the class whose dashboard is read.
pub const STUDENTS_ON_THE_DASHBOARD: usize = 30;
/// Students of both classes together.
pub const STUDENTS: usize = 64;
/// The password of every adult here; what it is does not matter to what is measured.
const PASSWORD: &str = "lanterns drift over quiet marsh 27";

/// The categories of data that the agreement lists.
const DATA_SCHEDULE: [&str; 8] = [
    "name",
    "login_identifier",
    "credential",
    "enrollment",
    "progress",
    "work",
    "check_answer",
    "attitudinal_answer",
];

/// The operator of the platform.
const OPERATOR: &str = "operator@example.org";

/// Somebody who signs in with a password.
pub struct Adult {
    organization: String,
    email: String,
}

/// Somebody who signs in with the code of a class.
pub struct Student {
    sign_in: Value,
}

/// A district that was just opened.
pub struct District {
    /// Its id.
    pub id: String,
    /// Its administrator.
    pub admin: Adult,
}

/// A school that works.
pub struct School {
    /// Its district's id.
    pub district: String,
    /// The teacher of both classes.
    pub teacher: Adult,
    /// The class whose dashboard is read.
    pub class: String,
    /// The students; the first [`STUDENTS_ON_THE_DASHBOARD`] are in that class.
    pub students: Vec<Student>,
    /// The course that both classes have.
    pub course_index: CourseIndex,
}

/// Appoints the operator of the platform; before the server starts, as one does.
pub fn appoint_operator(home: &Home) -> Result<String, Failure> {
    let said = home.run(&[
        "appoint-operator",
        "--email",
        OPERATOR,
        "--given-name",
        "Olive",
        "--family-name",
        "Park",
    ])?;
    said.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
        .find(|word| word.starts_with("hpi_"))
        .map(str::to_owned)
        .ok_or_else(|| Failure::said("appoint-operator printed no invitation"))
}

/// Accepts an invitation and gives an access token.
pub fn accept(server: &Server, invitation: &str) -> Result<String, Failure> {
    let body = json!({ "token": invitation, "password": PASSWORD });
    Client::new(server.origin(), 0)
        .post("/v1/auth/invitations/accept", &body)?
        .expect(200)?
        .text("/access_token")
}

/// Opens a district with an administrator.
pub fn open_district(server: &Server, operator: &str, slug: &str) -> Result<District, Failure> {
    let email = format!("admin@{slug}.example.edu");
    let opened = Client::new(server.origin(), 0)
        .with_token(operator)
        .post(
            "/v1/organizations",
            &json!({
                "name": format!("{slug} Schools"),
                "slug": slug,
                "admin": { "email": email, "given_name": "Ada", "family_name": "Diaz" },
            }),
        )?
        .expect(201)?;
    accept(server, &opened.text("/invitation_token")?)?;
    Ok(District {
        id: opened.text("/organization/id")?,
        admin: Adult {
            organization: slug.to_owned(),
            email,
        },
    })
}

/// Does everything with which a school may have students: an active agreement, and the notice.
pub fn authorize(admin: &Client, school: &str) -> Result<(), Failure> {
    let today = clock::now().date_naive();
    let agreements = format!("/v1/schools/{school}/agreements");
    let agreement = |terms: &[Value]| {
        json!({
            "signatory_role": "superintendent",
            "signed_on": today - TimeDelta::days(40),
            "begins_on": today - TimeDelta::days(30),
            "ends_on": today + TimeDelta::days(300),
            "data_schedule": DATA_SCHEDULE,
            "terms": terms,
        })
    };
    // The first draft says which terms it lacks.
    let draft = admin
        .post(&agreements, &agreement(&[]))?
        .expect(201)?
        .json()?;
    let whole = agreement(list(&draft, "/missing_terms"));
    let whole = admin.post(&agreements, &whole)?.expect(201)?;
    let activate = format!("{agreements}/{}/activate", whole.text("/id")?);
    admin
        .post_bytes(&activate, "application/json", Vec::new())?
        .expect(200)?;
    let notices = format!("/v1/schools/{school}/notices");
    let me = admin.get("/v1/me")?.expect(200)?.text("/id")?;
    let to_me = json!({ "recipient_id": me, "language": "en" });
    let notice = admin.post(&notices, &to_me)?.expect(201)?;
    let acknowledge = format!("{notices}/{}/acknowledge", notice.text("/id")?);
    let read = json!({ "text_sha256": notice.text("/text_sha256")? });
    admin.post(&acknowledge, &read)?.expect(200)?;
    Ok(())
}

/// Confirms what is to be confirmed before students are created in a class.
fn attest(teacher: &Client, class: &str) -> Result<(), Failure> {
    let shown = teacher
        .get("/v1/attestation-statements")?
        .expect(200)?
        .json()?;
    let names: Vec<Option<&Value>> = list(&shown, "/statements")
        .iter()
        .map(|one| one.get("statement"))
        .collect();
    let confirmed = json!({
        "statement_version": shown.get("statement_version"),
        "statements": names,
    });
    teacher
        .post(&format!("/v1/classes/{class}/attestations"), &confirmed)?
        .expect(201)?;
    Ok(())
}

impl School {
    /// Opens a district with one school, a teacher and two classes, to which the first course of the
    /// catalogue is assigned.
    pub fn open(server: &Server, operator: &str) -> Result<Self, Failure> {
        let district = open_district(server, operator, "maple")?;
        let admin = district.admin.client(server, 0)?;
        let school = admin
            .post(
                "/v1/schools",
                &json!({ "name": "Maple Elementary", "time_zone": "America/Chicago" }),
            )?
            .expect(201)?
            .text("/id")?;
        authorize(&admin, &school)?;
        let teacher = Adult {
            organization: "maple".to_owned(),
            email: "rivera@maple.example.edu".to_owned(),
        };
        let invited = admin
            .post(
                &format!("/v1/schools/{school}/staff-invitations"),
                &json!({
                    "email": teacher.email,
                    "given_name": "Sam",
                    "family_name": "Rivera",
                    "display_name": "Mx. Rivera",
                    "role": "teacher",
                }),
            )?
            .expect(201)?;
        accept(server, &invited.text("/invitation_token")?)?;
        let client = teacher.client(server, 0)?;
        let course_index = CourseIndex::first(&client)?;
        let mut students = Vec::with_capacity(STUDENTS);
        let class = open_class(
            &client,
            &school,
            &course_index,
            STUDENTS_ON_THE_DASHBOARD,
            &mut students,
        )?;
        open_class(&client, &school, &course_index, STUDENTS, &mut students)?;
        Ok(Self {
            district: district.id,
            teacher,
            class,
            students,
            course_index,
        })
    }
}

/// Opens a class and creates students in it until there are so many in all.
fn open_class(
    teacher: &Client,
    school: &str,
    course_index: &CourseIndex,
    until: usize,
    students: &mut Vec<Student>,
) -> Result<String, Failure> {
    let class = teacher
        .post(
            &format!("/v1/schools/{school}/classes"),
            &json!({ "title": "Grade 4 Coding", "grade_level": "04" }),
        )?
        .expect(201)?
        .text("/id")?;
    let course = json!({ "course_version_id": course_index.version });
    let assignments = format!("/v1/classes/{class}/courses");
    teacher.post(&assignments, &course)?.expect(201)?;
    let new: Vec<Value> = (students.len()..until)
        .map(|number| {
            json!({
                "given_name": format!("Student{number}"),
                "family_name": format!("Example{number}"),
                "username": format!("student{number}"),
            })
        })
        .collect();
    attest(teacher, &class)?;
    let created = teacher
        .post(
            &format!("/v1/classes/{class}/students"),
            &json!({ "students": new }),
        )?
        .expect(201)?
        .json()?;
    for slip in list(&created, "/students") {
        students.push(Student {
            sign_in: json!({
                "class_code": text(slip, "/sign_in_code")?,
                "username": text(slip, "/username")?,
                "passphrase": text(slip, "/passphrase")?,
            }),
        });
    }
    Ok(class)
}

impl Adult {
    /// The operator of the platform.
    pub fn operator() -> Self {
        Self {
            organization: "hallpass".to_owned(),
            email: OPERATOR.to_owned(),
        }
    }

    /// Signs in and gives an access token, which is good for ten minutes.
    pub fn token(&self, server: &Server) -> Result<String, Failure> {
        let body = json!({
            "organization": self.organization,
            "email": self.email,
            "password": PASSWORD,
        });
        Client::new(server.origin(), 0)
            .post("/v1/auth/sign-in", &body)?
            .expect(200)?
            .text("/access_token")
    }

    /// Signs in and gives the client of this number.
    pub fn client(&self, server: &Server, number: usize) -> Result<Client, Failure> {
        let token = self.token(server)?;
        Ok(Client::new(server.origin(), number).with_token(&token))
    }
}

impl Student {
    /// Signs in and gives an access token.
    pub fn sign_in(&self, client: &Client) -> Result<String, Failure> {
        client
            .post("/v1/auth/class-sign-in", &self.sign_in)?
            .expect(200)?
            .text("/access_token")
    }

    /// Signs in and gives the client of this number.
    pub fn client(&self, server: &Server, number: usize) -> Result<Client, Failure> {
        let client = Client::new(server.origin(), number);
        let token = self.sign_in(&client)?;
        Ok(client.with_token(&token))
    }
}
