//! What each person is shown of a student, over every operation that reads: what the matrix gives them, and
//! nothing else (FER-04).

use chrono::TimeDelta;
use domain::{
    access::{
        Membership, Relationship,
        visibility::{LoginSight, NameVisibility, can_see, login_sight, name_sight},
    },
    category::Category,
};
use serde_json::json;
use tests::{
    app::TestApp,
    classes::People,
    document::{Operation, operations},
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
};
use uuid::Uuid;

/// What of a student has a text of its own.
#[cfg(test)]
#[derive(Clone, Copy, Debug)]
enum Said {
    FamilyName,
    Username,
    Of(Category),
    /// Work that was saved and not handed in.
    Draft,
}

#[cfg(test)]
const SAID: [(Said, &str); 6] = [
    (Said::FamilyName, "Matrixfamily"),
    (Said::Username, "matrix.login"),
    (Said::Of(Category::Work), "MATRIX-CODE"),
    (Said::Of(Category::AttitudinalAnswer), "MATRIX-ANSWER"),
    (Said::Of(Category::Assessment), "kept_going"),
    (Said::Draft, "MATRIX-DRAFT"),
];

#[cfg(test)]
impl Said {
    /// Whether somebody is to be shown it who stands so to the student.
    fn is_shown_to(self, who: Relationship) -> bool {
        match self {
            Self::FamilyName => name_sight(who) == NameVisibility::Full,
            Self::Username => login_sight(who, Membership::Present) == LoginSight::Shown,
            Self::Of(category) => can_see(who, category),
            Self::Draft => who == Relationship::StudentThemself,
        }
    }
}

/// A student of whom all of it was said, over HTTP.
#[cfg(test)]
struct Stage {
    people: People,
    student: Persona,
    noor: Persona,
    course: StarterCourse,
}

#[cfg(test)]
impl Stage {
    async fn set(school: &TestApp) -> Self {
        let people = school.people().await;
        let course = StarterCourse::load(school).await;
        course.assign(&people.rivera, people.class).await;
        people.rivera.attest(people.class).await.assert(201);
        let path = format!("/v1/classes/{}/students", people.class);
        let body = json!({ "students": [{
            "given_name": "Matrixgiven",
            "family_name": "Matrixfamily",
            "username": "matrix.login",
        }] });
        let created = people.rivera.post(&path, body).await.assert(201);
        let student = school.student(created.id("/students/0/student_id")).await;
        let noor = school.guardian_of(student.user, "Noor").await.persona;
        school.clock.advance(TimeDelta::minutes(4));
        let (events, activities) = (Events::from(school, 1), course.activities(0));
        let told = json!({ "events": [
            events.attempt(180, activities[1], "failed", "print('MATRIX-CODE')"),
            events.answered(100, activities[5], "MATRIX-ANSWER"),
        ] });
        student.post("/v1/progress/events", told).await.assert(200);
        let draft = format!("/v1/me/activities/{}/work", activities[1]);
        let text = json!({ "text": "print('MATRIX-DRAFT')" });
        student.put(&draft, "*", text).await.assert(200);
        let feedback = format!("{path}/{}/feedback", student.user);
        let kept_going = json!({ "activity_id": activities[1], "code": "kept_going" });
        people.rivera.post(&feedback, kept_going).await.assert(201);
        Self {
            people,
            student,
            noor,
            course,
        }
    }

    /// Everybody, and how they stand to the student.
    fn readers(&self) -> [(&Persona, Relationship); 12] {
        use Relationship as R;
        let people = &self.people;
        let [okafor, novak, silva, olsen] = &people.strangers;
        [
            (&self.student, R::StudentThemself),
            (&self.noor, R::Guardian),
            (&people.rivera, R::TeacherOfRecord),
            (&people.chen, R::CoTeacher),
            (&people.kim, R::TeachingAssistant),
            (&people.diaz, R::SchoolAdmin),
            (&people.moore, R::DistrictAdmin),
            (&people.ada, R::Student),
            (okafor, R::Teacher),
            (novak, R::Stranger),
            (silva, R::Stranger),
            (olsen, R::PlatformOperator),
        ]
    }

    /// The addresses of an operation with every id that is known of the student; none if one is not.
    fn addresses(&self, school: &TestApp, operation: Operation) -> Vec<String> {
        let mut addresses = vec![operation.path.to_owned()];
        for parameter in operation.path_parameters() {
            let ids: Vec<Uuid> = match parameter {
                "class_id" => vec![self.people.class.uuid()],
                "student_id" | "person_id" => vec![self.student.user.uuid()],
                "school_id" => vec![school.world.school.uuid()],
                "activity_id" => self.course.activities(0),
                "lesson_id" => vec![self.course.lesson(0)],
                _ => return Vec::new(),
            };
            let hole = format!("{{{parameter}}}");
            addresses = addresses
                .iter()
                .flat_map(|address| {
                    let filled = |id: &Uuid| address.replace(&hole, &id.to_string());
                    ids.iter().map(filled).collect::<Vec<_>>()
                })
                .collect();
        }
        addresses
    }
}

on_each_backend! {
    async fn fer_04_everybody_is_shown_of_a_student_what_the_matrix_gives_them_and_nothing_else(school: TestApp) {
        let stage = Stage::set(&school).await;
        let reads: Vec<String> = operations()
            .into_iter()
            .filter(|operation| operation.method == "get" && operation.is_secured())
            .flat_map(|operation| stage.addresses(&school, operation))
            .collect();
        assert!(reads.len() > 60, "{}", reads.len());
        let mut wrong = Vec::new();
        for (reader, who) in stage.readers() {
            let mut shown = [const { Vec::<&str>::new() }; SAID.len()];
            for address in &reads {
                let answer = reader.get(address).await;
                let text = String::from_utf8_lossy(&answer.content()).into_owned();
                for ((_, needle), places) in SAID.iter().zip(&mut shown) {
                    if text.contains(needle) {
                        places.push(address);
                    }
                }
            }
            for ((said, _), places) in SAID.iter().zip(shown) {
                if said.is_shown_to(who) == places.is_empty() {
                    wrong.push(format!("{who:?} {said:?}: shown by {places:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
