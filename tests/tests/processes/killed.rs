//! A process that is killed in the middle: nothing that was answered is lost, and nothing is half
//! done.

use std::{
    thread,
    time::{Duration, Instant},
};

use api::system::{SystemClock, SystemMint};
use domain::mint::{Clock as _, Mint as _};
use serde_json::{Value, json};
use tests::{
    bundles::Bundle,
    process::{Answered, Client, Installation, Serving, accept, agree, attest, open_district},
};

const IMPORTS: &str = "/v1/rosters/imports";
const EVENTS: &str = "/v1/progress/events";
/// Classes and students of the roster, and the student's classes: people, roles and seats are fewer
/// than the 5,000 records that one transaction may hold.
const CLASSES: usize = 40;
const STUDENTS: usize = 800;
const CLASSES_EACH: usize = 3;
/// Students who report at once, and events in each of their reports.
const REPORTERS: usize = 4;
const EVENTS_EACH: usize = 20;

tests::on_each_backend! {
    /// A roster that is applied in one transaction is there in full afterwards or not at all, whatever
    /// moment it is, and applying it once more leads to the whole.
    fn a_process_killed_while_it_applies_a_roster_leaves_all_of_it_or_nothing(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"))
            .with("HALLPASS_ROSTERS__RECORDS_AT_A_TIME", "5000");
        let mut serving = installation.serve();
        let token = open_district(&installation, &serving);
        let mut admin = serving.bearer(&token);
        agree_for_schools_of_the_roster(&admin);
        let bundle = Bundle::district(2, CLASSES, STUDENTS, CLASSES_EACH).zip();
        let whole = stage(&admin, &bundle);
        assert_eq!(held(&whole), Held::Nothing);

        let mut outcomes = Vec::new();
        for moment in [20, 150, 400, 900, 1_500] {
            let import = stage(&admin, &bundle);
            if held(&import) == Held::Everything {
                discard(&admin, &import);
                break;
            }
            let path = format!("{IMPORTS}/{}", import.text("/id"));
            let applying = {
                let (admin, path) = (admin.clone(), path.clone());
                thread::spawn(move || apply(&admin, &path))
            };
            thread::sleep(Duration::from_millis(moment));
            serving.kill();
            let answer = applying.join().unwrap();

            serving = installation.serve();
            admin = serving.bearer(&token);
            let state = admin.get(&path).unwrap().text("/state");
            let held = probe(&admin, &bundle);
            match held {
                Held::Everything => assert_eq!(state, "applied"),
                Held::Nothing => {
                    assert_eq!(state, "staged");
                    discard(&admin, &import);
                }
            }
            if let Some(answer) = answer {
                assert_eq!((answer.status, held), (200, Held::Everything));
            }
            outcomes.push(held);
        }
        assert_eq!(outcomes.first(), Some(&Held::Nothing), "killed too late to tell anything");

        let import = stage(&admin, &bundle);
        let path = format!("{IMPORTS}/{}", import.text("/id"));
        assert_eq!(apply(&admin, &path).unwrap().status, 200);
        assert_eq!(probe(&admin, &bundle), Held::Everything);
        drop(serving);
        installation.run(&["verify-audit"]);
    }

    /// A roster that is applied in many transactions was begun: whoever starts next brings it to its
    /// end, once, and until then nobody of the district sees anything.
    fn a_process_killed_in_the_middle_of_a_large_roster_is_followed_by_one_that_ends_it(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"))
            .with("HALLPASS_ROSTERS__RECORDS_AT_A_TIME", "40");
        let serving = installation.serve();
        let token = open_district(&installation, &serving);
        let admin = serving.bearer(&token);
        agree_for_schools_of_the_roster(&admin);
        let bundle = Bundle::district(2, CLASSES, STUDENTS, CLASSES_EACH).zip();
        let path = format!("{IMPORTS}/{}", stage(&admin, &bundle).text("/id"));
        let applying = {
            let (admin, path) = (admin.clone(), path.clone());
            thread::spawn(move || apply(&admin, &path))
        };
        while !waits(&admin) {
            assert!(!applying.is_finished(), "it was never seen in the middle");
        }
        serving.kill();
        assert!(applying.join().unwrap().is_none());

        // Two at once, one of which carries it on.
        let [first, second] = [installation.serve(), installation.serve()];
        assert!(waits(&first.bearer(&token)), "killed too late to tell anything");
        for serving in [&first, &second] {
            let admin = serving.bearer(&token);
            let begun = Instant::now();
            while waits(&admin) {
                assert!(begun.elapsed() < Duration::from_mins(2), "nobody carries it on");
                thread::sleep(Duration::from_millis(200));
            }
            assert_eq!(admin.get(&path).unwrap().text("/state"), "applied");
        }
        assert_eq!(probe(&first.bearer(&token), &bundle), Held::Everything);
        drop((first, second));
        installation.run(&["verify-audit"]);
    }

    /// A report whose answer arrived is on the disk; one whose answer did not is there in full or
    /// not at all, and may be sent again.
    fn a_process_killed_while_students_report_has_every_event_it_answered_for(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"));
        let mut serving = installation.serve();
        let token = open_district(&installation, &serving);
        let class = open_class(&serving, &serving.bearer(&token), REPORTERS);
        let mut reported = 0;
        for _ in 0..3 {
            let journals: Vec<_> = class
                .students
                .iter()
                .map(|student| {
                    let (client, activity) = (serving.bearer(&student.token), class.activity.clone());
                    thread::spawn(move || report_until_nobody_answers(&client, &activity))
                })
                .collect();
            thread::sleep(Duration::from_millis(700));
            serving.kill();
            let journals: Vec<Journal> = journals.into_iter().map(|j| j.join().unwrap()).collect();

            serving = installation.serve();
            for (student, journal) in class.students.iter().zip(journals) {
                let client = serving.bearer(&student.token);
                assert!(!journal.answered.is_empty(), "killed before anything was answered");
                reported += journal.answered.len() + 1;
                for report in &journal.answered {
                    assert_eq!(outcomes(&client.post(EVENTS, report).unwrap()), ["already_recorded"]);
                }
                let unanswered = client.post(EVENTS, &journal.unanswered).unwrap();
                assert_eq!(outcomes(&unanswered).len(), 1, "half done: {}", unanswered.body);
            }
        }
        let teacher = serving.bearer(&class.teacher);
        let progress = teacher.get(&format!("/v1/classes/{}/progress", class.id)).unwrap();
        assert_eq!(tries(&progress.body), (reported * EVENTS_EACH) as u64);
        drop(serving);
        installation.run(&["verify-audit"]);
    }
}

/// Whether the district is told to wait.
fn waits(admin: &Client) -> bool {
    let answer = admin.get("/v1/schools").unwrap();
    match answer.status {
        200 => false,
        503 => {
            assert_eq!(answer.text("/code"), "roster_being_applied");
            true
        }
        _ => panic!("{}", answer.body),
    }
}

/// What is held of the roster, by what an import would have to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Everything,
}

fn held(import: &Answered) -> Held {
    let count = |kind: &str, what: &str| {
        let count = import.body.pointer(&format!("/counts/{kind}/{what}"));
        count.and_then(Value::as_u64).unwrap()
    };
    let what = |what| ["classes", "people", "enrollments"].map(|kind| count(kind, what));
    let all = [
        CLASSES,
        STUDENTS + CLASSES,
        STUDENTS * CLASSES_EACH + CLASSES,
    ]
    .map(|n| n as u64);
    match (what("created"), what("unchanged")) {
        (created, [0, 0, 0]) if created == all => Held::Nothing,
        ([0, 0, 0], unchanged) if unchanged == all => Held::Everything,
        _ => panic!("half done: {}", import.body),
    }
}

fn stage(admin: &Client, bundle: &[u8]) -> Answered {
    let staged = admin.send(IMPORTS, "application/zip", bundle).unwrap();
    assert_eq!(staged.status, 201, "{}", staged.body);
    staged
}

/// What is held, as an import says that is staged for it only.
fn probe(admin: &Client, bundle: &[u8]) -> Held {
    let import = stage(admin, bundle);
    discard(admin, &import);
    held(&import)
}

fn discard(admin: &Client, import: &Answered) {
    let path = format!("{IMPORTS}/{}/discard", import.text("/id"));
    assert_eq!(admin.post(&path, &json!({})).unwrap().status, 200);
}

fn apply(admin: &Client, import: &str) -> Option<Answered> {
    admin.post(&format!("{import}/apply"), &json!({}))
}

fn agree_for_schools_of_the_roster(admin: &Client) {
    let schools = stage(admin, &Bundle::district(2, 0, 0, 0).zip());
    let path = format!("{IMPORTS}/{}", schools.text("/id"));
    assert_eq!(apply(admin, &path).unwrap().status, 200);
    let schools = admin.get("/v1/schools").unwrap();
    for school in schools.body["data"].as_array().unwrap() {
        agree(admin, school["id"].as_str().unwrap());
    }
}

/// A class at work.
pub(super) struct Class {
    id: String,
    /// An activity that students try.
    pub(super) activity: String,
    /// The teacher's access token.
    teacher: String,
    /// The students.
    pub(super) students: Vec<Student>,
}

/// A student of the class.
pub(super) struct Student {
    /// The student's id.
    pub(super) id: String,
    /// The student's access token.
    pub(super) token: String,
}

pub(super) fn open_class(serving: &Serving, admin: &Client, students: usize) -> Class {
    let school = json!({ "name": "Maple Elementary", "time_zone": "America/Chicago" });
    let school = admin.post("/v1/schools", &school).unwrap().text("/id");
    agree(admin, &school);
    let invited = admin.post(
        &format!("/v1/schools/{school}/staff-invitations"),
        &json!({
            "email": "rivera@maple.example.edu",
            "given_name": "Sam",
            "family_name": "Rivera",
            "display_name": "Mx. Rivera",
            "role": "teacher",
        }),
    );
    let token = accept(serving, &invited.unwrap().text("/invitation_token"));
    let teacher = serving.bearer(&token);
    let class = json!({ "title": "Grade 4 Coding", "grade_level": "04" });
    let class = teacher.post(&format!("/v1/schools/{school}/classes"), &class);
    let class = class.unwrap().text("/id");
    let course = teacher.get("/v1/courses").unwrap().text("/data/0/id");
    let course = teacher.get(&format!("/v1/courses/{course}")).unwrap();
    let version = json!({ "course_version_id": course.text("/version/id") });
    let assigned = teacher.post(&format!("/v1/classes/{class}/courses"), &version);
    assert_eq!(assigned.unwrap().status, 201);
    let names: Vec<Value> = (0..students)
        .map(|n| {
            json!({
                "given_name": format!("Student{n}"),
                "family_name": "Example",
                "username": format!("student{n}"),
            })
        })
        .collect();
    attest(&teacher, &class);
    let created = teacher.post(
        &format!("/v1/classes/{class}/students"),
        &json!({ "students": names }),
    );
    let slips = created.unwrap().body["students"].clone();
    let students = slips.as_array().unwrap().iter().map(|slip| {
        let sign_in = json!({
            "class_code": slip["sign_in_code"],
            "username": slip["username"],
            "passphrase": slip["passphrase"],
        });
        let signed_in = serving.anybody().post("/v1/auth/class-sign-in", &sign_in);
        Student {
            id: slip["student_id"].as_str().unwrap().to_owned(),
            token: signed_in.unwrap().text("/access_token"),
        }
    });
    Class {
        id: class,
        activity: an_exercise(&course.body),
        teacher: token,
        students: students.collect(),
    }
}

fn an_exercise(course: &Value) -> String {
    let units = course["units"].as_array().unwrap().iter();
    units
        .flat_map(|unit| unit["lessons"].as_array().unwrap())
        .flat_map(|lesson| lesson["activities"].as_array().unwrap())
        .find(|activity| activity["kind"] == "code_exercise")
        .and_then(|activity| activity["id"].as_str())
        .unwrap()
        .to_owned()
}

/// What a student's client knows when the connection breaks.
struct Journal {
    answered: Vec<Value>,
    unanswered: Value,
}

fn report_until_nobody_answers(client: &Client, activity: &str) -> Journal {
    let mint = SystemMint::default();
    let mut answered = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        let attempts: Vec<Value> = (0..EVENTS_EACH)
            .map(|_| {
                json!({
                    "id": mint.id(SystemClock.now()),
                    "kind": "attempted",
                    "activity_id": activity,
                    "occurred_at": SystemClock.now(),
                    "outcome": "failed",
                    "code": "print('hello')",
                })
            })
            .collect();
        let report = json!({ "events": attempts });
        match client.post(EVENTS, &report) {
            None => {
                return Journal {
                    answered,
                    unanswered: report,
                };
            }
            Some(answer) => assert_eq!(outcomes(&answer), ["recorded"]),
        }
        answered.push(report);
    }
    panic!("the process outlived the trial");
}

/// The different results in an answer to a report.
fn outcomes(answer: &Answered) -> Vec<String> {
    let results = answer.body["results"].as_array();
    let results = results.unwrap_or_else(|| panic!("{} {}", answer.status, answer.body));
    assert_eq!(results.len(), EVENTS_EACH);
    let mut words: Vec<String> = results
        .iter()
        .map(|result| result["result"].as_str().unwrap().to_owned())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// All tries on a dashboard.
fn tries(dashboard: &Value) -> u64 {
    let students = dashboard["students"].as_array().unwrap().iter();
    students
        .map(|student| student["tries"].as_u64().unwrap())
        .sum()
}
