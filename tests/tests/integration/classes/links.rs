//! Whatever happens to a student and a teacher, the teacher reaches the student exactly while both have
//! a part in one open class (FER-03, FER-05).

use chrono::TimeDelta;
use domain::{
    accounts::sessions::SessionKind,
    ids::{ClassId, UserId},
};
use proptest::prelude::*;
use serde_json::json;
use tests::{
    app::{Backend, TestApp},
    backends,
    persona::Persona,
};

/// How many classes there are.
const CLASSES: usize = 2;

/// Minutes that a part lasts.
const PART: u32 = 5;

/// What can happen.
#[derive(Clone, Copy, Debug)]
enum Step {
    Enrol(usize),
    TakeOut(usize),
    Appoint(usize),
    Dismiss(usize),
    Archive(usize),
    Wait(u32),
}

#[cfg(test)]
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let class = 0..CLASSES;
    let step = prop_oneof![
        4 => class.clone().prop_map(Step::Enrol),
        2 => class.clone().prop_map(Step::TakeOut),
        4 => class.clone().prop_map(Step::Appoint),
        2 => class.clone().prop_map(Step::Dismiss),
        1 => class.prop_map(Step::Archive),
        3 => (1..4u32).prop_map(Step::Wait),
    ];
    proptest::collection::vec(step, 1..14)
}

/// What one class is expected to be, told without dates and rows.
#[derive(Clone, Copy, Debug, Default)]
struct Expected {
    enrolled: bool,
    minutes_left: u32,
    archived: bool,
}

impl Expected {
    fn reached(self) -> bool {
        self.enrolled && self.minutes_left > 0 && !self.archived
    }
}

/// A school with one teacher, one student and their classes.
struct Story {
    school: TestApp,
    admin: Persona,
    teacher: Persona,
    student: UserId,
    classes: Vec<(ClassId, String)>,
    expected: [Expected; CLASSES],
}

#[cfg(test)]
impl Story {
    async fn begin(school: TestApp) -> Self {
        let admin = school.school_admin("Diaz").await;
        let teacher = school.teacher("Rivera").await;
        let home = admin.class("Home").await;
        let student = admin.enrol(home, "Ada", "Lovelace").await;
        let mut classes = Vec::new();
        for title in ["Robots", "Puzzles"] {
            let class = admin.class(title).await;
            let code = admin.join_code(class, 168, 60).await.text("/code");
            classes.push((class, code));
        }
        Self {
            school,
            admin,
            teacher,
            student,
            classes,
            expected: [Expected::default(); CLASSES],
        }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Enrol(class) => {
                let student = self.school.student(self.student).await;
                let joined = student.join(&self.classes[class].1).await;
                let archived = self.expected[class].archived;
                joined.assert(if archived { 409 } else { 200 });
                self.expected[class].enrolled |= !archived;
            }
            Step::TakeOut(class) => {
                let path = format!(
                    "/v1/classes/{}/students/{}",
                    self.classes[class].0, self.student
                );
                let taken_out = self.admin.delete(&path).await.status.as_u16();
                assert!(matches!(taken_out, 204 | 404), "{taken_out}");
                self.expected[class].enrolled = false;
            }
            Step::Appoint(class) => {
                let id = self.classes[class].0;
                let appointed = self.admin.appoint(id, &self.teacher, "co_teacher");
                let has_a_part = self.expected[class].minutes_left > 0;
                appointed.await.assert(if has_a_part { 409 } else { 201 });
                if !has_a_part {
                    self.expected[class].minutes_left = PART;
                }
            }
            Step::Dismiss(class) => {
                let path = format!("/v1/classes/{}/staff", self.classes[class].0);
                for part in self.admin.get(&path).await.assert(200).rows() {
                    let id = part["id"].as_str().unwrap();
                    self.admin.delete(&format!("{path}/{id}")).await.assert(204);
                }
                self.expected[class].minutes_left = 0;
            }
            Step::Archive(class) => {
                let path = format!("/v1/classes/{}/archive", self.classes[class].0);
                self.admin.post_empty(&path).await.assert(200);
                self.expected[class].archived = true;
            }
            Step::Wait(minutes) => {
                self.school
                    .clock
                    .advance(TimeDelta::minutes(minutes.into()));
                self.admin = self.school.again(&self.admin, SessionKind::Staff).await;
                for class in &mut self.expected {
                    class.minutes_left = class.minutes_left.saturating_sub(minutes);
                }
            }
        }
    }

    async fn check(&self, taken: &[Step]) {
        let teacher = self.school.again(&self.teacher, SessionKind::Staff).await;
        for ((class, _), expected) in self.classes.iter().zip(self.expected) {
            let path = format!("/v1/classes/{class}/students/{}", self.student);
            let reads = teacher.get(&path).await.status.as_u16();
            let changes = teacher.patch(&path, "*", json!({})).await.status.as_u16();
            let answers = if expected.reached() {
                (200, 403)
            } else {
                (404, 404)
            };
            assert_eq!((reads, changes), answers, "{taken:?}, {expected:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_teacher_reaches_a_student_while_an_open_class_links_them_and_at_no_other_time(steps in steps()) {
        backends::run(Backend::Sqlite, async |school| {
            let mut story = Story::begin(school).await;
            for (index, step) in steps.iter().enumerate() {
                story.take(*step).await;
                story.check(&steps[..=index]).await;
            }
        });
    }
}
