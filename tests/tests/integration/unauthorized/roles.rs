//! Everybody near a class, in another school or in another district meets each operation, and is
//! refused as the policy says of the action that the operation declares.

use api::operations::Requires;
use domain::{
    access::{ActionKind, Denial, Relationship, decide},
    accounts::sessions::SessionKind,
    staff::role::StaffRole,
};
use tests::{
    app::TestApp,
    document::{Operation, operations},
    on_each_backend,
    persona::Persona,
    samples::{self, Fixture, Request},
};

on_each_backend! {
    async fn every_operation_refuses_everybody_whom_the_policy_does_not_let_in(school: TestApp) {
        let elsewhere = Elsewhere::around(&school).await;
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some((action, subject)) = asked(&operation) else {
                continue;
            };
            let Some(sample) = samples::of(operation.id()) else {
                wrong.push(format!("{}: no sample", operation.id()));
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let mut neighbours = around_the_class(&stage).await;
            neighbours.extend(elsewhere.neighbours());
            let request = Request::prepare(operation, sample, &mut stage).await;
            let mut refused = 0;
            for neighbour in neighbours {
                let Err(denial) = decide(action, neighbour.stands_to(subject)) else {
                    continue;
                };
                refused += 1;
                let reply = request.send(&neighbour.persona, &request.path).await;
                if reply.status != status(denial) {
                    wrong.push(format!("{}: {} got {}", operation.id(), neighbour.who, reply.status));
                }
            }
            if refused == 0 {
                wrong.push(format!("{}: nobody was refused", operation.id()));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// What an operation is about, as far as it decides who stands how to it.
#[derive(Clone, Copy)]
enum Subject {
    Class,
    /// A class that is closed, or one for a student who is not in it: those who are in it, or help in
    /// it, have nothing to do with that.
    ClassFromOutside,
    /// The student, through no class: to themself a student is no stranger.
    Student,
    School,
    /// An organization that the path names.
    NamedOrganization,
    /// The caller's own organization.
    OwnOrganization,
    /// A course of the class's teacher.
    Course,
    /// Somebody on the district's staff.
    Colleague,
}

/// The action that an operation declares, and what it is about; `None` if it is public or about the
/// caller alone.
fn asked(operation: &Operation) -> Option<(ActionKind, Subject)> {
    let declared = api::routes::operation(operation.id());
    let declared = declared.unwrap_or_else(|| panic!("{} is not declared", operation.id()));
    let Requires::Permit(action) = declared.needs else {
        return None;
    };
    if decide(action, Relationship::Themself).is_ok() {
        return None;
    }
    let names = |name| {
        operation
            .path_parameters()
            .any(|parameter| parameter == name)
    };
    let from_outside = matches!(action, ActionKind::ReopenClass | ActionKind::EnrollStudent);
    let subject = if from_outside {
        Subject::ClassFromOutside
    } else if names("school_id") {
        Subject::School
    } else if names("class_id") {
        Subject::Class
    } else if names("student_id") {
        Subject::Student
    } else if names("course_id") {
        Subject::Course
    } else if names("user_id") {
        Subject::Colleague
    } else if names("organization_id") {
        Subject::NamedOrganization
    } else {
        Subject::OwnOrganization
    };
    Some((action, subject))
}

fn status(denial: Denial) -> u16 {
    match denial {
        Denial::Hidden => 404,
        Denial::Forbidden => 403,
    }
}

/// Somebody, and how they stand to what is on stage.
#[derive(Clone)]
struct OtherActor {
    who: &'static str,
    persona: Persona,
    class: Relationship,
    school: Relationship,
    organization: Relationship,
    district: District,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum District {
    This,
    Another,
}

impl OtherActor {
    /// Somebody of the district who has an office in it, and no part in the class or its school.
    fn new(who: &'static str, persona: &Persona, organization: Relationship) -> Self {
        Self {
            who,
            persona: persona.clone(),
            class: Relationship::Stranger,
            school: Relationship::Stranger,
            organization,
            district: District::This,
        }
    }

    fn at_school(self, school: Relationship) -> Self {
        Self { school, ..self }
    }

    fn in_class(self, class: Relationship) -> Self {
        Self { class, ..self }
    }

    fn of_another_district(self) -> Self {
        Self {
            district: District::Another,
            ..self
        }
    }

    fn stands_to(&self, subject: Subject) -> Relationship {
        match (subject, self.district, self.organization) {
            (Subject::ClassFromOutside, _, _) => match self.class {
                office @ (Relationship::SchoolAdmin | Relationship::DistrictAdmin) => office,
                _ => Relationship::Stranger,
            },
            (Subject::Student, _, _) if self.class == Relationship::Student => {
                Relationship::StudentThemself
            }
            (Subject::Class | Subject::Student, _, _) => self.class,
            (Subject::School, _, _) => self.school,
            (Subject::Course | Subject::Colleague, District::This, Relationship::Student) => {
                Relationship::Stranger
            }
            (Subject::OwnOrganization, _, held)
            | (
                Subject::NamedOrganization | Subject::Course | Subject::Colleague,
                District::This,
                held,
            )
            | (Subject::NamedOrganization, _, held @ Relationship::PlatformOperator) => held,
            (Subject::NamedOrganization | Subject::Course | Subject::Colleague, _, _) => {
                Relationship::Stranger
            }
        }
    }
}

async fn around_the_class(stage: &Fixture) -> Vec<OtherActor> {
    use Relationship as R;
    let (school, class, teacher) = (&stage.school, stage.class, &stage.teacher);
    let of = |name: &str| format!("{name} of {}", teacher.user);
    let (co, assistant, former) = (
        school.teacher(&of("Ito")).await,
        school.assistant(&of("Kim")).await,
        school.teacher(&of("Ortiz")).await,
    );
    teacher.appoint(class, &co, "co_teacher").await.assert(201);
    teacher
        .appoint(class, &assistant, "teaching_assistant")
        .await
        .assert(201);
    let part = teacher
        .appoint(class, &former, "co_teacher")
        .await
        .assert(201)
        .text("/id");
    teacher
        .delete(&format!("/v1/classes/{class}/staff/{part}"))
        .await
        .assert(204);
    let left = teacher.enrol(class, "Lee", "Example").await;
    teacher
        .delete(&format!("/v1/classes/{class}/students/{left}"))
        .await
        .assert(204);
    let left = school
        .signed_in(
            school.world.district,
            left,
            SessionKind::StudentOnPersonalDevice,
        )
        .await;
    vec![
        OtherActor::new("the student", &stage.student, R::Student).in_class(R::Student),
        OtherActor::new("a student who left the class", &left, R::Student),
        OtherActor::new("the co-teacher", &co, R::Teacher)
            .at_school(R::Teacher)
            .in_class(R::CoTeacher),
        OtherActor::new("the assistant", &assistant, R::TeachingAssistant)
            .at_school(R::TeachingAssistant)
            .in_class(R::TeachingAssistant),
        OtherActor::new("a teacher who left the class", &former, R::Teacher).at_school(R::Teacher),
        OtherActor::new(
            "the school's administrator",
            &stage.school_admin,
            R::SchoolAdmin,
        )
        .at_school(R::SchoolAdmin)
        .in_class(R::SchoolAdmin),
        OtherActor::new(
            "the district's administrator",
            &stage.district_admin,
            R::DistrictAdmin,
        )
        .at_school(R::DistrictAdmin)
        .in_class(R::DistrictAdmin),
        OtherActor::new("the operator", &stage.operator, R::PlatformOperator).of_another_district(),
    ]
}

/// Those whom no class on stage knows.
struct Elsewhere {
    teacher: Persona,
    teacher_at_other_school: Persona,
    admin_of_other_school: Persona,
    teacher_in_other_district: Persona,
}

impl Elsewhere {
    async fn around(school: &TestApp) -> Self {
        let world = school.world;
        let (district, other) = (world.district, Some(world.other_school));
        Self {
            teacher: school.teacher("Okafor").await,
            teacher_at_other_school: school.teacher_at_other_school("Petrov").await,
            admin_of_other_school: school
                .staff(district, "Haas", StaffRole::SchoolAdmin, other)
                .await,
            teacher_in_other_district: school.teacher_in_other_district("Silva").await,
        }
    }

    fn neighbours(&self) -> [OtherActor; 4] {
        use Relationship as R;
        [
            OtherActor::new("another teacher of the school", &self.teacher, R::Teacher)
                .at_school(R::Teacher),
            OtherActor::new(
                "a teacher of another school",
                &self.teacher_at_other_school,
                R::Teacher,
            ),
            OtherActor::new(
                "an administrator of another school",
                &self.admin_of_other_school,
                R::SchoolAdmin,
            ),
            OtherActor::new(
                "a teacher of another district",
                &self.teacher_in_other_district,
                R::Teacher,
            )
            .of_another_district(),
        ]
    }
}
