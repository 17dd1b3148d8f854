//! The sample district, from nothing to a class at work, told through the API.

use actix_web::web::Data;
use domain::{
    category::Category,
    organizations::{authorization::CATEGORIES_OF_A_STUDENT, checklist::AgreementTerm},
    progress::admission::EventResult,
    text_enum::TextEnum,
};
use serde_json::{Value, json};

use persistence::access::Installation;

use super::{
    bundle,
    client::{Client, Token, items, text},
    course::{Course, Outcome},
};
use crate::{
    app::Hallpass,
    commands::{CommandError, appoint_operator},
    pages::DemoLogins,
};

/// The short name of the sample district.
const SLUG: &str = "maple";
/// The password of every adult in the demo. Published, like everything in it.
const PASSWORD: &str = "paper boats sail on quiet lakes";

const OPERATOR: &str = "operator@hallpass.example.org";
const DISTRICT_ADMIN: &str = "jordan.lee@maple.example.edu";
const SCHOOL_ADMIN: &str = "sasha.diaz@maple.example.edu";
const TEACHER: &str = "alex.rivera@maple.example.edu";
const GUARDIAN: &str = "noor.haddad@example.org";
const SCHOOL: &str = "Maple Elementary School";
/// Students of the teacher's class who work in the demo.
const AT_WORK: usize = 4;

/// Tells the story.
pub(super) async fn tell(
    by: Installation,
    hallpass: Data<Hallpass>,
) -> Result<DemoLogins, CommandError> {
    let client = Client::new(hallpass.clone()).await;
    let admin = open_district(by, &client, &hallpass).await?;
    bring_roster(&client, &admin).await?;
    let (principal, teacher) = invite_staff(&client, &admin).await?;
    let classes = client.get(&teacher, "/v1/me/classes").await?;
    let class_id = text(&classes, "/data/0/id")?;
    let class_code = text(&classes, "/data/0/sign_in_code")?;
    let course = Course::assign(&client, &teacher, &class_id).await?;
    let students = hand_out_passphrases(&client, &teacher, &class_id).await?;
    for (number, student) in students.iter().enumerate() {
        let outcome = if number + 1 == AT_WORK {
            Outcome::Stuck
        } else {
            Outcome::Passed
        };
        let events = course.events(hallpass.mint().as_ref(), AT_WORK - number, outcome);
        work(&client, &class_code, student, &events).await?;
    }
    let mut students = students.into_iter();
    let mut next = || {
        let student = students.next();
        student.ok_or_else(|| CommandError::Said("the class has too few students".to_owned()))
    };
    let (student, leaving) = (next()?, next()?);
    let guardian = pair_guardian(&client, &principal, &student.id).await?;
    pair_again(&client, &principal, &guardian, &leaving.id).await?;
    Ok(DemoLogins {
        organization: SLUG.to_owned(),
        password: PASSWORD.to_owned(),
        operator: OPERATOR.to_owned(),
        district_admin: DISTRICT_ADMIN.to_owned(),
        school_admin: SCHOOL_ADMIN.to_owned(),
        teacher: TEACHER.to_owned(),
        guardian: GUARDIAN.to_owned(),
        class_id,
        class_code,
        attempt: course.first_attempt(hallpass.mint().as_ref()),
        course_id: course.id,
        student_id: student.id,
        leaving_student_id: leaving.id,
        student_username: student.username,
        student_passphrase: student.passphrase,
    })
}

/// Appoints an operator, who opens the district; its first administrator.
async fn open_district(
    by: Installation,
    client: &Client,
    hallpass: &Hallpass,
) -> Result<Token, CommandError> {
    let arguments = appoint_operator::Arguments {
        email: OPERATOR.to_owned(),
        given_name: "Olive".to_owned(),
        family_name: "Operator".to_owned(),
    };
    let operator = accept(
        client,
        &appoint_operator::invite(by, hallpass, &arguments).await?,
    )
    .await?;
    let district = json!({
        "name": "Maple Unified School District",
        "slug": SLUG,
        "admin": {"email": DISTRICT_ADMIN, "given_name": "Jordan", "family_name": "Lee"},
    });
    let opened = client
        .post(&operator, "/v1/organizations", &district)
        .await?;
    accept(client, &text(&opened, "/invitation_token")?).await
}

/// Opens an account by its invitation, and accepts the privacy policy as its owner would.
async fn accept(client: &Client, invitation: &str) -> Result<Token, CommandError> {
    let body = json!({"token": invitation, "password": PASSWORD});
    let token = Token::of(&client.knock("/v1/auth/invitations/accept", &body).await?)?;
    accept_policy(client, &token).await?;
    Ok(token)
}

/// Accepts the privacy policy as the owner of an account would.
async fn accept_policy(client: &Client, token: &Token) -> Result<(), CommandError> {
    let asked = client.get(token, "/v1/me/policies").await?;
    if let Some(version) = asked.pointer("/to_accept/version").and_then(Value::as_str) {
        let acceptance = json!({"version": version, "language": "en"});
        client
            .post(token, "/v1/me/policy-acceptances", &acceptance)
            .await?;
    }
    Ok(())
}

/// Hands a pairing code to a parent of a student, who registers with it.
async fn pair_guardian(
    client: &Client,
    principal: &Token,
    student: &str,
) -> Result<Token, CommandError> {
    let registration = json!({
        "code": pairing_code(client, principal, student).await?,
        "email": GUARDIAN,
        "password": PASSWORD,
        "given_name": "Noor",
        "family_name": "Haddad",
    });
    let guardian = Token::of(&client.knock("/v1/guardians", &registration).await?)?;
    accept_policy(client, &guardian).await?;
    Ok(guardian)
}

/// Hands the same parent a code for another child.
async fn pair_again(
    client: &Client,
    principal: &Token,
    guardian: &Token,
    student: &str,
) -> Result<(), CommandError> {
    let code = json!({"code": pairing_code(client, principal, student).await?});
    client.post(guardian, "/v1/me/guardianships", &code).await?;
    Ok(())
}

async fn pairing_code(
    client: &Client,
    principal: &Token,
    student: &str,
) -> Result<String, CommandError> {
    let known = json!({"kind": "parent", "evidence": "in_person"});
    let codes = format!("/v1/students/{student}/pairing-codes");
    text(&client.post(principal, &codes, &known).await?, "/code")
}

/// Imports the roster twice: the first time brings the schools, whose agreements can then be
/// recorded, and only then may students exist.
async fn bring_roster(client: &Client, admin: &Token) -> Result<(), CommandError> {
    let bundle = bundle::zipped()?;
    import(client, admin, bundle.clone()).await?;
    let schedule: Vec<&str> = CATEGORIES_OF_A_STUDENT
        .iter()
        .chain(&[Category::AttitudinalAnswer, Category::AgeEvidence])
        .map(|category| category.as_str())
        .collect();
    let terms: Vec<&str> = AgreementTerm::ALL
        .iter()
        .map(|term| term.as_str())
        .collect();
    let agreement = json!({
        "signatory_role": "superintendent",
        "signed_on": "2026-07-01",
        "begins_on": "2026-07-01",
        "ends_on": "2036-07-01",
        "data_schedule": schedule,
        "terms": terms,
    });
    for school in items(&client.get(admin, "/v1/schools").await?, "/data") {
        let school = format!("/v1/schools/{}", text(&school, "/id")?);
        authorize(client, admin, &school, &agreement).await?;
    }
    import(client, admin, bundle).await
}

/// Records the agreement of a school and makes it active, and reads the notice for the school.
async fn authorize(
    client: &Client,
    admin: &Token,
    school: &str,
    agreement: &Value,
) -> Result<(), CommandError> {
    let agreements = format!("{school}/agreements");
    let recorded = client.post(admin, &agreements, agreement).await?;
    let activate = format!("{agreements}/{}/activate", text(&recorded, "/id")?);
    client.ask(admin, &activate).await?;
    let me = text(&client.get(admin, "/v1/me").await?, "/id")?;
    let notices = format!("{school}/notices");
    let to_me = json!({"recipient_id": me, "language": "en"});
    let notice = client.post(admin, &notices, &to_me).await?;
    let acknowledge = format!("{notices}/{}/acknowledge", text(&notice, "/id")?);
    let read = json!({"text_sha256": text(&notice, "/text_sha256")?});
    client.post(admin, &acknowledge, &read).await?;
    Ok(())
}

async fn import(client: &Client, admin: &Token, bundle: Vec<u8>) -> Result<(), CommandError> {
    let staged = client.upload(admin, "/v1/rosters/imports", bundle).await?;
    let path = format!("/v1/rosters/imports/{}/apply", text(&staged, "/id")?);
    client
        .post(admin, &path, &json!({"accept_removals": false}))
        .await?;
    Ok(())
}

/// Invites a school administrator and a teacher whom the roster named; their tokens.
async fn invite_staff(client: &Client, admin: &Token) -> Result<(Token, Token), CommandError> {
    let schools = items(&client.get(admin, "/v1/schools").await?, "/data");
    let school = schools
        .iter()
        .find(|school| school["name"] == SCHOOL)
        .ok_or_else(|| CommandError::Said(format!("the roster has no {SCHOOL}")))?;
    let path = format!("/v1/schools/{}/staff-invitations", text(school, "/id")?);
    let staff = |email: &str, given: &str, family: &str, role: &str| {
        json!({
            "email": email,
            "given_name": given,
            "family_name": family,
            "display_name": format!("Mx. {family}"),
            "role": role,
        })
    };
    let principal = staff(SCHOOL_ADMIN, "Sasha", "Diaz", "school_admin");
    let principal = client.post(admin, &path, &principal).await?;
    let principal = accept(client, &text(&principal, "/invitation_token")?).await?;
    let teacher = staff(TEACHER, "Alex", "Rivera", "teacher");
    let teacher = client.post(admin, &path, &teacher).await?;
    let teacher = accept(client, &text(&teacher, "/invitation_token")?).await?;
    Ok((principal, teacher))
}

/// A student with what they sign in with.
struct Student {
    id: String,
    username: String,
    passphrase: String,
}

async fn hand_out_passphrases(
    client: &Client,
    teacher: &Token,
    class_id: &str,
) -> Result<Vec<Student>, CommandError> {
    let enrolled = client
        .get(teacher, &format!("/v1/classes/{class_id}/students"))
        .await?;
    let mut students = Vec::new();
    for student in items(&enrolled, "/data").iter().take(AT_WORK) {
        let id = text(student, "/id")?;
        let path = format!("/v1/classes/{class_id}/students/{id}/credential");
        let issued = client.ask(teacher, &path).await?;
        students.push(Student {
            id,
            username: text(&issued, "/username")?,
            passphrase: text(&issued, "/passphrase")?,
        });
    }
    Ok(students)
}

/// Signs a student in and sends what they did.
async fn work(
    client: &Client,
    class_code: &str,
    student: &Student,
    events: &[Value],
) -> Result<(), CommandError> {
    let sign_in = json!({
        "class_code": class_code,
        "username": student.username,
        "passphrase": student.passphrase,
        "device": "personal",
    });
    let token = Token::of(&client.knock("/v1/auth/class-sign-in", &sign_in).await?)?;
    for batch in events.chunks(200) {
        let told = client
            .post(&token, "/v1/progress/events", &json!({"events": batch}))
            .await?;
        let recorded = |result: &Value| result["result"] == EventResult::Recorded.as_str();
        if !items(&told, "/results").iter().all(recorded) {
            return Err(CommandError::Said(format!("not all was recorded: {told}")));
        }
    }
    Ok(())
}
